package dev.rondo.forecasting.covariate;

import dev.rondo.forecasting.series.StaticValues;

/// What is known of a series up to the start of a forecast, beside its targets.
///
/// @param past covariates that are not known ahead, `[columns][steps]`; NaN is missing; neither copied nor changed
/// @param statics values that do not change over time
@SuppressWarnings("ArrayRecordComponent")
public record Beside(double[][] past, StaticValues statics) {
  /// Nothing.
  public static final Beside NOTHING = new Beside(new double[0][], StaticValues.NONE);
}
