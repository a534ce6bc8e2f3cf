package dev.rondo.bench;

import java.util.concurrent.SynchronousQueue;

/// Lets a training run one epoch at a time, when it is asked to.
final class Turns {
  private final SynchronousQueue<Boolean> start = new SynchronousQueue<>();
  private final SynchronousQueue<Double> seconds = new SynchronousQueue<>();

  /// Runs the next epoch and returns its seconds.
  double next() throws InterruptedException {
    start.put(true);
    return seconds.take();
  }

  /// Called by the training before each epoch: waits for [#next].
  void await() {
    try {
      start.take();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Called by the training after each epoch.
  void end(double epochSeconds) {
    try {
      seconds.put(epochSeconds);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
