package dev.rondo.engine.training;

import org.jspecify.annotations.Nullable;

/// How a network is trained.
///
/// @param epochs largest number of passes over the training windows
/// @param batchSize windows of each update
/// @param gradientClipping null for none
/// @param earlyStopping null for none; training returns the weights of the epoch with the lowest validation loss either way
/// @param truncation number of steps that the gradient flows back through time; null for all
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
