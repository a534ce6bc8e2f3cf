package dev.rondo.forecasting.auto;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Runs independent tasks on a bounded number of threads. Results do not depend on it.
final class Workers implements AutoCloseable {
  private final ExecutorService threads;

  Workers(int threads) {
    this.threads = Executors.newFixedThreadPool(threads, Thread.ofPlatform().daemon().factory());
  }

  /// The results in the order of the tasks. Throws what a task threw.
  <T> List<T> all(List<? extends Callable<T>> tasks) {
    List<Future<T>> futures = new ArrayList<>();
    for (Callable<T> task : tasks) futures.add(threads.submit(task));
    List<T> results = new ArrayList<>();
    try {
      for (Future<T> future : futures) results.add(future.get());
    } catch (ExecutionException e) {
      futures.forEach(future -> future.cancel(true));
      if (e.getCause() instanceof RuntimeException cause) throw cause;
      if (e.getCause() instanceof Error error) throw error;
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    return results;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
