package dev.rondo.forecasting.auto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class WorkersTest {
  /// The caller of an interrupted training may free what its tasks read.
  @Test
  void noTaskRunsAfterTheEndOfAnInterruptedCaller() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    AtomicBoolean running = new AtomicBoolean(true);
    AtomicBoolean ranLater = new AtomicBoolean();
    AtomicBoolean interrupted = new AtomicBoolean();
    Thread caller =
        Thread.ofPlatform()
            .start(() -> {
              try (Workers workers = new Workers(2)) {
                workers.all(List.of(task(workers, begun, running)));
              } catch (CancellationException _) {
                interrupted.set(Thread.currentThread().isInterrupted());
              }
              ranLater.set(running.get());
            });
    begun.await();
    caller.interrupt();
    caller.join();
    assertThat(ranLater).isFalse();
    assertThat(interrupted).isTrue();
  }

  /// Works until it is to end, and a while longer.
  private static Callable<Integer> task(
      Workers workers, CountDownLatch begun, AtomicBoolean running) {
    return () -> {
      begun.countDown();
      try {
        while (true) {
          workers.check();
          Thread.onSpinWait();
        }
      } finally {
        Thread.sleep(200);
        running.set(false);
      }
    };
  }
}
