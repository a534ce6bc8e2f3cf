package dev.rondo.engine.network;

/// Forward passes with fixed weights. It owns its buffers: one thread at a time.
public final class Predictor {
  public Predictor(Network network, float[] weights, int capacity) {
    throw new UnsupportedOperationException();
  }

  /// The batch to fill before [#predict()].
  public Batch batch() {
    throw new UnsupportedOperationException();
  }

  /// Runs the batch; the answer is overwritten by the next call.
  /// @return `[S, O, lanes]`
  public float[] predict() {
    throw new UnsupportedOperationException();
  }
}
