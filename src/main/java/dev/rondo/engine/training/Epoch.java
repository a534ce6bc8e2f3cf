package dev.rondo.engine.training;

import java.time.Duration;
import java.util.Optional;

/// Losses and errors of one finished epoch, of the scaled values.
///
/// @param number from 1
/// @param training mean over the epoch's batches, while the weights changed
/// @param validation with the weights at the end of the epoch; empty without validation windows
/// @param gradientNorm mean global norm before clipping
public record Epoch(
    int number,
    Losses training,
    Optional<Losses> validation,
    double learningRate,
    double gradientNorm,
    Duration duration) {
  /// Loss and errors; for a pinball loss, the errors are those of the level nearest the median.
  public record Losses(double loss, double mse, double mae) {}

  /// The loss by which the best weights are selected.
  public double selection() {
    return validation.map(Losses::loss).orElse(training.loss());
  }
}
