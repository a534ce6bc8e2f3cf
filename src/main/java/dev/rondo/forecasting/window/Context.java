package dev.rondo.forecasting.window;

import dev.rondo.forecasting.scaling.Past;
import dev.rondo.forecasting.scaling.WindowScale;
import dev.rondo.forecasting.series.StaticValues;
import dev.rondo.forecasting.series.Timeline;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The input of a forecast: the history of a series up to the origin, the columns known ahead, the static values, and the times of
/// the steps. A view; nothing is copied.
///
/// @param series its steps before `origin` are the history; a forecaster must not read those from `origin` on, except by [#ahead]
/// @param origin the first step that is forecast
public record Context(ObservedSeries series, int origin) {
  /// Numbers of the columns that are known ahead.
  public List<Integer> aheadColumns() {
    return series.parts().ahead();
  }

  /// Value of a column known ahead; NaN if it is missing.
  ///
  /// @param column one of [#aheadColumns]
  /// @param h step of the horizon, from 0
  public double ahead(int column, int h) {
    return series.ahead(column, origin + h);
  }

  /// The values of the series that do not change over time.
  public StaticValues statics() {
    return series.statics();
  }

  /// The times of the steps, of which `origin` is the first of the horizon; null if the start of the series is unknown.
  public @Nullable Timeline timeline() {
    return series.timeline();
  }

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
