package dev.rondo.engine.training;

import org.jspecify.annotations.Nullable;

/// How a network is trained.
///
/// @param epochs passes over the training windows, at most
/// @param batchSize windows for each update
/// @param gradientClipping none when null
/// @param earlyStopping none when null; the best weights by validation loss are kept either way
/// @param truncation steps that the gradient flows back through time; all when null
public record TrainingSpec(
    int epochs,
    int batchSize,
    Loss loss,
    Optimizer optimizer,
    @Nullable GradientClipping gradientClipping,
    @Nullable EarlyStopping earlyStopping,
    @Nullable Integer truncation) {
  public TrainingSpec {
    if (epochs < 1 || epochs > 100_000)
      throw new IllegalArgumentException("epochs must be between 1 and 100000, was " + epochs);
    if (batchSize < 1 || batchSize > 65_536)
      throw new IllegalArgumentException("batchSize must be between 1 and 65536, was " + batchSize);
    if (truncation != null && truncation < 1)
      throw new IllegalArgumentException("truncation must be at least 1, was " + truncation);
  }
}
