package dev.rondo.forecasting.model;

import java.time.Duration;

/// What training leaves behind: all that evaluating needs of it. It can be kept, so that evaluating can go on later.
///
/// @param weights of the best epoch
@SuppressWarnings("ArrayRecordComponent")
public record Trained(TrainingEnd end, float[] weights) {
  /// How a training ended.
  ///
  /// @param epochs that ended
  /// @param bestEpoch whose weights were kept
  /// @param cancelled whether the training was ended before its time
  /// @param finite whether the loss stayed a finite number
  /// @param duration of the training
  public record TrainingEnd(
      int epochs, int bestEpoch, boolean cancelled, boolean finite, Duration duration) {}
}
