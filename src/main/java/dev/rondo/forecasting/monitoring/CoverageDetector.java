package dev.rondo.forecasting.monitoring;

import org.jspecify.annotations.Nullable;

/// A sequential test whether the coverage of intervals has left a band around its level, with a controlled rate of false alarms.
///
/// Two one-sided cumulative sums (Page 1954) add up by how much the share of values outside of the interval exceeds that of the
/// lower end of the band, and by how much it falls short of that of the upper end. A sum stays at 0 or above; one that exceeds
/// [#THRESHOLD] raises an alarm, which lasts until that sum is back at 0. In contrast to [DriftDetector], the level is known, so
/// that intervals that were too narrow from the beginning are found too.
///
/// In simulations of years of daily values, 0.4 % with a true coverage of 80 % raise an alarm, 2 % with 78 %, and 12 % with 75 %;
/// together with [DriftDetector] it is 3.4 % of the years in which nothing changes.
///
/// Values of one step ahead are tested. Shares of several series with one origin count as one value, their mean.
///
/// Not thread-safe.
public final class CoverageDetector {
  /// Distance of the ends of the band from the level, in percentage points.
  static final double BAND = 10;

  static final double THRESHOLD = 8;

  private final double lower;
  private final double upper;
  private final Track narrow = new Track();
  private final Track wide = new Track();
  private long last;
  private int values;

  /// @param level of the intervals, in percent
  /// @param expected coverage that was measured on held-out data, in percent; NaN if it was not. The band contains it
  public CoverageDetector(double level, double expected) {
    double known = Double.isNaN(expected) ? level : expected;
    this.lower = Math.max(0, Math.min(level, known) - BAND);
    this.upper = Math.min(100, Math.max(level, known) + BAND);
  }

  /// Adds the next value.
  ///
  /// @param origin position of the origin of the forecast; ascending
  /// @param inside share of values inside of their intervals, 0 to 1
  public void add(long origin, double inside) {
    long before = values == 0 ? origin : last;
    narrow.add(lower / 100 - inside, inside, before, origin);
    wide.add(inside - upper / 100, inside, before, origin);
    last = origin;
    values++;
  }

  /// The present state.
  public CoverageDrift result() {
    boolean isWide = wide.found != null && (narrow.found == null || wide.sum > narrow.sum);
    Track track = isWide ? wide : narrow;
    if (track.found == null)
      return new CoverageDrift(
          null, null, null, null, lower, upper, Math.max(narrow.sum, wide.sum), THRESHOLD, values);
    return new CoverageDrift(
        isWide ? CoverageDrift.Kind.WIDE : CoverageDrift.Kind.NARROW,
        track.since,
        track.found,
        100 * track.inside / track.count,
        lower,
        upper,
        track.sum,
        THRESHOLD,
        values);
  }

  /// One cumulative sum, and the values since it was 0.
  private static final class Track {
    private double sum;
    private long since;
    private double inside;
    private int count;
    private @Nullable Long found;

    /// @param before origin of the value before
    void add(double beyond, double share, long before, long origin) {
      if (sum == 0) {
        since = before;
        inside = 0;
        count = 0;
      }
      inside += share;
      count++;
      sum = Math.max(0, sum + beyond);
      if (sum == 0) found = null;
      else if (sum > THRESHOLD && found == null) found = origin;
    }
  }
}
