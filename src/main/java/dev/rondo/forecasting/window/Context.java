package dev.rondo.forecasting.window;

/// What a forecast may know: a series up to its origin.
///
/// @param series its steps before `origin` are the history; those from `origin` on are not to be read by a forecaster
/// @param origin the first step that is forecast
public record Context(ObservedSeries series, int origin) {
  /// Steps of a lookback that the series has before its origin.
  public int history(int lookback) {
    return Math.min(lookback, origin - series.first());
  }
}
