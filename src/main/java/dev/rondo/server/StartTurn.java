package dev.rondo.server;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/// The turn to check and update the tables, which one of the services that start on a PostgreSQL database has. The others wait for it.
/// Services that run do not need it. On H2, which one service uses, the turn is always free.
final class StartTurn implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StartTurn.class);
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(200);
  private static final int TRIES_BETWEEN_LINES = 300;

  private final @Nullable Connection connection;

  private StartTurn(@Nullable Connection connection) {
    this.connection = connection;
  }

  /// Waits until no other service has the turn.
  ///
  /// @param shared whether other services can use the database
  static StartTurn take(JdbcConnectionDetails details, boolean shared)
      throws SQLException, InterruptedException {
    if (!shared) return new StartTurn(null);
    Connection connection = UnpooledDatabase.of(details).getConnection();
    try {
      for (int i = 0; !AdvisoryLock.START.takeAlone(connection); i++) {
        // One that lost its network keeps its turn until PostgreSQL notices.
        if (i % TRIES_BETWEEN_LINES == 0)
          LOG.info("waiting for another replica that checks or updates the tables");
        Thread.sleep(BETWEEN_TRIES);
      }
      return new StartTurn(connection);
    } catch (SQLException | InterruptedException e) {
      try {
        connection.close();
      } catch (SQLException broken) {
        e.addSuppressed(broken);
      }
      throw e;
    }
  }

  @Override
  public void close() throws SQLException {
    if (connection != null) connection.close();
  }
}
