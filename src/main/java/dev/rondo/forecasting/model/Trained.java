package dev.rondo.forecasting.model;

import java.time.Duration;

/// The result of training: everything that the evaluation needs from it. It can be stored, so that the evaluation can run later.
///
/// @param weights of the best epoch
@SuppressWarnings("ArrayRecordComponent")
public record Trained(TrainingEnd end, float[] weights) {
  /// How a training ended.
  ///
  /// @param epochs number of epochs that ended
  /// @param bestEpoch epoch of the weights
  /// @param cancelled whether the training was cancelled
  /// @param finite whether the loss stayed finite
  /// @param duration duration of the training
  public record TrainingEnd(
      int epochs, int bestEpoch, boolean cancelled, boolean finite, Duration duration) {}
}
