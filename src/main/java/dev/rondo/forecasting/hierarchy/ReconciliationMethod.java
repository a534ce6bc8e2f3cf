package dev.rondo.forecasting.hierarchy;

/// How forecasts are made to add up.
public enum ReconciliationMethod {
  /// The forecasts of the series are added up.
  BOTTOM_UP,
  /// The smallest change of all forecasts by least squares.
  OLS,
  /// The smallest change, in which each forecast counts by its expected error.
  WEIGHTED_LEAST_SQUARES,
  /// The unbiased combination of all forecasts with the smallest expected errors, MinT (Wickramasuriya et al. 2019).
  MINIMUM_TRACE
}
