package dev.rondo.engine.network;

import java.util.List;
import java.util.random.RandomGenerator;

/// A recurrent network: the shape of its parameters and the arithmetic of a batch; it holds no weights.
public final class Network {
  public final NetworkSpec spec;
  public final Dimensions dimensions;

  public Network(NetworkSpec spec, Dimensions dimensions) {
    this.spec = spec;
    this.dimensions = dimensions;
  }

  public int parameterCount() {
    throw new UnsupportedOperationException();
  }

  /// Layers from input to output.
  public List<LayerSummary> summary() {
    throw new UnsupportedOperationException();
  }

  /// Fresh weights: Glorot uniform kernels, orthogonal recurrent kernels, zero biases, one for forget gates.
  public float[] initialWeights(RandomGenerator random) {
    throw new UnsupportedOperationException();
  }

  /// Bytes of the buffers that a pass over a batch of `capacity` windows needs.
  public long workspaceBytes(int capacity, boolean training) {
    throw new UnsupportedOperationException();
  }

  /// Multiply-adds of a forward pass for one window.
  public long multiplyAdds() {
    throw new UnsupportedOperationException();
  }
}
