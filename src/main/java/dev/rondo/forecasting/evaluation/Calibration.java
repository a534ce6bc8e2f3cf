package dev.rondo.forecasting.evaluation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Errors of the validation part that determine intervals (split conformal prediction, Vovk et al. 2005; Lei et al. 2018).
///
/// @param errors `[target][horizon step]`
/// @param spreads unit of the errors of each target; null in models of earlier builds, whose errors are in the units of the
///     data
public record Calibration(List<List<StepErrors>> errors, @Nullable List<Spread> spreads) {
  /// Absolute validation errors of one step, in ascending order.
  ///
  /// @param count number of validation errors
  /// @param quantiles the errors of the ranks of [#ranks]; without spreads, those at the levels i / (length - 1)
  public record StepErrors(int count, List<Double> quantiles) {
    /// Whether there are enough errors for a level in percent.
    public boolean gives(double level) {
      return count > 0 && rank(count, level) <= count;
    }
  }

  /// The error of rank `ceil((n + 1) level)` of n, which covers a new error with at least that probability. If only some ranks
  /// are stored, it is the error of the next higher stored rank. Call it only if there are enough errors for the level.
  ///
  /// @param step of the horizon, from 0
  /// @param level in percent
  public double error(int target, int step, double level) {
    StepErrors all = errors.get(target).get(step);
    long rank = Math.max(1, rank(all.count, level));
    if (spreads == null) {
      int last = all.quantiles.size() - 1;
      int place = all.count == 1 ? 0 : (int) Math.ceilDiv((rank - 1) * last, all.count - 1);
      return all.quantiles.get(place);
    }
    return all.quantiles.get(place(all.count, rank));
  }

  /// Share of the validation errors of a step beyond that of a level, which must be one that it gives.
  ///
  /// @param step of the horizon, from 0
  /// @param level in percent
  public double shareBeyond(int target, int step, double level) {
    int count = errors.get(target).get(step).count;
    return (double) (count - Math.max(1, rank(count, level))) / count;
  }

  /// Place among the stored ranks of n errors of the first one that is at least `rank`, which is at most n. Every forecast asks for
  /// it, so it makes no list.
  private static int place(int n, long rank) {
    if (n <= MOST_KEPT) return (int) rank - 1;
    int level = 1;
    for (int above = LEVELS_KEPT + 1; level < above; ) {
      int middle = (level + above) / 2;
      if (kept(n, middle) >= rank) above = middle;
      else level = middle + 1;
    }
    int place = level - 1;
    // Only levels a tenth of a percent apart may have the same rank, which is stored once.
    for (int i = HALVES_KEPT + 1; i <= Math.min(level, LEVELS_KEPT); i++)
      if (kept(n, i) == kept(n, i - 1)) place--;
    return place;
  }

  /// Rank of the error that an interval of a level needs, from 1; above n if there are too few errors.
  static long rank(long n, double level) {
    // Without subtracting a small amount, 90 % of 10 would round up to 10.
    return (long) Math.ceil((n + 1) * level / 100 - 1e-9);
  }

  /// Largest number of errors for which all are stored.
  static final int MOST_KEPT = 208;

  /// Number of levels half a percent apart whose errors are stored of many errors.
  private static final int HALVES_KEPT = 198;

  /// Number of all levels whose errors are stored of many errors.
  private static final int LEVELS_KEPT = HALVES_KEPT + 9;

  /// The ranks that are stored of n errors: all ranks of few errors; of many errors those of the levels
  /// 0.5, 1, ... 99, 99.1, ... 99.9 and the last.
  static List<Integer> ranks(int n) {
    List<Integer> ranks = new ArrayList<>();
    if (n <= MOST_KEPT) {
      for (int rank = 1; rank <= n; rank++) ranks.add(rank);
      return ranks;
    }
    for (int i = 1; i <= LEVELS_KEPT; i++) {
      int rank = kept(n, i);
      if (ranks.isEmpty() || ranks.getLast() < rank) ranks.add(rank);
    }
    if (ranks.getLast() < n) ranks.add(n);
    return ranks;
  }

  /// The rank of the kept level `i`, from 1: half a percent apart, above 99 % a tenth.
  private static int kept(int n, int i) {
    return (int) Math.min(n, rank(n, i <= HALVES_KEPT ? i / 2.0 : 99 + (i - HALVES_KEPT) / 10.0));
  }
}
