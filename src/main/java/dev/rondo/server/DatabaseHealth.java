package dev.rondo.server;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
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
    this.database = new JdbcTemplate(java.util.Objects.requireNonNull(database.getDataSource()));
    this.database.setQueryTimeout(SECONDS);
  }

  @Override
  protected void doHealthCheck(Health.Builder builder) {
    database.queryForList("select id from dataset where id = ''");
    builder.up();
  }
}
