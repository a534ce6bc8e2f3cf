package dev.rondo.forecasting.forecaster;

import dev.rondo.forecasting.window.Context;
import dev.rondo.forecasting.window.WindowLayout;
import java.util.List;

/// What can forecast from what is known of a series: a trained network, a baseline. Evaluation, calibration and predictions
/// call it in the same way. One thread at a time.
public interface Forecaster {
  /// Kebab-case.
  String name();

  /// Values forecast for each step of each target.
  default int quantiles() {
    return 1;
  }

  /// The one of the quantiles that is the point forecast.
  default int point() {
    return 0;
  }

  /// Forecasts each context in the units of the data.
  ///
  /// @param layout how far a window reaches back and ahead, and its columns
  /// @param forecasts `[contexts, horizon, targets, quantiles]`, overwritten
  void forecast(List<Context> contexts, WindowLayout layout, double[] forecasts);
}
