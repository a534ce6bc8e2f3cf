package dev.rondo.engine.training;

import java.time.Duration;
import java.util.Optional;

/// What one finished epoch reports, on the network's scale.
///
/// @param number from 1
/// @param training mean over the epoch's batches, while the weights moved
/// @param validation with the weights at the end of the epoch; empty without validation windows
/// @param gradientNorm mean global norm before clipping
public record Epoch(
    int number,
    Losses training,
    Optional<Losses> validation,
    double learningRate,
    double gradientNorm,
    Duration duration) {
  /// Loss and errors; for a pinball loss the errors are those of the level nearest the median.
  public record Losses(double loss, double mse, double mae) {}

  /// The loss that picks the best weights.
  public double selection() {
    return validation.map(Losses::loss).orElse(training.loss());
  }
}
