package dev.rondo.forecasting.auto;

import dev.rondo.forecasting.covariate.EffectSpec;
import java.util.List;

/// Members that forecast what the effect of covariates leaves, beside those that forecast the values.
///
/// @param columns number of the dataset's columns known ahead
/// @param effect of the covariates
/// @param methods names of the methods that also forecast the rest
/// @param networks whether networks forecast the rest instead of the values
record Adjustment(int columns, EffectSpec effect, List<String> methods, boolean networks) {
  /// Whether a network forecasts the rest. In the units of logarithms and counts it cannot, because the rest may be negative.
  boolean adjusts(NetworkChoice network) {
    return networks && adjusts(network.units());
  }

  static boolean adjusts(Units units) {
    return units != Units.LOG && units != Units.COUNT;
  }
}
