package dev.rondo.engine.network;

import dev.rondo.engine.kernel.Kernels;
import dev.rondo.engine.kernel.Panels;
import dev.rondo.engine.memory.Arena;

/// Inputs, targets and masks of the windows that pass through a network together; reused from batch to batch.
///
/// Arrays are time-major with the batch innermost: element (t, f, b) is at `(t * features + f) * stride + b`.
/// The target features are the first columns of the inputs (an encoder-decoder starts its decoder from them).
/// A window shorter than the batch's steps is padded at the front: `start[b]` is its first real step.
public final class Batch extends Bundle {
  public final Dimensions dimensions;

  public final float[] inputs; // [T, I, stride]
  public final float[]
      targets; // [S, targets, stride]; where a target is missing, any finite stand-in
  public final float[]
      weights; // [S, targets, stride]; 1 where the target counts, 0 where it is missing
  public final int[] start; // [stride]
  final Panels x; // inputs as panels
  final Signal signal; // x, step by step
  final Panels y; // targets as panels

  /// All steps before this one have padded columns.
  public int masked() {
    int most = 0;
    for (int b = 0; b < size; b++) most = Math.max(most, start[b]);
    return most;
  }

  public Batch(Dimensions dimensions, Topology topology, int capacity) {
    this(Arena.heap(), dimensions, topology, capacity);
  }

  public Batch(Arena arena, Dimensions dimensions, Topology topology, int capacity) {
    super(capacity);
    this.dimensions = dimensions;
    long targetRows = (long) dimensions.outputSteps(topology) * dimensions.targets(topology);
    this.inputs = arena.floats((long) dimensions.steps() * dimensions.inputs() * stride);
    this.targets = arena.floats(targetRows * stride);
    this.weights = arena.floats(targetRows * stride);
    this.start = arena.ints(stride);
    int step =
        switch (topology.recipe().input()) {
          case SEQUENCE -> dimensions.inputs() * stride;
          case VECTOR -> 0;
        };
    this.x = new Panels(inputs, 0, step, Kernels.COLUMNS, stride);
    this.signal = Signal.of(x);
    this.y = new Panels(targets, 0, dimensions.targets(topology) * stride, Kernels.COLUMNS, stride);
  }
}
