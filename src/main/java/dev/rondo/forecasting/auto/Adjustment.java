package dev.rondo.forecasting.auto;

import dev.rondo.forecasting.covariate.EffectSpec;
import java.util.List;

/// Members that forecast what the effect of covariates leaves, beside those that forecast the values.
///
/// @param columns number of the dataset's columns known ahead
/// @param effect of the covariates
/// @param methods names of the methods that also forecast the rest
record Adjustment(int columns, EffectSpec effect, List<String> methods) {
  /// Whether networks with these units can forecast the rest, which may be negative.
  static boolean allows(Units units) {
    return units != Units.LOG && units != Units.COUNT;
  }
}
