package dev.rondo.forecasting.evaluation;

import dev.rondo.forecasting.window.Windows;

/// What can forecast windows. One thread at a time.
public sealed interface Forecaster permits Baseline, TrainedNetwork {
  /// Kebab-case.
  String name();

  /// Forecasts windows `from` to `from + count - 1` in the units of the data.
  ///
  /// @param forecasts `[count, horizon, targets]`, overwritten
  void forecast(Windows windows, int from, int count, double[] forecasts);
}
