package dev.rondo.forecasting.model;

import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What training leaves behind: all that evaluating needs of it. It can be kept, so that evaluating can go on later.
///
/// @param weights of the best epoch
/// @param halves those that calibrate; null where they are the same
@SuppressWarnings("ArrayRecordComponent")
public record Trained(TrainingEnd end, float[] weights, @Nullable HalfWeights halves) {
  public Trained {
    if (end.crossFitted() != (halves != null))
      throw new IllegalArgumentException("the end of the training tells of other weights");
  }

  /// The best weights by each half of the validation windows.
  @SuppressWarnings("ArrayRecordComponent")
  public record HalfWeights(float[] first, float[] second) {}

  /// How a training ended.
  ///
  /// @param epochs that ended
  /// @param bestEpoch whose weights were kept
  /// @param cancelled whether the training was ended before its time
  /// @param finite whether the loss stayed a finite number
  /// @param duration of the training
  /// @param crossFitted whether the halves of the validation windows chose other weights
  public record TrainingEnd(
      int epochs,
      int bestEpoch,
      boolean cancelled,
      boolean finite,
      Duration duration,
      boolean crossFitted) {}

  /// All weights one behind the other: those of the best epoch, then those of the first and the second half, if any.
  public float[] allWeights() {
    if (halves == null) return weights;
    int n = weights.length;
    float[] all = Arrays.copyOf(weights, 3 * n);
    System.arraycopy(halves.first, 0, all, n, n);
    System.arraycopy(halves.second, 0, all, 2 * n, n);
    return all;
  }

  /// From what [#allWeights] gave.
  public static Trained of(TrainingEnd end, float[] all) {
    if (!end.crossFitted()) return new Trained(end, all, null);
    int n = all.length / 3;
    HalfWeights halves =
        new HalfWeights(Arrays.copyOfRange(all, n, 2 * n), Arrays.copyOfRange(all, 2 * n, 3 * n));
    return new Trained(end, Arrays.copyOf(all, n), halves);
  }
}
