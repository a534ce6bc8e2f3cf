package dev.rondo.forecasting.forecast;

import dev.rondo.engine.network.Network;
import dev.rondo.engine.network.Predictor;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;

/// Predictors of one capacity, kept for the next request instead of being made anew. Safe for use by several threads;
/// a predictor that was taken belongs to its taker until it is given back.
final class Predictors {
  /// More at a time than processors gain nothing.
  private static final int MOST = 8;

  private static final long MOST_BYTES = 8 << 20;

  private final Network network;
  private final float[] weights;
  private final int capacity;
  private final long bytesOfOne;
  private final ConcurrentLinkedQueue<Predictor> idle = new ConcurrentLinkedQueue<>();
  private final Semaphore room;

  Predictors(Network network, float[] weights, int capacity) {
    this.network = network;
    this.weights = weights;
    this.capacity = capacity;
    this.bytesOfOne =
        network.workspaceBytes(capacity, false)
            + (long) Float.BYTES
                * (weights.length
                    + (long) network.dimensions.steps() * network.dimensions.inputs() * capacity);
    this.room = new Semaphore((int) Math.min(MOST, MOST_BYTES / bytesOfOne));
  }

  int capacity() {
    return capacity;
  }

  Predictor take() {
    Predictor predictor = idle.poll();
    if (predictor == null) return new Predictor(network, weights, capacity);
    room.release();
    return predictor;
  }

  /// Keeps the predictor as long as there is room.
  void giveBack(Predictor predictor) {
    if (room.tryAcquire()) idle.add(predictor);
  }

  /// What the kept ones may take.
  long bytes() {
    return bytesOfOne * Math.min(MOST, MOST_BYTES / bytesOfOne);
  }
}
