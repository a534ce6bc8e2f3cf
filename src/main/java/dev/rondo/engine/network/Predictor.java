package dev.rondo.engine.network;

import dev.rondo.engine.kernel.Kernels;

/// Forward passes with fixed weights. It owns its buffers: one thread at a time.
public final class Predictor {
  private final Network network;
  private final float[] weights;
  private final Kernels kernels;
  private final Batch batch;
  private final Workspace workspace;

  /// @param weights not copied, not to be changed
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
    this.weights = weights;
    this.kernels = kernels;
    this.batch = new Batch(network.dimensions, network.spec.topology(), capacity);
    this.workspace = network.workspace(capacity, false);
  }

  /// The batch to fill before [#predict()].
  public Batch batch() {
    return batch;
  }

  /// Runs the batch from a zero state; the answer is overwritten by the next call.
  ///
  /// @return `[S, O, lanes]`
  public float[] predict() {
    network.forward(kernels, weights, batch, workspace, batch.used(), 0);
    return workspace.outputs;
  }

  /// Runs the batch from `state` and leaves the state after its last step there.
  ///
  /// @return `[S, O, lanes]`
  public float[] predict(State state) {
    network.loadState(state, workspace);
    float[] outputs = predict();
    network.saveState(state, workspace);
    network.loadState(network.state(batch.capacity), workspace);
    return outputs;
  }
}
