package dev.rondo.server;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/// Asks the database for a row of a table of ours. A connection that only says it is valid may belong to a database that
/// has closed itself. Takes the place of Spring Boot's own indicator, so `readiness` asks it too.
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
