package dev.rondo.server.job;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/// What a running task is told from outside. Safe for use by several threads.
final class JobSignals {
  private final AtomicInteger cancels = new AtomicInteger();
  private final BooleanSupplier stopping;

  /// @param stopping whether the service ends
  JobSignals(BooleanSupplier stopping) {
    this.stopping = stopping;
  }

  void cancel() {
    cancels.incrementAndGet();
  }

  /// Times that a user asked the job to end.
  int cancels() {
    return cancels.get();
  }

  boolean stopping() {
    return stopping.getAsBoolean();
  }
}
