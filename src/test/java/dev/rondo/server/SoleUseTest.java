package dev.rondo.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/// Commands that have a database alone, beside services.
@Timeout(60)
class SoleUseTest {
  private static final Duration HEARTBEAT = Duration.ofMillis(100);

  private static PostgresDatabases postgres;
  private static PostgresDatabases.Database database;

  @TempDir Path data;

  @BeforeAll
  static void start() throws IOException {
    postgres = new PostgresDatabases();
    database = postgres.create();
  }

  @AfterAll
  static void stop() throws IOException {
    postgres.close();
  }

  private static DatabaseLock service(DataSource database) {
    return new DatabaseLock(database, "of a test", Duration.ofSeconds(5), 3, () -> {});
  }

  private static void excludeEachOther(DataSource database) throws Exception {
    try (DatabaseLock service = service(database)) {
      service.acquire();
      assertThat(SoleUse.take(database)).isEmpty();
    }
    try (SoleUse command = SoleUse.take(database).orElseThrow();
        DatabaseLock service = service(database)) {
      AtOnce.run(
          () -> assertThat(SoleUse.take(database)).isEmpty(),
          () -> assertThatThrownBy(service::acquire).isInstanceOf(DatabaseInUseException.class));
      command.confirm();
    }
    try (DatabaseLock service = service(database)) {
      service.acquire();
    }
  }

  @Test
  void aServiceAndACommandExcludeEachOtherOnPostgresql() throws Exception {
    excludeEachOther(database.source());
  }

  @Test
  void aServiceAndACommandExcludeEachOtherOnAServerOfH2() throws Exception {
    Server server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
    try {
      String url = "jdbc:h2:tcp://localhost:" + server.getPort() + "/" + data.resolve("shared");
      excludeEachOther(
          new DriverManagerDataSource(url + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE", "sa", ""));
    } finally {
      server.stop();
    }
  }

  /// A service starts, and has the turn to update the tables, but not the lock yet.
  @Test
  void aServiceThatIsStartingIsRefused() throws SQLException {
    try (Connection starting = database.source().getConnection()) {
      assertThat(AdvisoryLock.START.takeAlone(starting)).isTrue();
      try (SoleUse command = SoleUse.take(database.source()).orElseThrow()) {
        assertThat(AdvisoryLock.USE.share(starting)).isFalse();
        command.confirm();
      }
      assertThat(AdvisoryLock.USE.share(starting)).isTrue();
    }
  }

  /// Networks and databases end idle connections.
  @Test
  void usesItsConnectionDuringALongCommand() throws SQLException {
    NamedSessions sessions = new NamedSessions(database, "command");
    try (SoleUse command = SoleUse.take(sessions.source(), HEARTBEAT).orElseThrow();
        Connection service = database.source().getConnection()) {
      sessions.awaitUse();
      command.confirm();
      assertThat(AdvisoryLock.USE.share(service)).isFalse();
    }
  }

  @Test
  void aBrokenConnectionIsTold() throws SQLException {
    for (Duration heartbeat : List.of(HEARTBEAT, Duration.ofHours(1))) {
      Optional<SoleUse> taken = SoleUse.take(database.source(), heartbeat);
      try (SoleUse command = taken.orElseThrow()) {
        try (Connection connection = database.source().getConnection();
            Statement statement = connection.createStatement()) {
          statement.execute(
              "select pg_terminate_backend(pid, 30000) from pg_locks where locktype = 'advisory' and granted");
        }
        assertThatThrownBy(command::confirm)
            .isInstanceOf(SQLException.class)
            .hasMessageContaining("the connection that held the lock on the database broke");
      }
    }
  }
}
