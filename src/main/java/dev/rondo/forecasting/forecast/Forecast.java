package dev.rondo.forecasting.forecast;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The forecast of one target of one series.
///
/// @param target name of the column
/// @param timestamps ISO 8601 time of each step; null if the series has integer steps or no start
/// @param steps the integer steps of a series that has them and a start; otherwise the steps ahead, from 1
/// @param mean point forecast of each step
/// @param intervals intervals around it, one for each level
@SuppressWarnings("ArrayRecordComponent")
public record Forecast(
    String seriesId,
    String target,
    @Nullable List<String> timestamps,
    long[] steps,
    double[] mean,
    List<Interval> intervals) {
  /// @param level in percent
  @SuppressWarnings("ArrayRecordComponent")
  public record Interval(double level, double[] lower, double[] upper) {}
}
