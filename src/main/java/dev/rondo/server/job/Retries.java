package dev.rondo.server.job;

import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.TransactionException;

/// Makes a write again while the database fails, with pauses that double.
///
/// @param most tries in all
/// @param first pause
/// @param longest pause
record Retries(int most, Duration first, Duration longest) {
  private static final Logger LOG = LoggerFactory.getLogger(Retries.class);

  /// About a minute.
  static final Retries USUAL = new Retries(12, Duration.ofMillis(100), Duration.ofSeconds(10));

  /// Throws what the last try threw.
  ///
  /// @param what is written, for the log
  <T> T write(String what, Supplier<T> write) {
    Duration pause = first;
    for (int tries = 1; ; tries++) {
      try {
        return write.get();
      } catch (DataIntegrityViolationException e) {
        // The database works, and says no.
        throw e;
      } catch (DataAccessException | TransactionException e) {
        if (tries == most || !slept(pause)) throw e;
        LOG.warn("cannot write {}, will retry: {}", what, e.getMessage());
        pause = pause.multipliedBy(2).compareTo(longest) < 0 ? pause.multipliedBy(2) : longest;
      }
    }
  }

  /// Returns whether nobody interrupted it.
  private static boolean slept(Duration pause) {
    try {
      Thread.sleep(pause);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
