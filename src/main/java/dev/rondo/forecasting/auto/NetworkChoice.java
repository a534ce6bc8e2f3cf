package dev.rondo.forecasting.auto;

import dev.rondo.engine.cell.Cell;
import dev.rondo.forecasting.covariate.KnownInputs;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One segment network of an ensemble.
///
/// @param cell its recurrent cell
/// @param segment steps that the network reads and forecasts at once
/// @param lookback steps of the window, a multiple of `segment`
/// @param base steps of the season whose last values the outputs are relative to; 0 for the last value
/// @param width units of the network
/// @param batchSize windows of a training step
/// @param steps training steps
/// @param learningRate highest learning rate
/// @param skip whether a linear map from the window to the horizon is added
/// @param known what it reads of the steps that it forecasts, if it forecasts what the effect of covariates leaves; null otherwise
public record NetworkChoice(
    Cell cell,
    int segment,
    int lookback,
    int base,
    Units units,
    int width,
    int batchSize,
    int steps,
    double learningRate,
    boolean skip,
    @Nullable KnownInputs known) {
  /// Its components with their names.
  String described() {
    return "%s, segment %d, lookback %d, base %d, units %s, width %d, batchSize %d, steps %d, learningRate %s, skip %b%s"
        .formatted(
            cell.getClass().getSimpleName().toLowerCase(Locale.ROOT),
            segment,
            lookback,
            base,
            units.name().toLowerCase(Locale.ROOT),
            width,
            batchSize,
            steps,
            learningRate,
            skip,
            known == null ? "" : ", reads the covariates of the horizon");
  }

  /// Inputs of each step of the horizon.
  int knownCount() {
    return known == null ? 0 : known.count();
  }

  NetworkChoice withSteps(int fewer) {
    return new NetworkChoice(
        cell, segment, lookback, base, units, width, batchSize, fewer, learningRate, skip, known);
  }

  /// Floating-point operations of one training step, without those of activations.
  double operations(int horizon, int quantiles) {
    double segments = (double) lookback / segment;
    double outputs = Math.ceilDiv(horizon, segment);
    double square = (double) width * width;
    double encoder = segments * (2.0 * segment * width + 2 * cell.gates() * square);
    double read = (double) segment * knownCount() * cell.gates() * width;
    double decoder =
        outputs * (cell.gates() * square + read + (double) width * segment * quantiles);
    double skip = (double) lookback * horizon;
    return 2 * 3 * batchSize * (encoder + decoder + skip);
  }
}
