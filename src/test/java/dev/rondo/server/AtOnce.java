package dev.rondo.server;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Runs parts of a test that mostly wait at the same time.
public final class AtOnce {
  private AtOnce() {}

  /// A part of a test.
  public interface Part {
    void run() throws Exception;
  }

  /// Returns when all have ended; fails if one of them fails.
  public static void run(Part... parts) throws Exception {
    List<Future<?>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Part part : parts)
        running.add(
            threads.submit(() -> {
              part.run();
              return null;
            }));
    }
    for (Future<?> part : running) part.get();
  }
}
