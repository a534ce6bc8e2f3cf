package dev.rondo.server;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// The use of a database by a command alone, with the lock that services hold, see [DatabaseLock]. A service that starts meanwhile is refused.
///
/// A separate connection holds the lock, so the database releases it when the process or its network connection fails.
public final class SoleUse implements AutoCloseable {
  private static final Duration HEARTBEAT = Duration.ofSeconds(5);

  private final Connection connection;
  private final Heartbeat heartbeat;

  private SoleUse(Connection connection, Duration heartbeat) {
    this.connection = connection;
    this.heartbeat = new Heartbeat(heartbeat, this::ask);
  }

  /// Empty if a service or another command uses the database. One that has just been killed is waited for.
  ///
  /// @param database supplies connections outside of any pool
  public static Optional<SoleUse> take(DataSource database) throws SQLException {
    return take(database, HEARTBEAT);
  }

  /// @param heartbeat time between two uses of the connection
  static Optional<SoleUse> take(DataSource database, Duration heartbeat) throws SQLException {
    try {
      for (int i = 1; ; i++) {
        Connection taken = tryTake(database);
        if (taken != null) return Optional.of(new SoleUse(taken, heartbeat));
        if (i == DatabaseLock.TRIES_AT_START) return Optional.empty();
        Thread.sleep(DatabaseLock.BETWEEN_TRIES);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the database was locked", e);
    }
  }

  private static @Nullable Connection tryTake(DataSource database) throws SQLException {
    Connection connection;
    try {
      connection = database.getConnection();
    } catch (SQLException e) {
      if (e.getErrorCode() == DatabaseLock.H2_FILE_IN_USE) return null;
      throw e;
    }
    boolean taken = false;
    try {
      taken =
          AdvisoryLock.supports(connection)
              ? AdvisoryLock.USE.takeAlone(connection)
              : DatabaseLock.takeRow(connection);
    } finally {
      if (!taken) connection.close();
    }
    return taken ? connection : null;
  }

  private synchronized void ask() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("select 1");
    }
  }

  /// Throws [SQLException] if the lock was lost, because its connection broke. Then services may use the database.
  public void confirm() throws SQLException {
    try {
      ask();
    } catch (SQLException e) {
      throw new SQLException(
          "the connection that held the lock on the database broke: " + e.getMessage(), e);
    }
  }

  /// Releases the lock.
  @Override
  public void close() throws SQLException {
    heartbeat.close();
    connection.close();
  }
}
