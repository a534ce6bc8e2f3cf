package dev.rondo.server.job;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/// Signals from other threads to a running task. Thread-safe.
final class JobSignals {
  private final AtomicInteger cancels = new AtomicInteger();
  private final BooleanSupplier stopping;
  private volatile boolean pausing;

  /// @param stopping whether the service is stopping
  JobSignals(BooleanSupplier stopping) {
    this.stopping = stopping;
  }

  /// Users have cancelled the job `times` times in all.
  void cancelled(int times) {
    cancels.accumulateAndGet(times, Math::max);
  }

  /// Asks the job to pause, or takes that back.
  void pause(boolean wanted) {
    pausing = wanted;
  }

  /// Number of times that a user cancelled the job.
  int cancels() {
    return cancels.get();
  }

  /// Whether the task is to be interrupted, to continue later: it pauses, or the service stops.
  boolean interrupted() {
    return pausing || stopping.getAsBoolean();
  }

  /// Whether the task is to end.
  boolean ends() {
    return interrupted() || cancels() > 0;
  }
}
