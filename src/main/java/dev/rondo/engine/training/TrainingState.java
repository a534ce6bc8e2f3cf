package dev.rondo.engine.training;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// Everything that a training carries from one epoch to the next. A training that continues from it gives the same weights, bit
/// for bit, as one without an interruption, because randomness depends only on the seed and the numbers of epoch and update.
///
/// Training changes the arrays in place and creates a new state with them after each epoch; [#copy] returns an independent one.
///
/// @param seed of the training
/// @param epochs that have ended
/// @param step updates of the weights so far
/// @param weights after them
/// @param moments running mean of the gradient
/// @param squares running mean of its square; empty where the optimizer keeps none
/// @param best weights of the best epoch; the initial ones if no epoch has ended
/// @param bestEpoch its number, from 1; 0 if no epoch has ended
/// @param bestLoss its loss
/// @param reference loss that early stopping compares with
/// @param waited number of epochs since it last fell
@SuppressWarnings("ArrayRecordComponent")
public record TrainingState(
    long seed,
    int epochs,
    long step,
    float[] weights,
    float[] moments,
    float[] squares,
    float[] best,
    int bestEpoch,
    double bestLoss,
    double reference,
    int waited) {
  private static final int FORMAT = 1;

  /// Before the first epoch.
  ///
  /// @param weights changed by the training
  static TrainingState initial(long seed, float[] weights, Optimizer optimizer) {
    int n = weights.length;
    float[] squares = new float[optimizer.keepsSquares() ? n : 0];
    double none = Double.POSITIVE_INFINITY;
    return new TrainingState(
        seed, 0, 0, weights, new float[n], squares, weights.clone(), 0, none, none, 0);
  }

  /// The state after one more epoch with the loss `loss`. Copies the weights to `best` if the loss is the best.
  TrainingState after(double loss, long updates, double minDelta) {
    boolean better = loss < bestLoss;
    if (better) System.arraycopy(weights, 0, best, 0, best.length);
    boolean fell = loss < reference - minDelta;
    return new TrainingState(
        seed,
        epochs + 1,
        updates,
        weights,
        moments,
        squares,
        best,
        better ? epochs + 1 : bestEpoch,
        better ? loss : bestLoss,
        fell ? loss : reference,
        fell ? 0 : waited + 1);
  }

  /// A copy with its own arrays.
  public TrainingState copy() {
    return new TrainingState(
        seed,
        epochs,
        step,
        weights.clone(),
        moments.clone(),
        squares.clone(),
        best.clone(),
        bestEpoch,
        bestLoss,
        reference,
        waited);
  }

  /// Writes the state; [#read] reads it.
  public void write(OutputStream stream) throws IOException {
    DataOutputStream out = new DataOutputStream(stream);
    out.writeInt(FORMAT);
    out.writeLong(seed);
    out.writeInt(epochs);
    out.writeLong(step);
    out.writeInt(bestEpoch);
    out.writeDouble(bestLoss);
    out.writeDouble(reference);
    out.writeInt(waited);
    for (float[] array : new float[][] {weights, moments, squares, best}) {
      out.writeInt(array.length);
      for (float value : array) out.writeInt(Float.floatToRawIntBits(value));
    }
    out.flush();
  }

  /// Throws [IOException] if the stream has another format or ends too early.
  public static TrainingState read(InputStream stream) throws IOException {
    DataInputStream in = new DataInputStream(stream);
    int format = in.readInt();
    if (format != FORMAT)
      throw new IOException(
          "a training state of format %d was expected, not %d".formatted(FORMAT, format));
    long seed = in.readLong();
    int epochs = in.readInt();
    long step = in.readLong();
    int bestEpoch = in.readInt();
    double bestLoss = in.readDouble();
    double reference = in.readDouble();
    int waited = in.readInt();
    float[] weights = floats(in);
    float[] moments = floats(in);
    float[] squares = floats(in);
    float[] best = floats(in);
    return new TrainingState(
        seed, epochs, step, weights, moments, squares, best, bestEpoch, bestLoss, reference,
        waited);
  }

  private static float[] floats(DataInputStream in) throws IOException {
    float[] values = new float[in.readInt()];
    for (int i = 0; i < values.length; i++) values[i] = Float.intBitsToFloat(in.readInt());
    return values;
  }
}
