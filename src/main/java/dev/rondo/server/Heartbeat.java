package dev.rondo.server;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Uses a connection that holds a lock now and then, until it is closed, because networks and databases end idle ones. It does not
/// tell whether the connection broke; who needs the lock must look.
final class Heartbeat implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

  private final CountDownLatch end = new CountDownLatch(1);
  private final Thread thread;

  /// A use of the connection.
  interface Beat {
    void ask() throws SQLException;
  }

  /// @param pause time between two uses
  Heartbeat(Duration pause, Beat beat) {
    this.thread = Thread.ofVirtual().name("database-lock").start(() -> askUntilEnd(pause, beat));
  }

  private void askUntilEnd(Duration pause, Beat beat) {
    try {
      while (!end.await(pause.toMillis(), TimeUnit.MILLISECONDS)) beat.ask();
    } catch (SQLException e) {
      LOG.warn("the connection that holds the lock on the database broke: {}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Waits for a use that goes on.
  @Override
  public void close() {
    end.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
