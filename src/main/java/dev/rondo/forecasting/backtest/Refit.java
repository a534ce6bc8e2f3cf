package dev.rondo.forecasting.backtest;

/// When the candidates of a backtest are fitted.
public enum Refit {
  /// Again for each origin, on all values before it.
  EVERY_ORIGIN,
  /// Once, on the values before the first origin. Later forecasts read the values up to their origin.
  ONCE
}
