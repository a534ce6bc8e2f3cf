package dev.rondo.forecasting.anomaly;

import org.jspecify.annotations.Nullable;

/// An observation beside its forecast; numbers are NaN where there is no observation or no forecast.
///
/// @param step of the series, from 0
/// @param expected median of the forecast
/// @param lower bound below which the observation raises an alarm
/// @param upper bound above which the observation raises an alarm
/// @param score distance from the median, as a multiple of the distance of the bound on that side; above 1 is an alarm
/// @param probability of an observation at least as far from the median, in (0, 1]
/// @param kind null for a usual observation
public record ScoredStep(
    int step,
    double value,
    double expected,
    double lower,
    double upper,
    double score,
    double probability,
    @Nullable AnomalyKind kind) {
  static ScoredStep unscored(int step, double value, @Nullable AnomalyKind kind) {
    return new ScoredStep(
        step, value, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, kind);
  }

  ScoredStep as(@Nullable AnomalyKind other) {
    return new ScoredStep(step, value, expected, lower, upper, score, probability, other);
  }

  /// 1 above the median, -1 below.
  double side() {
    return Math.signum(value - expected);
  }
}
