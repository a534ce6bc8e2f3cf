package dev.rondo.forecasting.forecast;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The forecast of one target of one series. Also the JSON body.
///
/// @param target name of the column
/// @param timestamps ISO-8601 of each step; null when the series counts steps without a clock or gave no start
/// @param steps from 1
/// @param mean point forecast of each step
public record Forecast(
    String seriesId,
    String target,
    @Nullable List<String> timestamps,
    List<Long> steps,
    List<Double> mean,
    List<Interval> intervals) {
  /// @param level in percent
  public record Interval(double level, List<Double> lower, List<Double> upper) {}
}
