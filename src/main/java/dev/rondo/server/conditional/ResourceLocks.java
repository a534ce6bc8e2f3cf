package dev.rondo.server.conditional;

import dev.rondo.server.ReplicaLocks;
import dev.rondo.server.web.OccupiedException;
import dev.rondo.server.web.StripedLocks;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.stereotype.Component;

/// Locks on resources, which one request of all replicas has.
///
/// A request first waits for those of its own service, so at most one thread of each service asks the database for a key. All of
/// them ask on the one connection that the service keeps for its locks, one after the other and without waiting there. So a request
/// that waits occupies no connection of the pool, which a request that has its lock may need.
@Component
class ResourceLocks {
  private static final Logger LOG = LoggerFactory.getLogger(ResourceLocks.class);
  private static final long LONGEST_WAIT = Duration.ofSeconds(20).toNanos();
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(10);

  private final StripedLocks own = new StripedLocks();
  private final ReplicaLocks database;
  private final ReentrantLock turn = new ReentrantLock(true);

  ResourceLocks(ReplicaLocks database) {
    this.database = database;
  }

  /// A lock that a request has.
  final class Held {
    private final Lock ofService;
    private final int key;

    private Held(Lock ofService, int key) {
      this.ofService = ofService;
      this.key = key;
    }

    /// Call it on the thread that took the lock.
    void release() {
      try {
        if (!database.unlock(key)) LOG.warn("the lock on a resource ended before the request");
      } catch (SQLException e) {
        LOG.warn("the lock on a resource ended with its connection: {}", e.getMessage());
      } finally {
        ofService.unlock();
      }
    }
  }

  /// Waits for a lock. Throws [OccupiedException] if others take too long.
  ///
  /// @param resource name of the resource. Two resources may share a lock
  Held acquire(String resource) {
    Lock ofService = own.acquire(resource, "the resource");
    int key = resource.hashCode();
    try {
      await(key);
      return new Held(ofService, key);
    } catch (RuntimeException e) {
      ofService.unlock();
      throw e;
    }
  }

  private void await(int key) {
    long end = System.nanoTime() + LONGEST_WAIT;
    try {
      while (!take(key, end)) {
        if (System.nanoTime() > end)
          throw new OccupiedException(
              "others change the resource at the moment, or it cannot be locked; try again");
        Thread.sleep(BETWEEN_TRIES);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new OccupiedException("the service stops; try again");
    } catch (SQLException e) {
      throw new DataAccessResourceFailureException("the resource cannot be locked", e);
    }
  }

  private boolean take(int key, long end) throws InterruptedException, SQLException {
    if (!turn.tryLock(end - System.nanoTime(), TimeUnit.NANOSECONDS)) return false;
    try {
      return database.tryLock(key);
    } finally {
      turn.unlock();
    }
  }
}
