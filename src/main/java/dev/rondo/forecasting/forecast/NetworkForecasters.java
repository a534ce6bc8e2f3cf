package dev.rondo.forecasting.forecast;

import dev.rondo.engine.network.Network;
import dev.rondo.forecasting.forecaster.NetworkForecaster;
import dev.rondo.forecasting.scaling.Scaling;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;

/// Forecasters of one capacity, kept for the next request instead of being made anew. Safe for use by several threads;
/// a forecaster that was taken belongs to its taker until it is given back.
final class NetworkForecasters {
  /// More at a time than processors gain nothing.
  private static final int MOST = 8;

  private static final long MOST_BYTES = 8 << 20;

  private final Network network;
  private final float[] weights;
  private final Scaling scaling;
  private final int capacity;
  private final long bytesOfOne;
  private final ConcurrentLinkedQueue<NetworkForecaster> idle = new ConcurrentLinkedQueue<>();
  private final Semaphore room;

  NetworkForecasters(Network network, float[] weights, Scaling scaling, int capacity) {
    this.network = network;
    this.weights = weights;
    this.scaling = scaling;
    this.capacity = capacity;
    this.bytesOfOne =
        (long) Float.BYTES * weights.length
            + NetworkForecaster.bytes(network, scaling.columns().size(), capacity);
    this.room = new Semaphore((int) Math.min(MOST, MOST_BYTES / bytesOfOne));
  }

  NetworkForecaster take() {
    NetworkForecaster forecaster = idle.poll();
    if (forecaster == null) return new NetworkForecaster(network, weights, scaling, capacity);
    room.release();
    return forecaster;
  }

  /// Keeps the forecaster as long as there is room.
  void giveBack(NetworkForecaster forecaster) {
    if (room.tryAcquire()) idle.add(forecaster);
  }

  /// What the kept ones may take.
  long bytes() {
    return bytesOfOne * Math.min(MOST, MOST_BYTES / bytesOfOne);
  }
}
