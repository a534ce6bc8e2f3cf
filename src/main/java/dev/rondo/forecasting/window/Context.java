package dev.rondo.forecasting.window;

import dev.rondo.forecasting.scaling.Past;
import dev.rondo.forecasting.scaling.WindowScale;

/// The input of a forecast: a series up to its origin.
///
/// @param series its steps before `origin` are the history; a forecaster must not read those from `origin` on
/// @param origin the first step that is forecast
public record Context(ObservedSeries series, int origin) {
  /// Number of steps of a lookback that the series has before its origin.
  public int history(int lookback) {
    return Math.min(lookback, origin - series.first());
  }

  /// Fits a relative scale to the history of the targets.
  void fit(WindowScale scale, int lookback) {
    if (!scale.isRelative()) return;
    for (int f = 0; f < series.targets(); f++) scale.fit(f, past(f, lookback));
  }

  private Past past(int target, int lookback) {
    double[] values = series.filled(target);
    double sum = 0;
    int known = 0;
    for (int t = origin - history(lookback); t < origin; t++) {
      if (Double.isNaN(values[t])) continue;
      sum += Math.abs(values[t]);
      known++;
    }
    double level = known == 0 ? 0 : sum / known;
    return series.moments(target).before(origin, series.value(target, origin - 1), level);
  }
}
