package dev.rondo.forecasting.backtest;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The forecast of one target of one series from one origin, beside what was observed.
///
/// @param series number of the series in the dataset
/// @param target number of the target
/// @param origin first forecast step of the series
/// @param actual `[horizon]`, NaN where nothing was observed
/// @param point `[horizon]`
/// @param bounds `[levels][2][horizon]`, lower and upper bounds of the intervals; null if the candidate gives none
/// @param deciles `[9][horizon]`, the quantiles 0.1 to 0.9; null if the candidate gives none
@SuppressWarnings("ArrayRecordComponent")
public record OriginForecast(
    int series,
    int target,
    int origin,
    double[] actual,
    double[] point,
    double @Nullable [][][] bounds,
    double @Nullable [][] deciles) {
  /// The levels of the deciles.
  static final List<Double> DECILES =
      IntStream.rangeClosed(1, 9).mapToObj(tenth -> tenth / 10.0).toList();

  boolean isFinite() {
    for (double value : point) if (!Double.isFinite(value)) return false;
    if (bounds != null)
      for (double[][] interval : bounds)
        for (double[] bound : interval)
          for (double value : bound) if (!Double.isFinite(value)) return false;
    return true;
  }
}
