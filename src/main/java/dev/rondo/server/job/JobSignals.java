package dev.rondo.server.job;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/// Signals from other threads to a running task. Thread-safe.
final class JobSignals {
  private final AtomicInteger cancels = new AtomicInteger();
  private final BooleanSupplier stopping;

  /// @param stopping whether the service is stopping
  JobSignals(BooleanSupplier stopping) {
    this.stopping = stopping;
  }

  void cancel() {
    cancels.incrementAndGet();
  }

  /// Number of times that a user cancelled the job.
  int cancels() {
    return cancels.get();
  }

  boolean stopping() {
    return stopping.getAsBoolean();
  }
}
