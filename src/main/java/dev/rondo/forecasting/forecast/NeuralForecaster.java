package dev.rondo.forecasting.forecast;

import dev.rondo.forecasting.model.Model;
import java.util.List;

/// A model at work: scale, window, forward, unscale. Safe for use by several threads.
public final class NeuralForecaster {
  public NeuralForecaster(Model model) {
    throw new UnsupportedOperationException();
  }

  /// @param horizon steps ahead; beyond the model's own, outputs are fed back
  /// @param levels of the intervals, in percent
  /// @return for each history in order, one forecast for each target
  public List<Forecast> forecast(List<History> histories, int horizon, List<Double> levels) {
    throw new UnsupportedOperationException();
  }
}
