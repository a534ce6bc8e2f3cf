package dev.rondo.forecasting.hierarchy;

import dev.rondo.forecasting.forecast.Forecast;
import dev.rondo.forecasting.forecast.Forecast.Interval;
import dev.rondo.forecasting.forecast.Forecast.Quantile;
import dev.rondo.forecasting.forecast.Forecast.Total;
import dev.rondo.forecasting.forecast.Forecast.TotalInterval;
import dev.rondo.forecasting.forecast.ForecastOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The sample paths of a row, and what a forecast tells of them.
///
/// @param paths `[paths * horizon]`, path after path
@SuppressWarnings("ArrayRecordComponent")
record PathSummary(double[] paths, int horizon) {
  private int count() {
    return paths.length / horizon;
  }

  /// The forecast of a row.
  ///
  /// @param point of each step, which adds up over the rows
  /// @param base forecast with the times
  Forecast forecast(String seriesId, double[] point, Forecast base, ForecastOptions options) {
    double[][] sorted = new double[horizon][count()];
    double[] totals = new double[count()];
    for (int i = 0; i < paths.length; i++) {
      sorted[i % horizon][i / horizon] = paths[i];
      totals[i / horizon] += paths[i];
    }
    for (double[] step : sorted) Arrays.sort(step);
    Arrays.sort(totals);
    List<Interval> intervals = new ArrayList<>();
    for (double level : options.levels())
      intervals.add(
          new Interval(level, quantiles(sorted, lower(level)), quantiles(sorted, upper(level))));
    List<Quantile> quantiles = new ArrayList<>();
    for (double level : options.quantiles())
      quantiles.add(new Quantile(level, quantiles(sorted, level)));
    return new Forecast(
        seriesId,
        base.target(),
        base.timestamps(),
        base.steps(),
        point,
        quantiles(sorted, 0.5),
        intervals,
        quantiles,
        options.paths() == 0 ? null : first(options.paths()),
        options.total() ? total(totals, options.levels()) : null,
        List.of(),
        base.direct());
  }

  private double[][] first(int wanted) {
    double[][] first = new double[wanted][];
    for (int p = 0; p < wanted; p++)
      first[p] = Arrays.copyOfRange(paths, p * horizon, (p + 1) * horizon);
    return first;
  }

  private static Total total(double[] totals, List<Double> levels) {
    List<TotalInterval> intervals = new ArrayList<>();
    for (double level : levels)
      intervals.add(
          new TotalInterval(level, quantile(totals, lower(level)), quantile(totals, upper(level))));
    return new Total(quantile(totals, 0.5), intervals);
  }

  private static double[] quantiles(double[][] sorted, double level) {
    return Arrays.stream(sorted).mapToDouble(step -> quantile(step, level)).toArray();
  }

  /// The quantile of ascending values, on a line between neighbours.
  private static double quantile(double[] sorted, double level) {
    double place = level * (sorted.length - 1);
    int low = (int) place;
    int high = Math.min(low + 1, sorted.length - 1);
    return sorted[low] + (place - low) * (sorted[high] - sorted[low]);
  }

  private static double lower(double level) {
    return 0.5 - level / 200;
  }

  private static double upper(double level) {
    return 0.5 + level / 200;
  }
}
