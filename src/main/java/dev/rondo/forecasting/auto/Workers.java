package dev.rondo.forecasting.auto;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Runs independent tasks on a bounded number of threads. Results do not depend on it.
///
/// It interrupts no thread, because a task may be writing to the database: long tasks call [#check] instead.
final class Workers implements AutoCloseable {
  /// Begin of the names of its threads.
  static final String THREAD = "auto-training-";

  private final ExecutorService threads;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  Workers(int threads) {
    this.threads =
        Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().name(THREAD, 1).daemon().factory());
  }

  /// The results in the order of the tasks. If a task fails, waits until all tasks have ended and throws what the first one
  /// threw; tasks that have not begun do not begin any more.
  <T> List<T> all(List<? extends Callable<T>> tasks) {
    List<Future<T>> futures = new ArrayList<>();
    for (Callable<T> task : tasks) futures.add(threads.submit(() -> run(task)));
    List<T> results = new ArrayList<>();
    for (Future<T> future : futures) {
      try {
        results.add(future.get());
      } catch (ExecutionException e) {
        failure.compareAndSet(null, e.getCause());
      } catch (InterruptedException e) {
        failure.compareAndSet(null, e);
        Thread.currentThread().interrupt();
        throw new CancellationException("interrupted");
      }
    }
    switch (failure.get()) {
      case null -> {
        return results;
      }
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new IllegalStateException(e);
    }
  }

  private <T> T run(Callable<T> task) throws Exception {
    check();
    try {
      return task.call();
    } catch (Throwable e) {
      failure.compareAndSet(null, e);
      throw e;
    }
  }

  /// Throws [CancellationException] if a task has failed, so that the others end soon.
  void check() {
    if (failure.get() != null) throw new CancellationException("another task has failed");
  }

  /// Waits until all tasks have ended, also if this thread is interrupted.
  @Override
  public void close() {
    threads.shutdown();
    boolean interrupted = false;
    boolean ended = false;
    while (!ended) {
      try {
        ended = threads.awaitTermination(1, TimeUnit.DAYS);
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) Thread.currentThread().interrupt();
  }
}
