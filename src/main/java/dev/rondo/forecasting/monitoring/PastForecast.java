package dev.rondo.forecasting.monitoring;

import dev.rondo.forecasting.forecast.Forecast.Interval;
import java.util.List;

/// A forecast of one target of one series that is compared with what came. Steps count from 1.
///
/// @param origin position of the last step that the forecast used, as in `Series`
/// @param median `[steps]`
/// @param intervals with bounds `[steps]`, by ascending level; the first one is the unit of normalised errors
/// @param scale the scale of MASE at the origin; NaN if it is unknown
@SuppressWarnings("ArrayRecordComponent")
public record PastForecast(long origin, double[] median, List<Interval> intervals, double scale) {
  /// The levels of the intervals of past forecasts, in percent.
  public static final List<Double> LEVELS = List.of(80.0, 95.0);

  public int steps() {
    return median.length;
  }

  /// The distance of a truth from the median, divided by the distance of the bound of the first interval on the same side: 1 at
  /// the upper bound, -1 at the lower one. Without intervals, it is divided by the scale of MASE. NaN if the truth is missing or
  /// the divisor is not above 0.
  public double normalised(int step, double truth) {
    double error = truth - median[step - 1];
    double unit = intervals.isEmpty() ? scale : side(intervals.getFirst(), step, error >= 0);
    return unit > 0 && Double.isFinite(error) ? error / unit : Double.NaN;
  }

  /// The value with a normalised error, the inverse of [#normalised].
  public double value(int step, double normalised) {
    double unit = intervals.isEmpty() ? scale : side(intervals.getFirst(), step, normalised >= 0);
    return median[step - 1] + normalised * unit;
  }

  /// The distance of a bound from the median. A bound at the median gives way to the other one, as zero limits only one side.
  private double side(Interval interval, int step, boolean above) {
    double upper = interval.upper()[step - 1] - median[step - 1];
    double lower = median[step - 1] - interval.lower()[step - 1];
    double wanted = above ? upper : lower;
    return wanted > 0 ? wanted : Math.max(upper, lower);
  }
}
