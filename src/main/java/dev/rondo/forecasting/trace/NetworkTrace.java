package dev.rondo.forecasting.trace;

import dev.rondo.engine.network.LayerTrace;
import java.util.List;

/// What a network computed for one step of the forecast of a series.
///
/// @param forecast of that step, in the units of the values that the network forecasts
/// @param layers from input to output
public record NetworkTrace(double forecast, List<PlacedLayer> layers) {
  /// A layer and the steps of the series that it stands on.
  ///
  /// @param first step of the series at which the layer's first step begins, counted from the first step of the forecast, which is 0
  /// @param span steps of the series that each step of the layer covers
  public record PlacedLayer(LayerTrace states, int first, int span) {
    /// A layer whose steps end where the forecast begins, or begin there if it decodes.
    public static PlacedLayer of(LayerTrace states, int span) {
      return new PlacedLayer(states, states.decodes() ? 0 : -states.steps() * span, span);
    }
  }
}
