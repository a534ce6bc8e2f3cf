package dev.rondo.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Two services on one database: on H2 the second is refused with every way to connect, on PostgreSQL they are replicas.
@Timeout(180)
class DatabaseLockTest {
  private static final String MODE =
      ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH";

  private static PostgresDatabases databases;

  @TempDir Path data;
  @TempDir Path other;

  @BeforeAll
  static void start() throws IOException {
    databases = new PostgresDatabases();
  }

  @AfterAll
  static void stop() throws IOException {
    databases.close();
  }

  private static String[] at(String url, String user, String password) {
    return new String[] {
      "spring.datasource.url=" + url,
      "spring.datasource.username=" + user,
      "spring.datasource.password=" + password
    };
  }

  /// The second is refused while the first runs, and starts when the first has ended.
  private void twoServices(String... settings) {
    try (Service first = new Service(data, settings)) {
      assertThatThrownBy(() -> new Service(other, settings).close())
          .hasRootCauseInstanceOf(DatabaseInUseException.class);
      assertThat(first.get("/actuator/health/readiness").status()).isEqualTo(200);
    }
    try (Service next = new Service(other, settings)) {
      assertThat(next.get("/actuator/health/readiness").status()).isEqualTo(200);
    }
  }

  @Test
  void onPostgresqlTheyAreReplicas() throws SQLException {
    PostgresDatabases.Database database = databases.create();
    String[] settings = database.settings();
    try (Service first = new Service(data, settings);
        Service second = new Service(other, settings)) {
      assertThat(first.get("/actuator/health/readiness").status()).isEqualTo(200);
      assertThat(second.get("/actuator/health/readiness").status()).isEqualTo(200);
    }
    // A service of an earlier version holds the lock alone.
    try (Connection earlier = database.source().getConnection();
        Statement statement = earlier.createStatement()) {
      statement.execute(
          "select pg_advisory_lock(hashtextextended('rondo ' || current_schema(), 0))");
      assertThatThrownBy(() -> new Service(other, settings).close())
          .hasRootCauseInstanceOf(DatabaseInUseException.class);
    }
  }

  @Test
  void onAServerOfH2() throws SQLException {
    Server server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
    try {
      String url = "jdbc:h2:tcp://localhost:" + server.getPort() + "/" + data.resolve("shared");
      twoServices(at(url + MODE, "sa", ""));
    } finally {
      server.stop();
    }
  }

  @Test
  void onAFileThatH2SharesBetweenProcesses() throws IOException, InterruptedException {
    String url = "jdbc:h2:file:" + data.resolve("shared") + MODE + ";AUTO_SERVER=TRUE";
    try (Service first = new Service(data, at(url, "sa", ""))) {
      refusedProcess("spring.datasource.url=" + url, "spring.datasource.username=sa");
      assertThat(first.get("/actuator/health/readiness").status()).isEqualTo(200);
    }
  }

  @Test
  void onTheDatabaseFile() throws IOException, InterruptedException {
    try (Service first = new Service(data)) {
      refusedProcess("rondo.data-directory=" + data);
      assertThat(first.get("/actuator/health/readiness").status()).isEqualTo(200);
    }
  }

  private static void refusedProcess(String... settings) throws IOException, InterruptedException {
    assertThat(RefusedStart.output(settings))
        .contains("Another service works on the database", "Stop the other service");
  }

  private static DatabaseLock lock(DataSource database, Runnable lost) {
    return new DatabaseLock(database, "of a test", Duration.ofMillis(20), 3, lost);
  }

  @Test
  void aBrokenConnectionIsMadeAnewOrTheLockIsLost() throws SQLException, InterruptedException {
    DataSource database = databases.create().source();
    CountDownLatch lost = new CountDownLatch(1);
    try (DatabaseLock first = lock(database, lost::countDown);
        DatabaseLock second = lock(database, () -> {})) {
      first.acquire();
      breakConnections(database);
      while (holders(database) == 0) Thread.sleep(10);
      // Replicas share it.
      second.acquire();
      second.close();
      assertThat(lost.getCount()).isEqualTo(1);

      // Another service waits for the lock at the moment when the connection breaks.
      try (Connection rival = database.getConnection();
          Statement statement = rival.createStatement()) {
        Thread waits =
            Thread.ofVirtual()
                .start(() -> {
                  try {
                    statement.execute(
                        "select pg_advisory_lock(hashtextextended('rondo ' || current_schema(), 0))");
                  } catch (SQLException e) {
                    throw new IllegalStateException(e);
                  }
                });
        while (waiting(database) == 0) Thread.sleep(10);
        breakConnections(database);
        waits.join();
        assertThat(lost.await(30, TimeUnit.SECONDS)).isTrue();
      }
    }
  }

  @Test
  void whoseTablesChangedWhileTheConnectionWasBrokenEnds()
      throws SQLException, InterruptedException {
    DataSource database = databases.create().source();
    Migrations.migrate(database, "1");
    CountDownLatch lost = new CountDownLatch(1);
    try (DatabaseLock lock = lock(database, lost::countDown)) {
      lock.acquire();
      breakConnections(database);
      while (holders(database) == 0) Thread.sleep(10);
      assertThat(lost.await(200, TimeUnit.MILLISECONDS)).isFalse();

      Migrations.migrate(database, "2");
      breakConnections(database);
      assertThat(lost.await(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  /// Networks and databases end idle connections.
  @Test
  void usesItsConnectionDuringALongUpdate() throws Exception {
    Files.writeString(data.resolve("V1__slow.sql"), "select pg_advisory_xact_lock(1)");
    PostgresDatabases.Database where = databases.create();
    DataSource database = where.source();
    NamedSessions sessions = new NamedSessions(where, "lock");
    Flyway slow = Flyway.configure().dataSource(database).locations("filesystem:" + data).load();
    try (ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor();
        DatabaseLock lock = lock(sessions.source(), () -> {});
        Connection other = database.getConnection();
        Statement statement = other.createStatement()) {
      statement.execute("select pg_advisory_lock(1)");
      Future<?> update =
          thread.submit(() -> {
            lock.acquire(new Tables(slow, "of a test"));
            return null;
          });
      while (waiting(database) == 0) {
        assertThat(update.isDone()).isFalse();
        Thread.sleep(10);
      }
      sessions.awaitUse();
      statement.execute("select pg_advisory_unlock(1)");
      update.get();
      assertThat(holders(database)).isEqualTo(1);
    }
  }

  /// Ends the connections that hold a lock, and waits until they have ended.
  private static void breakConnections(DataSource database) throws SQLException {
    count(
        database,
        "select count(pg_terminate_backend(pid, 30000)) from pg_locks where locktype = 'advisory' and granted");
  }

  private static int holders(DataSource database) throws SQLException {
    return count(database, "select count(*) from pg_locks where locktype = 'advisory' and granted");
  }

  private static int waiting(DataSource database) throws SQLException {
    return count(
        database, "select count(*) from pg_locks where locktype = 'advisory' and not granted");
  }

  private static int count(DataSource database, String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getInt(1);
    }
  }
}
