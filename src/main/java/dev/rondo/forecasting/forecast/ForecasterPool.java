package dev.rondo.forecasting.forecast;

import dev.rondo.forecasting.forecaster.Forecaster;
import dev.rondo.forecasting.forecaster.NetworkForecaster;
import dev.rondo.forecasting.model.Method.TrainedNetwork;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;

/// A pool of forecasters of a network with one capacity, which saves creating one for each request. Several threads may use the pool;
/// a forecaster that was taken may be used only by the thread that took it, until it is given back.
final class ForecasterPool {
  /// More forecasters than processors gain nothing.
  private static final int MOST = 8;

  private static final long MOST_BYTES = 8 << 20;

  private final TrainedNetwork trained;
  private final float[] weights;
  private final int capacity;
  private final long bytesOfOne;
  private final int kept;
  private final ConcurrentLinkedQueue<Forecaster> idle = new ConcurrentLinkedQueue<>();
  private final Semaphore room;

  /// @param capacity contexts that a forecaster computes together
  ForecasterPool(TrainedNetwork trained, float[] weights, int capacity) {
    this.trained = trained;
    this.weights = weights;
    this.capacity = capacity;
    this.bytesOfOne =
        (long) Float.BYTES * weights.length
            + NetworkForecaster.bytes(trained.network(), trained.scales().size(), capacity);
    this.kept = (int) Math.min(MOST, MOST_BYTES / bytesOfOne);
    this.room = new Semaphore(kept);
  }

  Forecaster take() {
    Forecaster forecaster = idle.poll();
    if (forecaster == null) {
      return new NetworkForecaster(trained.network(), weights, trained.scaling(), capacity);
    }
    room.release();
    return forecaster;
  }

  /// Keeps the forecaster if there is room.
  void giveBack(Forecaster forecaster) {
    if (room.tryAcquire()) idle.add(forecaster);
  }

  /// Largest number of bytes of the kept forecasters.
  long bytes() {
    return bytesOfOne * kept;
  }

  /// Number of bytes of one forecaster.
  long bytesOfOne() {
    return bytesOfOne;
  }
}
