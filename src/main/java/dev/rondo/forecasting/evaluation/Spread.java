package dev.rondo.forecasting.evaluation;

import dev.rondo.forecasting.window.Context;
import dev.rondo.forecasting.window.ObservedSeries;

/// The unit of a target's errors, by which errors of different series are compared: the mean absolute change between steps of
/// the lookback. If the lookback has few changes, the unit is blended with the usual change of values of that size, weighted
/// like three changes.
///
/// @param ratio usual size of a change, as a share of the mean absolute value
/// @param typical usual size of a change, for a lookback without any
/// @param neverNegative whether no training value is below 0; then intervals do not reach below 0
public record Spread(double ratio, double typical, boolean neverNegative) {
  private static final double PRIOR = 3;

  /// The unit at the origin of a context (the first forecast step); above 0.
  public double at(Context context, int target, int lookback) {
    Changes changes = Changes.of(context, target, lookback);
    double sum = changes.sum + PRIOR * ratio * changes.level;
    double spread = sum / (changes.count + PRIOR);
    return spread > 0 && Double.isFinite(spread) ? spread : typical;
  }

  /// Changes between neighbouring observed values of a lookback.
  ///
  /// @param sum of their absolute values
  /// @param level mean absolute value of the lookback
  record Changes(double sum, int count, double level) {
    static Changes of(Context context, int target, int lookback) {
      ObservedSeries series = context.series();
      double sum = 0;
      double size = 0;
      int count = 0;
      int known = 0;
      for (int t = context.origin() - context.history(lookback); t < context.origin(); t++) {
        if (!series.observed(target, t)) continue;
        double value = series.value(target, t);
        if (known++ > 0 && series.observed(target, t - 1)) {
          sum += Math.abs(value - series.value(target, t - 1));
          count++;
        }
        size += Math.abs(value);
      }
      return new Changes(sum, count, known == 0 ? 0 : size / known);
    }
  }
}
