package dev.rondo.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.Set;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Sessions of PostgreSQL that have a name, so that a test sees whether they are used.
final class NamedSessions {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int USES = 3;

  private final PostgresDatabases.Database database;
  private final String name;

  NamedSessions(PostgresDatabases.Database database, String name) {
    this.database = database;
    this.name = name;
  }

  /// Begins sessions of this name.
  DataSource source() {
    return database.sessions(name);
  }

  /// Waits until a session has run several more statements.
  void awaitUse() {
    Set<OffsetDateTime> begun = new HashSet<>();
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(10))
        .untilAsserted(() -> {
          begun.add(lastStatement());
          assertThat(begun).as("statements of %s", name).hasSizeGreaterThan(USES);
        });
  }

  /// When the latest statement of the sessions began.
  private OffsetDateTime lastStatement() {
    return JdbcClient.create(database.source())
        .sql("select max(query_start) from pg_stat_activity where application_name = ?")
        .param(name)
        .query(OffsetDateTime.class)
        .single();
  }
}
