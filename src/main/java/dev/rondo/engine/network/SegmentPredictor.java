package dev.rondo.engine.network;

import dev.rondo.engine.kernel.Kernels;
import dev.rondo.engine.memory.Arena;

/// Forward passes of a [SegmentNetwork] with fixed weights, without allocation. It owns its buffers, so only one thread may use
/// it at a time. It computes 16 windows with each vector, so a capacity below 16 saves no time.
public final class SegmentPredictor {
  private final SegmentNetwork network;
  private final SegmentBatch batch;
  private final SegmentWorkspace workspace;
  private final SegmentPass pass;

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
    workspace.load(weights);
  }

  private SegmentPredictor(Arena arena, SegmentNetwork network, int capacity, Kernels kernels) {
    this.network = network;
    this.batch = new SegmentBatch(arena, network.spec, capacity);
    this.workspace = network.workspace(arena, capacity, false);
    this.pass = new SegmentPass(kernels, batch, workspace);
  }

  /// The batch to fill before [#predict]; targets and weights are not read.
  public SegmentBatch batch() {
    return batch;
  }

  /// Computes the outputs of the windows in the batch; the next call overwrites them. Throws [IllegalArgumentException] if a
  /// series number is beyond those of the network.
  public void predict() {
    batch.finish();
    network.forward(pass.over(batch.used(), 0));
  }

  /// Quantile `q` of value `h` of the horizon of window `b`, after [#predict].
  public float output(int b, int h, int q) {
    return workspace.outputs[workspace.at(b / Kernels.COLUMNS, h, q) + b % Kernels.COLUMNS];
  }
}
