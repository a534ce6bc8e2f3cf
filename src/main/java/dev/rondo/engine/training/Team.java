package dev.rondo.engine.training;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// A fixed set of threads, including the caller, that run the parts of one piece of work after the other.
///
/// Between two pieces, the helper threads spin before they park. So pieces of a few microseconds are worth dividing, and each
/// thread stays on its core; a woken thread may be placed on the caller's core.
final class Team implements AutoCloseable {
  /// Longer than the sequential work between two batches.
  private static final int SPINS = 20_000;

  /// Smallest number of multiply-adds of a batch for each thread; with fewer, a further thread gains nothing.
  private static final double LEAST_WORK = 1e6;

  private final Thread[] helpers;
  private final AtomicInteger unfinished = new AtomicInteger();
  private volatile int round;
  private volatile boolean closed;
  private volatile @Nullable IntConsumer work;
  private volatile @Nullable Throwable failure;

  Team(int threads) {
    helpers = new Thread[threads - 1];
    for (int i = 0; i < helpers.length; i++) {
      int part = i + 1;
      helpers[i] = Thread.ofPlatform().daemon().name("rondo-team-" + part).start(() -> help(part));
    }
  }

  /// Number of threads for which a batch has enough work, from 1 to `most`.
  ///
  /// @param multiplyAdds of a forward pass for one window
  static int worthwhile(long multiplyAdds, int batchSize, int most) {
    // Backward costs twice the forward pass.
    double work = 3.0 * multiplyAdds * batchSize;
    return Math.clamp((long) (work / LEAST_WORK), 1, Math.max(1, most));
  }

  /// Number of parts of each piece of work.
  int size() {
    return helpers.length + 1;
  }

  /// Runs `work` for each part in [0, size) and returns when all are done.
  void run(IntConsumer work) {
    if (helpers.length == 0) {
      work.accept(0);
      return;
    }
    this.work = work;
    unfinished.set(helpers.length);
    round++;
    for (Thread helper : helpers) LockSupport.unpark(helper);
    Throwable own = null;
    try {
      work.accept(0);
    } catch (RuntimeException | Error e) {
      own = e;
    }
    for (int spins = 0; unfinished.get() > 0; spins++) {
      if (spins < SPINS) Thread.onSpinWait();
      else Thread.yield();
    }
    Throwable other = failure;
    failure = null;
    if (own == null) own = other;
    if (own instanceof RuntimeException e) throw e;
    if (own instanceof Error e) throw e;
  }

  private void help(int part) {
    int seen = 0;
    while (true) {
      for (int spins = 0; round == seen && !closed; spins++) {
        if (spins < SPINS) Thread.onSpinWait();
        else LockSupport.park(this);
      }
      if (closed) return;
      seen = round;
      try {
        IntConsumer piece = work;
        if (piece != null) piece.accept(part);
      } catch (RuntimeException | Error e) {
        failure = e;
      } finally {
        unfinished.decrementAndGet();
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    for (Thread helper : helpers) LockSupport.unpark(helper);
  }
}
