package dev.rondo.server.job;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// The threads of jobs: platform threads, because training keeps a core busy.
final class JobPool {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ExecutorService threads;

  JobPool(int parallel) {
    this.threads =
        Executors.newFixedThreadPool(
            parallel, Thread.ofPlatform().name("job-", 1).daemon().factory());
  }

  void execute(Runnable job) {
    if (!threads.isShutdown()) threads.execute(job);
  }

  /// Discards waiting work and waits a while for running work.
  void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) threads.shutdownNow();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
