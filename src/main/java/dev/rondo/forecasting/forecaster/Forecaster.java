package dev.rondo.forecasting.forecaster;

import dev.rondo.forecasting.window.Context;
import dev.rondo.forecasting.window.WindowLayout;
import java.util.List;

/// Forecasts from the history of a series: a trained network or a baseline. Evaluation, calibration and predictions use it in the
/// same way. Not thread-safe.
public interface Forecaster {
  /// Name in kebab-case.
  String name();

  /// Number of values that are forecast for each step of each target.
  default int quantiles() {
    return 1;
  }

  /// Index of the quantile that is the point forecast.
  default int point() {
    return 0;
  }

  /// Forecasts each context in the units of the data.
  ///
  /// @param layout lookback, horizon and columns of a window
  /// @param forecasts `[contexts, horizon, targets, quantiles]`, overwritten
  void forecast(List<Context> contexts, WindowLayout layout, double[] forecasts);
}
