package dev.rondo.forecasting.series;

/// The use of a column.
public enum Role {
  /// Forecast by models and read as input.
  TARGET,
  /// Input that is known only up to the start of a forecast.
  PAST_COVARIATE,
  /// Input that is known ahead.
  FUTURE_COVARIATE
}
