package dev.rondo.engine.network;

import dev.rondo.engine.kernel.Kernels;
import dev.rondo.engine.memory.Arena;

/// Forward passes with fixed weights, without allocation. It owns its buffers, so only one thread may use it at a time.
///
/// A predictor of capacity 1 computes a single series with the units of a layer in the lanes of vectors, which gives the lowest
/// latency. A predictor of larger capacity computes 16 series with each vector. Both give the same bits.
public final class Predictor {
  /// The capacity with the least time per series: the states of a step fit into the nearest caches.
  public static final int MANY = 128;

  private final Network network;
  private final Batch batch;
  private final NetworkPass pass;

  /// Bytes of the buffers of a predictor.
  public static long bytes(Network network, int capacity) {
    return Arena.bytes(arena -> new Predictor(arena, network, capacity, Kernels.best()));
  }

  /// @param weights copied
  public Predictor(Network network, float[] weights, int capacity) {
    this(network, weights, capacity, Kernels.best());
  }

  public Predictor(Network network, float[] weights, int capacity, Kernels kernels) {
    this(Arena.heap(), network, capacity, kernels);
    if (weights.length != network.parameterCount()) {
      throw new IllegalArgumentException(
          "the network has %d parameters, not %d"
              .formatted(network.parameterCount(), weights.length));
    }
    pass.workspace.load(weights);
  }

  private Predictor(Arena arena, Network network, int capacity, Kernels kernels) {
    this.network = network;
    this.batch = new Batch(arena, network.dimensions, network.spec.topology(), capacity);
    Extent extent =
        capacity == 1 ? Extent.single(kernels.lanes()) : Extent.of(capacity, Extent.Use.INFERENCE);
    this.pass = new NetworkPass(kernels, batch, new Workspace(arena, network, extent));
  }

  /// The batch to fill before [#predict()].
  public Batch batch() {
    return batch;
  }

  /// Runs the batch from a zero state; the next call overwrites the result.
  ///
  /// @return `[S, O, stride]`
  public float[] predict() {
    network.forward(pass.over(batch.used()));
    return pass.workspace.outputs;
  }

  /// Runs the batch from `state` and stores the state after the last step there. With a network over one step (see
  /// [Network#withSteps]), a new observation then costs one step.
  ///
  /// @param state of the predictor's network and capacity, from [Network#state]
  /// @return `[S, O, stride]`
  public float[] predict(State state) {
    network.forward(pass.over(batch.used()), state);
    return pass.workspace.outputs;
  }
}
