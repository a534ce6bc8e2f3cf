package dev.rondo.forecasting.forecast;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The forecast of one target of one series.
///
/// @param target name of the column
/// @param timestamps ISO 8601 time of each step; null if the series has integer steps or no start
/// @param steps the integer steps of a series that has them and a start; otherwise the steps ahead, from 1
/// @param mean point forecast of each step: the median, which is moved where forecasts add up
/// @param median of each step
/// @param intervals intervals around it, one for each level
/// @param quantiles single quantiles, one for each level
/// @param paths possible futures, `[paths][horizon]`; null if none were asked for
/// @param total the sum over the horizon; null if it was not asked for
/// @param effects what covariates known ahead change; empty if they were not asked for, or the model reads none
/// @param direct number of steps that were forecast directly; later ones are forecast from forecasts
@SuppressWarnings("ArrayRecordComponent")
public record Forecast(
    String seriesId,
    String target,
    @Nullable List<String> timestamps,
    long[] steps,
    double[] mean,
    double[] median,
    List<Interval> intervals,
    List<Quantile> quantiles,
    double @Nullable [][] paths,
    @Nullable Total total,
    List<ColumnEffect> effects,
    int direct) {
  /// This forecast with its first intervals only, also of the total.
  public Forecast withFirst(int count) {
    if (count == intervals.size()) return this;
    Total part =
        total == null ? null : new Total(total.median(), total.intervals().subList(0, count));
    return with(intervals.subList(0, count), part);
  }

  /// This forecast with other intervals; the total stays.
  public Forecast with(List<Interval> others) {
    return with(others, total);
  }

  /// This forecast without its sample paths.
  public Forecast withoutPaths() {
    return new Forecast(
        seriesId,
        target,
        timestamps,
        steps,
        mean,
        median,
        intervals,
        quantiles,
        null,
        total,
        effects,
        direct);
  }

  private Forecast with(List<Interval> others, @Nullable Total sum) {
    return new Forecast(
        seriesId,
        target,
        timestamps,
        steps,
        mean,
        median,
        others,
        quantiles,
        paths,
        sum,
        effects,
        direct);
  }

  /// @param level in percent
  @SuppressWarnings("ArrayRecordComponent")
  public record Interval(double level, double[] lower, double[] upper) {}

  /// @param level in (0, 1)
  @SuppressWarnings("ArrayRecordComponent")
  public record Quantile(double level, double[] values) {}

  /// The sum over the horizon.
  ///
  /// @param median of the sum
  /// @param intervals of the sum, one for each level
  public record Total(double median, List<TotalInterval> intervals) {}

  /// The difference of each step to the forecast with a covariate at its mean, or a category at its most frequent level.
  ///
  /// @param column name
  @SuppressWarnings("ArrayRecordComponent")
  public record ColumnEffect(String column, double[] difference) {}

  /// @param level in percent
  public record TotalInterval(double level, double lower, double upper) {}
}
