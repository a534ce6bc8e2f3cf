package dev.rondo.forecasting.model;

import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The result of training: everything that the evaluation needs from it. It can be stored, so that the evaluation can run later.
///
/// @param weights of the best epoch
/// @param halves the weights that calibrate; null if these are the weights of the best epoch
@SuppressWarnings("ArrayRecordComponent")
public record Trained(TrainingEnd end, float[] weights, @Nullable HalfWeights halves) {
  public Trained {
    if (end.crossFitted() != (halves != null))
      throw new IllegalArgumentException(
          "crossFitted and the weights of the halves must come together");
  }

  /// The best weights by each half of the validation windows.
  @SuppressWarnings("ArrayRecordComponent")
  public record HalfWeights(float[] first, float[] second) {}

  /// How a training ended.
  ///
  /// @param epochs number of epochs that ended
  /// @param bestEpoch epoch of the weights
  /// @param cancelled whether the training was cancelled
  /// @param finite whether the loss stayed finite
  /// @param duration duration of the training
  /// @param crossFitted whether the halves of the validation windows selected other weights
  public record TrainingEnd(
      int epochs,
      int bestEpoch,
      boolean cancelled,
      boolean finite,
      Duration duration,
      boolean crossFitted) {}

  /// All weights in one array: those of the best epoch, then those of the first and the second half, if any.
  public float[] allWeights() {
    if (halves == null) return weights;
    int n = weights.length;
    float[] all = Arrays.copyOf(weights, 3 * n);
    System.arraycopy(halves.first, 0, all, n, n);
    System.arraycopy(halves.second, 0, all, 2 * n, n);
    return all;
  }

  /// Reads what [#allWeights] returned.
  public static Trained of(TrainingEnd end, float[] all) {
    if (!end.crossFitted()) return new Trained(end, all, null);
    int n = all.length / 3;
    HalfWeights halves =
        new HalfWeights(Arrays.copyOfRange(all, n, 2 * n), Arrays.copyOfRange(all, 2 * n, 3 * n));
    return new Trained(end, Arrays.copyOf(all, n), halves);
  }
}
