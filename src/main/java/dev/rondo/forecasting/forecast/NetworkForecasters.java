package dev.rondo.forecasting.forecast;

import dev.rondo.engine.network.Network;
import dev.rondo.forecasting.forecaster.NetworkForecaster;
import dev.rondo.forecasting.scaling.Scaling;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;

/// A pool of forecasters of one capacity, which saves creating one for each request. Several threads may use the pool; a
/// forecaster that was taken may be used only by the thread that took it, until it is given back.
final class NetworkForecasters {
  /// More forecasters than processors gain nothing.
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

  /// Keeps the forecaster if there is room.
  void giveBack(NetworkForecaster forecaster) {
    if (room.tryAcquire()) idle.add(forecaster);
  }

  /// Largest number of bytes of the kept forecasters.
  long bytes() {
    return bytesOfOne * Math.min(MOST, MOST_BYTES / bytesOfOne);
  }
}
