package dev.rondo.engine.training;

/// The best weights so far by some loss.
///
/// @param weights overwritten when an epoch is better
/// @param epoch its number, from 1; 0 where no epoch had a finite loss. A segment network has no epochs: the number is that of
///     the update
/// @param loss of that epoch; infinite where there is none
@SuppressWarnings("ArrayRecordComponent")
public record Best(float[] weights, int epoch, double loss) {
  /// Before the first epoch.
  static Best none(float[] weights) {
    return new Best(weights, 0, Double.POSITIVE_INFINITY);
  }

  /// After one more epoch. Keeps its weights where it is better.
  Best after(float[] present, int number, double presentLoss) {
    if (!(presentLoss < loss)) return this;
    System.arraycopy(present, 0, weights, 0, weights.length);
    return new Best(weights, number, presentLoss);
  }

  /// With an array of its own.
  Best copy() {
    return new Best(weights.clone(), epoch, loss);
  }
}
