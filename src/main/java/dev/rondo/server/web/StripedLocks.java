package dev.rondo.server.web;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/// Locks by key, which let requests for one thing wait for each other without a database connection, in the order in which they came.
/// Two keys may share a lock.
public final class StripedLocks {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);
  private static final int STRIPES = 64;

  private final ReentrantLock[] stripes = new ReentrantLock[STRIPES];

  public StripedLocks() {
    Arrays.setAll(stripes, _ -> new ReentrantLock(true));
  }

  /// Locks; the caller unlocks, on the same thread. Throws [OccupiedException] if others take too long.
  ///
  /// @param subject what others change, for the message
  public Lock acquire(String key, String subject) {
    ReentrantLock lock = stripes[Math.floorMod(key.hashCode(), STRIPES)];
    try {
      if (lock.tryLock(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) return lock;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new OccupiedException("the service stops; try again");
    }
    throw new OccupiedException("other requests change " + subject + " at the moment; try again");
  }
}
