package dev.rondo.server.job;

import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.TransactionException;

/// Retries a write while the database fails, with pauses that double.
///
/// @param most largest number of tries
/// @param first first pause
/// @param longest longest pause
record Retries(int most, Duration first, Duration longest) {
  private static final Logger LOG = LoggerFactory.getLogger(Retries.class);

  /// Retries for about a minute.
  static final Retries USUAL = new Retries(12, Duration.ofMillis(100), Duration.ofSeconds(10));

  /// Throws the exception of the last try.
  ///
  /// @param what name of the data in the log
  <T> T write(String what, Supplier<T> write) {
    Duration pause = first;
    for (int tries = 1; ; tries++) {
      try {
        return write.get();
      } catch (DataIntegrityViolationException e) {
        // The database works, but refuses the write.
        throw e;
      } catch (DataAccessException | TransactionException e) {
        if (tries == most || !slept(pause)) throw e;
        LOG.warn("cannot write {}, will retry: {}", what, e.getMessage());
        pause = pause.multipliedBy(2).compareTo(longest) < 0 ? pause.multipliedBy(2) : longest;
      }
    }
  }

  /// Returns false if the thread was interrupted.
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
