package dev.rondo.engine.training;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// Everything that the training of a segment network carries from one update to the next. A training that continues from it gives
/// the same weights, bit for bit, as one without an interruption.
///
/// Training changes the arrays in place; [#copy] returns an independent state.
///
/// @param seed of the training
/// @param step updates so far
/// @param weights after them
/// @param average running mean of the weights
/// @param moments running mean of the gradient
/// @param squares running mean of its square; empty where the optimizer keeps none
/// @param best the average with the lowest hold-out loss, and the step it is from
/// @param lossSum sum of the losses of the batches since the last check
/// @param summed number of these batches
@SuppressWarnings("ArrayRecordComponent")
public record SegmentState(
    long seed,
    int step,
    float[] weights,
    float[] average,
    float[] moments,
    float[] squares,
    Best best,
    double lossSum,
    int summed) {
  private static final int FORMAT = 1;

  /// Bytes beside the arrays, at most.
  private static final int HEADER = 128;

  /// Before the first update.
  ///
  /// @param weights changed by the training
  static SegmentState initial(long seed, float[] weights, Optimizer optimizer) {
    int n = weights.length;
    float[] squares = new float[optimizer.keepsSquares() ? n : 0];
    Best none = Best.none(new float[n]);
    return new SegmentState(seed, 0, weights, weights.clone(), new float[n], squares, none, 0, 0);
  }

  /// A copy with its own arrays.
  public SegmentState copy() {
    return new SegmentState(
        seed,
        step,
        weights.clone(),
        average.clone(),
        moments.clone(),
        squares.clone(),
        best.copy(),
        lossSum,
        summed);
  }

  /// Number of bytes that [#write] writes, at most.
  public long bytes() {
    long arrays = (long) weights.length + average.length + moments.length + squares.length;
    return HEADER + Float.BYTES * (arrays + best.weights().length);
  }

  /// Writes the state; [#read] reads it.
  public void write(OutputStream stream) throws IOException {
    DataOutputStream out = new DataOutputStream(stream);
    out.writeInt(FORMAT);
    out.writeLong(seed);
    out.writeInt(step);
    out.writeDouble(lossSum);
    out.writeInt(summed);
    for (float[] array : new float[][] {weights, average, moments, squares})
      StateFormat.write(out, array);
    StateFormat.write(out, best);
    out.flush();
  }

  /// Throws [IOException] if the stream has another format or ends too early.
  public static SegmentState read(InputStream stream) throws IOException {
    DataInputStream in = new DataInputStream(stream);
    StateFormat.expect(in, FORMAT);
    long seed = in.readLong();
    int step = in.readInt();
    double lossSum = in.readDouble();
    int summed = in.readInt();
    float[] weights = StateFormat.floats(in);
    float[] average = StateFormat.floats(in);
    float[] moments = StateFormat.floats(in);
    float[] squares = StateFormat.floats(in);
    Best best = StateFormat.best(in);
    return new SegmentState(seed, step, weights, average, moments, squares, best, lossSum, summed);
  }
}
