package dev.rondo.forecasting.monitoring;

import dev.rondo.forecasting.auto.Normal;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A sequential test whether forecast errors differ from earlier ones, with a controlled rate of false alarms.
///
/// Each error becomes its normal score, the normal quantile of its rank among the errors before it (sequential ranks, McDonald
/// 1990). As long as nothing changes, the scores are independent and nearly standard normal whatever the distribution of the
/// errors, so the threshold needs no knowledge of their size or shape. Three one-sided cumulative sums (Page 1954) add up the
/// scores: of the errors, of the errors with the opposite sign, and of their sizes. Each sum loses [#ALLOWANCE] at each error and
/// stays at 0 or above; one that exceeds [#THRESHOLD] raises an alarm, which lasts until that sum is back at 0.
///
/// In simulations, about 3.5 % of unchanged sequences of 365 errors raise an alarm. After 180 errors, a shift by two standard
/// deviations is found within 10 errors in about 95 %, and one by a single standard deviation within 40 errors in about 97 %. A
/// shorter reference makes the test slower. Errors that are correlated in time raise more false alarms, so they should be of one
/// step ahead.
///
/// Not thread-safe.
public final class DriftDetector {
  static final double THRESHOLD = 10;
  static final double ALLOWANCE = 0.4;

  /// Number of first errors that are only a reference.
  static final int FIRST_REFERENCE = 30;

  private final Track higher = new Track(Drift.Kind.HIGHER);
  private final Track lower = new Track(Drift.Kind.LOWER);
  private final Track larger = new Track(Drift.Kind.LARGER);
  private long last;
  private int errors;

  /// Adds the next error.
  ///
  /// @param origin position of the origin of the forecast; ascending
  /// @param error truth minus forecast, in any unit that does not change
  /// @param size of the error, at least 0
  public void add(long origin, double error, double size) {
    boolean tested = errors >= FIRST_REFERENCE;
    higher.add(error, tested, last, origin);
    lower.add(-error, tested, last, origin);
    larger.add(size, tested, last, origin);
    last = origin;
    errors++;
  }

  /// The present state. If several sums are above the threshold, the largest one tells the kind.
  public Drift result() {
    Track most = higher;
    for (Track track : new Track[] {lower, larger})
      if (track.alarmed() == most.alarmed() ? track.sum > most.sum : track.alarmed()) most = track;
    return new Drift(
        most.alarmed() ? most.kind : null,
        most.alarmed() ? most.since : null,
        most.found,
        most.sum,
        THRESHOLD,
        errors);
  }

  /// One cumulative sum.
  private static final class Track {
    private final Drift.Kind kind;
    private final RankReference reference = new RankReference();
    private double sum;
    private long since;
    private @Nullable Long found;

    Track(Drift.Kind kind) {
      this.kind = kind;
    }

    boolean alarmed() {
      return found != null;
    }

    /// @param before origin of the error before
    void add(double value, boolean tested, long before, long origin) {
      double rank = reference.rank(value);
      reference.add(value);
      if (!tested) return;
      if (sum == 0) since = before;
      sum = Math.max(0, sum + Normal.quantile(rank) - ALLOWANCE);
      if (sum == 0) found = null;
      else if (sum > THRESHOLD && found == null) found = origin;
    }
  }

  /// The most recent values, sorted.
  private static final class RankReference {
    private static final int MOST = 1000;

    private final double[] recent = new double[MOST]; // a ring in the order of time
    private final double[] sorted = new double[MOST];
    private int added;

    private int size() {
      return Math.min(added, MOST);
    }

    /// The share of the values below a new one, in (0, 1); equal values count half.
    double rank(double value) {
      int size = size();
      int below = firstNotBelow(value);
      int equal = 0;
      while (below + equal < size && sorted[below + equal] == value) equal++;
      return (below + 0.5 * equal + 0.5) / (size + 1);
    }

    void add(double value) {
      int size = size();
      if (added >= MOST) {
        int old = firstNotBelow(recent[added % MOST]);
        System.arraycopy(sorted, old + 1, sorted, old, MOST - old - 1);
        size--;
      }
      recent[added % MOST] = value;
      int at = Arrays.binarySearch(sorted, 0, size, value);
      if (at < 0) at = -at - 1;
      System.arraycopy(sorted, at, sorted, at + 1, size - at);
      sorted[at] = value;
      added++;
    }

    /// The number of sorted values below a value.
    private int firstNotBelow(double value) {
      int low = 0;
      int high = size();
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (sorted[middle] < value) low = middle + 1;
        else high = middle;
      }
      return low;
    }
  }
}
