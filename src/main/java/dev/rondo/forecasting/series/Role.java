package dev.rondo.forecasting.series;

/// What a column is for.
public enum Role {
  /// Forecast, and read as input.
  TARGET,
  /// Input, known up to the cutoff.
  PAST_COVARIATE,
  /// Input, known ahead.
  FUTURE_COVARIATE
}
