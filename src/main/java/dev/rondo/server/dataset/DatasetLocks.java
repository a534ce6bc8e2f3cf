package dev.rondo.server.dataset;

import dev.rondo.server.web.OccupiedException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/// Lets changes of one dataset wait for each other without a database connection, in the order in which they came.
@Component
class DatasetLocks {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);
  private static final int STRIPES = 64;

  private final ReentrantLock[] stripes = new ReentrantLock[STRIPES];

  DatasetLocks() {
    Arrays.setAll(stripes, _ -> new ReentrantLock(true));
  }

  /// The result of a change while no other change of the dataset runs. Throws [OccupiedException] if others take too long.
  <T> T alone(String datasetId, Supplier<T> change) {
    ReentrantLock lock = stripes[Math.floorMod(datasetId.hashCode(), STRIPES)];
    try {
      if (!lock.tryLock(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS))
        throw new OccupiedException(
            "other requests change the dataset '" + datasetId + "' at the moment; try again");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OccupiedException("the service stops; try again");
    }
    try {
      return change.get();
    } finally {
      lock.unlock();
    }
  }
}
