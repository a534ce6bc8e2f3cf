package dev.rondo.server.job;

import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.TransactionException;

/// Retries reads and writes while the database fails, with pauses that double.
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
    return retry("write " + what, write);
  }

  /// For work that goes on without what it cannot read, as a backtest does without a candidate that fails: throws
  /// [OutageException], which ends the work, if the last try fails.
  ///
  /// @param what name of the data in the log
  <T> T read(String what, Supplier<T> read) {
    try {
      return retry("read " + what, read);
    } catch (DataAccessException | TransactionException e) {
      throw new OutageException("cannot read " + what, e);
    }
  }

  /// Whether a database that does not answer is the reason of a failure.
  static boolean isOutage(Throwable e) {
    return e instanceof OutageException
        || e instanceof TransactionException
        || (e instanceof DataAccessException && !(e instanceof DataIntegrityViolationException));
  }

  private <T> T retry(String action, Supplier<T> call) {
    Duration pause = first;
    for (int tries = 1; ; tries++) {
      try {
        return call.get();
      } catch (DataAccessException | TransactionException e) {
        // A database that refuses a write works.
        if (!isOutage(e) || tries == most || !slept(pause)) throw e;
        LOG.warn("cannot {}, will retry: {}", action, e.getMessage());
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
