package dev.rondo.server;

import java.sql.Statement;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/// Checks the database by reading a table. A connection that reports to be valid may belong to a database that has closed
/// itself. Replaces the health indicator of Spring Boot, so that `readiness` uses this check too.
@Component("dbHealthIndicator")
class DatabaseHealth extends AbstractHealthIndicator {
  private static final int SECONDS = 2;

  private final JdbcTemplate database;

  DatabaseHealth(JdbcTemplate database) {
    super("the database does not answer");
    this.database = database;
  }

  @Override
  protected void doHealthCheck(Health.Builder builder) {
    database.execute(
        (ConnectionCallback<Boolean>)
            connection -> {
              // A frozen server or a broken network answers nothing, not even that the query is
              // cancelled. The pool resets this.
              connection.setNetworkTimeout(Runnable::run, 1000 * SECONDS);
              try (Statement statement = connection.createStatement()) {
                // For H2, which knows no timeout of the network. On PostgreSQL, the other one must
                // end first: to cancel takes a connection.
                statement.setQueryTimeout(SECONDS + 1);
                return statement.execute("select id from dataset where id = ''");
              }
            });
    builder.up();
  }
}
