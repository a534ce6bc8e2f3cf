package dev.rondo.engine.network;

import dev.rondo.engine.kernel.Lanes;
import dev.rondo.engine.kernel.Panels;

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
  final Panels x; // inputs as panels
  final Panels y; // targets as panels
  private final Lanes[] used; // for each number of groups of columns
  private volatile Lanes[][] parts = {}; // of each of them, for the number of threads asked last

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
    return used[Lanes.roundUp(size) / Lanes.GROUP];
  }

  /// Part `part` of `parts` of the columns in use.
  public Lanes used(int part, int parts) {
    int groups = Lanes.roundUp(size) / Lanes.GROUP;
    Lanes[][] cut = this.parts;
    if (cut.length == 0 || cut[0].length != parts) this.parts = cut = cut(parts);
    return cut[groups][part];
  }

  private Lanes[][] cut(int parts) {
    Lanes[][] cut = new Lanes[used.length][parts];
    for (int groups = 0; groups < used.length; groups++)
      for (int part = 0; part < parts; part++) cut[groups][part] = used[groups].part(part, parts);
    return cut;
  }

  /// Bytes of a batch's arrays.
  public static long bytes(Dimensions dimensions, Topology topology, int capacity) {
    long inputs = (long) dimensions.steps() * dimensions.inputs();
    long targets = (long) dimensions.outputSteps(topology) * dimensions.targets(topology);
    return (inputs + 2 * targets + 1) * Lanes.roundUp(capacity) * Float.BYTES;
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
    boolean repeated = topology instanceof Topology.Vec2Seq;
    int step = repeated ? 0 : dimensions.inputs() * lanes;
    this.x = new Panels(inputs, 0, step, Lanes.GROUP, lanes);
    this.y = new Panels(targets, 0, dimensions.targets(topology) * lanes, Lanes.GROUP, lanes);
    this.used = new Lanes[lanes / Lanes.GROUP + 1];
    for (int i = 0; i < used.length; i++) used[i] = new Lanes(lanes, 0, i * Lanes.GROUP);
  }
}
