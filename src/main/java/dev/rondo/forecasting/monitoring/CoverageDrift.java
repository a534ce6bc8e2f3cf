package dev.rondo.forecasting.monitoring;

import org.jspecify.annotations.Nullable;

/// The result of [CoverageDetector].
///
/// @param kind how the coverage has left its band; null unless an alarm is active
/// @param since position of the origin after which it left; null unless an alarm is active
/// @param found position of the origin at which the alarm was raised; null unless an alarm is active
/// @param measured coverage since then, in percent; null unless an alarm is active
/// @param lower lower end of the band, in percent
/// @param upper upper end of the band, in percent
/// @param statistic the larger of the sums that the test compares with the threshold
/// @param threshold above it, an alarm is raised
/// @param values number of values that were tested
public record CoverageDrift(
    @Nullable Kind kind,
    @Nullable Long since,
    @Nullable Long found,
    @Nullable Double measured,
    double lower,
    double upper,
    double statistic,
    double threshold,
    int values) {
  /// A coverage outside of its band.
  public enum Kind {
    /// The intervals are too narrow: fewer values lie in them.
    NARROW,
    /// The intervals are too wide: more values lie in them.
    WIDE
  }

  public boolean active() {
    return kind != null;
  }
}
