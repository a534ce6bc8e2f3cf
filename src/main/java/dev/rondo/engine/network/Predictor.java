package dev.rondo.engine.network;

import dev.rondo.engine.kernel.Kernels;

/// Forward passes with fixed weights, without allocation. It owns its buffers: one thread at a time.
///
/// A predictor of capacity 1 computes a single series with the units of a layer in the lanes of vectors, which answers
/// soonest; a larger one computes 16 series with each vector. Both give the same bits.
public final class Predictor {
  /// The capacity at which many series take the least time each: the states of a step stay in the nearest caches.
  public static final int MANY = 128;

  private final Network network;
  private final Kernels kernels;
  private final Batch batch;
  private final Workspace workspace;

  /// Bytes of the buffers of a predictor with a capacity above 1.
  public static long bytes(Network network, int capacity) {
    return network.workspaceBytes(capacity, false)
        + Batch.bytes(network.dimensions, network.spec.topology(), capacity);
  }

  /// @param weights copied
  public Predictor(Network network, float[] weights, int capacity) {
    this(network, weights, capacity, Kernels.best());
  }

  public Predictor(Network network, float[] weights, int capacity, Kernels kernels) {
    if (weights.length != network.parameterCount()) {
      throw new IllegalArgumentException(
          "the network has %d parameters, not %d"
              .formatted(network.parameterCount(), weights.length));
    }
    this.network = network;
    this.kernels = kernels;
    this.batch = new Batch(network.dimensions, network.spec.topology(), capacity);
    Extent extent = capacity == 1 ? Extent.single(kernels.lanes()) : Extent.of(capacity, false);
    this.workspace = new Workspace(network, extent);
    workspace.load(weights);
  }

  /// The batch to fill before [#predict()].
  public Batch batch() {
    return batch;
  }

  /// Runs the batch from a zero state; the answer is overwritten by the next call.
  ///
  /// @return `[S, O, stride]`
  public float[] predict() {
    network.forward(kernels, batch, workspace, batch.used(), 0);
    return workspace.outputs;
  }

  /// Runs the batch from `state` and leaves the state after its last step there, so that with a network over one step
  /// (see [Network#withSteps]) a new observation costs one step.
  ///
  /// @param state of the predictor's network and capacity, from [Network#state]
  /// @return `[S, O, stride]`
  public float[] predict(State state) {
    network.forward(kernels, batch, workspace, state);
    return workspace.outputs;
  }
}
