package dev.rondo.engine.training;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/// Everything that a training carries from one batch to the next. A training that continues from it gives the same weights, bit
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
/// @param best by [Epoch#selection()]; the initial weights if no epoch has ended
/// @param folds the best by the loss of the first and of the second [Fold]; empty if the validation windows have none
/// @param reference loss that early stopping compares with
/// @param waited number of epochs since it last fell
/// @param finite whether the loss of the last epoch was a finite number; if not, training has ended
/// @param begun the next epoch, if it has begun
@SuppressWarnings("ArrayRecordComponent")
public record TrainingState(
    long seed,
    int epochs,
    long step,
    float[] weights,
    float[] moments,
    float[] squares,
    Best best,
    List<Best> folds,
    double reference,
    int waited,
    boolean finite,
    BegunEpoch begun) {
  private static final int FORMAT = 3;

  /// Bytes beside the arrays, at most.
  private static final int HEADER = 128;

  private static final int FOLD = 16;

  /// Before the first epoch.
  ///
  /// @param weights changed by the training
  /// @param folds whether the validation windows have folds
  static TrainingState initial(long seed, float[] weights, Optimizer optimizer, boolean folds) {
    int n = weights.length;
    float[] squares = new float[optimizer.keepsSquares() ? n : 0];
    List<Best> none = folds ? List.of(Best.none(new float[n]), Best.none(new float[n])) : List.of();
    return new TrainingState(
        seed,
        0,
        0,
        weights,
        new float[n],
        squares,
        Best.none(weights.clone()),
        none,
        Double.POSITIVE_INFINITY,
        0,
        true,
        BegunEpoch.NONE);
  }

  /// The state after one more epoch with the loss `loss`. Copies the weights to `best` if the loss is the best.
  ///
  /// @param foldLosses of each of the folds, whose best weights are kept in the same way
  TrainingState after(double loss, List<Double> foldLosses, long updates, double minDelta) {
    List<Best> bests = new ArrayList<>();
    for (int fold = 0; fold < folds.size(); fold++)
      bests.add(folds.get(fold).after(weights, epochs + 1, foldLosses.get(fold)));
    boolean fell = loss < reference - minDelta;
    return new TrainingState(
        seed,
        epochs + 1,
        updates,
        weights,
        moments,
        squares,
        best.after(weights, epochs + 1, loss),
        List.copyOf(bests),
        fell ? loss : reference,
        fell ? 0 : waited + 1,
        Double.isFinite(loss),
        BegunEpoch.NONE);
  }

  /// The state within the next epoch.
  TrainingState within(BegunEpoch epoch, long updates) {
    return new TrainingState(
        seed, epochs, updates, weights, moments, squares, best, folds, reference, waited, finite,
        epoch);
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
        best.copy(),
        folds.stream().map(Best::copy).toList(),
        reference,
        waited,
        finite,
        begun);
  }

  /// Number of bytes that [#write] writes for a network, at most: with squares and the best of two folds.
  public static long mostBytes(long parameters) {
    return HEADER + 3 * FOLD + 6 * Float.BYTES * parameters;
  }

  /// Number of bytes that [#write] writes, at most.
  public long bytes() {
    long arrays = (long) weights.length + moments.length + squares.length;
    for (Best one : folds) arrays += one.weights().length;
    return HEADER + FOLD * (folds.size() + 1L) + Float.BYTES * (arrays + best.weights().length);
  }

  /// Writes the state; [#read] reads it.
  public void write(OutputStream stream) throws IOException {
    DataOutputStream out = new DataOutputStream(stream);
    out.writeInt(FORMAT);
    out.writeLong(seed);
    out.writeInt(epochs);
    out.writeLong(step);
    out.writeDouble(reference);
    out.writeInt(waited);
    out.writeBoolean(finite);
    out.writeInt(begun.batches());
    for (double sum :
        new double[] {
          begun.loss(), begun.squares(), begun.absolutes(), begun.count(), begun.norms()
        }) out.writeDouble(sum);
    out.writeLong(begun.nanos());
    for (float[] array : new float[][] {weights, moments, squares}) StateFormat.write(out, array);
    StateFormat.write(out, best);
    out.writeInt(folds.size());
    for (Best fold : folds) StateFormat.write(out, fold);
    out.flush();
  }

  /// Throws [IOException] if the stream has another format or ends too early.
  public static TrainingState read(InputStream stream) throws IOException {
    DataInputStream in = new DataInputStream(stream);
    StateFormat.expect(in, FORMAT);
    long seed = in.readLong();
    int epochs = in.readInt();
    long step = in.readLong();
    double reference = in.readDouble();
    int waited = in.readInt();
    boolean finite = in.readBoolean();
    BegunEpoch begun =
        new BegunEpoch(
            in.readInt(),
            in.readDouble(),
            in.readDouble(),
            in.readDouble(),
            in.readDouble(),
            in.readDouble(),
            in.readLong());
    float[] weights = StateFormat.floats(in);
    float[] moments = StateFormat.floats(in);
    float[] squares = StateFormat.floats(in);
    Best best = StateFormat.best(in);
    List<Best> folds = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) folds.add(StateFormat.best(in));
    return new TrainingState(
        seed,
        epochs,
        step,
        weights,
        moments,
        squares,
        best,
        List.copyOf(folds),
        reference,
        waited,
        finite,
        begun);
  }
}
