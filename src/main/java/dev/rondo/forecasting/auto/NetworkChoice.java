package dev.rondo.forecasting.auto;

import dev.rondo.engine.cell.Cell;

/// One segment network of an ensemble.
///
/// @param cell its recurrent cell
/// @param segment steps that the network reads and forecasts at once
/// @param lookback steps of the window, a multiple of `segment`
/// @param base steps of the season whose last values the outputs are relative to; 0 for the last value
/// @param width units of the network
/// @param batch windows of a training step
/// @param steps training steps
/// @param rate highest learning rate
/// @param skip whether a linear map from the window to the horizon is added
public record NetworkChoice(
    Cell cell,
    int segment,
    int lookback,
    int base,
    Units units,
    int width,
    int batch,
    int steps,
    double rate,
    boolean skip) {
  String name() {
    return "network lookback %d%s".formatted(lookback, base == 0 ? "" : " base " + base);
  }

  NetworkChoice withSteps(int fewer) {
    return new NetworkChoice(cell, segment, lookback, base, units, width, batch, fewer, rate, skip);
  }

  /// Floating-point operations of one training step, without those of activations.
  double operations(int horizon, int quantiles) {
    double segments = (double) lookback / segment;
    double outputs = Math.ceilDiv(horizon, segment);
    double square = (double) width * width;
    double encoder = segments * (2.0 * segment * width + 6 * square);
    double decoder = outputs * (3 * square + (double) width * segment * quantiles);
    double skip = (double) lookback * horizon;
    return 2 * 3 * batch * (encoder + decoder + skip);
  }
}
