package dev.rondo.forecasting.forecast;

import dev.rondo.forecasting.forecaster.Forecaster;
import dev.rondo.forecasting.model.Model;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;

/// A pool of forecasters of a model with one capacity, which saves creating one for each request. Several threads may use the pool;
/// a forecaster that was taken may be used only by the thread that took it, until it is given back.
final class ForecasterPool {
  /// More forecasters than processors gain nothing.
  private static final int MOST = 8;

  private static final long MOST_BYTES = 8 << 20;

  private final Model model;
  private final int capacity;
  private final long bytesOfOne;
  private final int kept;
  private final ConcurrentLinkedQueue<Forecaster> idle = new ConcurrentLinkedQueue<>();
  private final Semaphore room;

  /// @param capacity contexts that a forecaster computes together
  ForecasterPool(Model model, int capacity) {
    this.model = model;
    this.capacity = capacity;
    this.bytesOfOne = Math.max(1, model.forecasterBytes(capacity));
    this.kept = (int) Math.min(MOST, MOST_BYTES / bytesOfOne);
    this.room = new Semaphore(kept);
  }

  Forecaster take() {
    Forecaster forecaster = idle.poll();
    if (forecaster == null) return model.forecaster(capacity);
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
