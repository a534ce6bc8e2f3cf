package dev.rondo.forecasting.anomaly;

import dev.rondo.forecasting.forecast.Forecast;
import dev.rondo.forecasting.forecast.Forecast.Interval;
import java.util.List;

/// Scores an observation by a forecast of its step.
final class Surprise {
  private static final double LEAST = 1e-12;

  private Surprise() {}

  /// @param forecast with intervals of ascending levels
  /// @param h step of the horizon, from 0
  /// @param alarm place of the level beyond which an observation raises an alarm
  static ScoredStep score(int step, double value, Forecast forecast, int h, int alarm) {
    double median = forecast.mean()[h];
    Interval bounds = forecast.intervals().get(alarm);
    double lower = bounds.lower()[h];
    double upper = bounds.upper()[h];
    if (!Double.isFinite(median)) return ScoredStep.unscored(step, value, null);
    double bound = value < median ? median - lower : upper - median;
    double distance = Math.abs(value - median);
    double score = distance == 0 ? 0 : distance / Math.max(bound, Double.MIN_NORMAL);
    boolean outside = value < lower || value > upper;
    return new ScoredStep(
        step,
        value,
        median,
        lower,
        upper,
        Math.min(score, Double.MAX_VALUE),
        probability(value, median, forecast.intervals(), h),
        outside ? AnomalyKind.POINT : null);
  }

  /// The logarithm of the probability is linear in the distance between the bounds of the intervals, and continues beyond the
  /// outermost one.
  private static double probability(double value, double median, List<Interval> intervals, int h) {
    double distance = Math.abs(value - median);
    if (distance == 0) return 1;
    double near = 0;
    double ofNear = 0;
    double slope = 0;
    for (Interval interval : intervals) {
      double far = value < median ? median - interval.lower()[h] : interval.upper()[h] - median;
      double ofFar = Math.log1p(-interval.level() / 100);
      if (far <= near) {
        ofNear = ofFar;
        continue;
      }
      slope = (ofFar - ofNear) / (far - near);
      if (distance <= far) return bounded(ofNear + slope * (distance - near));
      near = far;
      ofNear = ofFar;
    }
    if (distance <= near) return bounded(ofNear);
    return slope == 0 ? LEAST : bounded(ofNear + slope * (distance - near));
  }

  private static double bounded(double logarithm) {
    return Math.clamp(Math.exp(logarithm), LEAST, 1);
  }
}
