package dev.rondo.engine.network;

import dev.rondo.engine.kernel.Kernels;
import dev.rondo.engine.memory.Arena;

/// Forward passes of a [SegmentNetwork] with fixed weights, without allocation. It owns its buffers, so only one thread may use
/// it at a time.
///
/// It computes 16 windows with each vector, so fewer windows take no less time. One window is an exception if the number of
/// units is a multiple of 16: the units are in the lanes of vectors, which takes a fraction of the time and gives the same bits.
public final class SegmentPredictor {
  private final SegmentNetwork network;
  private final SegmentBatch batch;
  private final SegmentPass one;
  private final SegmentPass many;

  /// The workspace of the last outputs.
  private SegmentWorkspace last;

  /// Bytes of the buffers of a predictor.
  public static long bytes(SegmentNetwork network, int capacity) {
    return Arena.bytes(arena -> new SegmentPredictor(arena, network, capacity, Kernels.best()));
  }

  /// @param weights copied
  public SegmentPredictor(SegmentNetwork network, float[] weights, int capacity) {
    this(network, weights, capacity, Kernels.best());
  }

  public SegmentPredictor(SegmentNetwork network, float[] weights, int capacity, Kernels kernels) {
    this(Arena.heap(), network, capacity, kernels);
    if (weights.length != network.parameterCount()) {
      throw new IllegalArgumentException(
          "the network has %d parameters, not %d"
              .formatted(network.parameterCount(), weights.length));
    }
    one.workspace.load(weights);
    if (many != one) many.workspace.load(weights);
  }

  private SegmentPredictor(Arena arena, SegmentNetwork network, int capacity, Kernels kernels) {
    this.network = network;
    this.batch = new SegmentBatch(arena, network.spec, capacity);
    Extent panels = Extent.of(capacity, Extent.Use.INFERENCE);
    boolean even = network.spec.units() % Kernels.COLUMNS == 0;
    this.one = pass(arena, kernels, even ? Extent.single(kernels.lanes()) : panels);
    this.many = even && capacity > 1 ? pass(arena, kernels, panels) : one;
    this.last = many.workspace;
  }

  private SegmentPass pass(Arena arena, Kernels kernels, Extent extent) {
    return new SegmentPass(kernels, batch, new SegmentWorkspace(arena, network, extent));
  }

  /// The batch to fill before [#predict]; targets and weights are not read.
  public SegmentBatch batch() {
    return batch;
  }

  /// Computes the outputs of the windows in the batch; the next call overwrites them. Throws [IllegalArgumentException] if a
  /// series number is beyond those of the network.
  public void predict() {
    batch.finish();
    SegmentPass pass = batch.size == 1 ? one : many;
    network.forward(pass.over(batch.used(), 0));
    last = pass.workspace;
  }

  /// Quantile `q` of value `h` of the horizon of window `b`, after [#predict].
  public float output(int b, int h, int q) {
    return last.outputs[last.at(b / Kernels.COLUMNS, h, q) + b % Kernels.COLUMNS];
  }
}
