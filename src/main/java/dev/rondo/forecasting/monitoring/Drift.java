package dev.rondo.forecasting.monitoring;

import org.jspecify.annotations.Nullable;

/// The result of [DriftDetector].
///
/// @param kind what has changed; null unless an alarm is active
/// @param since position of the origin after which the errors began to differ; null unless an alarm is active
/// @param found position of the origin of the error that raised the alarm; null unless an alarm is active
/// @param statistic the largest of the sums that the test compares with the threshold
/// @param threshold above it, an alarm is raised
/// @param errors number of errors that were tested or are the first reference
public record Drift(
    @Nullable Kind kind,
    @Nullable Long since,
    @Nullable Long found,
    double statistic,
    double threshold,
    int errors) {
  /// A change of the errors, compared with earlier ones.
  public enum Kind {
    /// The actual values are higher than the forecasts.
    HIGHER,
    /// The actual values are lower than the forecasts.
    LOWER,
    /// The errors are larger, whatever their sign.
    LARGER
  }

  public boolean active() {
    return kind != null;
  }
}
