package dev.rondo.engine.network;

import dev.rondo.engine.kernel.Lanes;

/// Inputs, targets and masks of windows that pass through a network together; reused from batch to batch.
///
/// Arrays are time-major with the batch innermost: element (t, f, b) is at `(t * features + f) * lanes + b`.
/// The target features are the first columns of the inputs (an encoder-decoder starts its decoder from them).
/// A window shorter than the batch's steps is padded at the front: `start[b]` is its first real step.
public final class Batch {
  public final Dimensions dimensions;

  /// Columns of every row: the capacity rounded up to a multiple of 16.
  public final int lanes;

  /// Most windows it can hold.
  public final int capacity;

  public final float[] inputs; // [T, I, lanes]
  public final float[]
      targets; // [S, targets, lanes]; where a target is missing, any finite stand-in
  public final float[]
      weights; // [S, targets, lanes]; 1 where the target counts, 0 where it is missing
  public final int[] start; // [lanes]

  /// Windows it holds now; lanes from here on must have weight 0 and finite inputs.
  public int size;

  /// Steps before this one have padded columns.
  public int masked() {
    int most = 0;
    for (int b = 0; b < size; b++) most = Math.max(most, start[b]);
    return most;
  }

  /// The columns in use.
  public Lanes used() {
    return new Lanes(lanes, 0, Lanes.roundUp(size));
  }

  public Batch(Dimensions dimensions, Topology topology, int capacity) {
    this.dimensions = dimensions;
    this.capacity = capacity;
    this.lanes = Lanes.roundUp(capacity);
    int outputs =
        Math.multiplyExact(dimensions.outputSteps(topology), dimensions.targets(topology));
    this.inputs =
        new float
            [Math.multiplyExact(
                Math.multiplyExact(dimensions.steps(), dimensions.inputs()), lanes)];
    this.targets = new float[Math.multiplyExact(outputs, lanes)];
    this.weights = new float[targets.length];
    this.start = new int[lanes];
  }
}
