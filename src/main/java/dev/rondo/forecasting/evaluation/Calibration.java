package dev.rondo.forecasting.evaluation;

import java.util.List;

/// Errors on the validation part from which intervals are made (split conformal prediction, Vovk et al. 2005).
///
/// @param errors `[target][horizon step]` -> absolute validation errors at rising quantiles
public record Calibration(List<List<StepErrors>> errors) {
  /// @param count validation errors behind the quantiles; 0 when there were none
  /// @param quantiles of the absolute error, at levels i / (length - 1)
  public record StepErrors(int count, List<Double> quantiles) {}
}
