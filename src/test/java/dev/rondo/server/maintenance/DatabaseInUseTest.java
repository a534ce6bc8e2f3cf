package dev.rondo.server.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.server.FileDatabase;
import dev.rondo.server.OnPostgres;
import dev.rondo.server.Service;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/// Restorations and moves beside services that use the same PostgreSQL database.
@Timeout(180)
class DatabaseInUseTest {
  private static final String DATASET = "{\"series\": [{\"id\": \"a\", \"values\": [1, 2]}]}";

  private EmbeddedPostgres postgres;
  private DataSource database;

  @TempDir Path data;
  @TempDir Path other;

  @BeforeEach
  void start() throws IOException {
    postgres = EmbeddedPostgres.start();
    database = in("postgres");
  }

  @AfterEach
  void stop() throws IOException {
    postgres.close();
  }

  private DataSource in(String name) {
    return new DriverManagerDataSource(
        postgres.getJdbcUrl("postgres", name), "postgres", "postgres");
  }

  private DataSource another() throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create database another");
    }
    return in("another");
  }

  private Service service() {
    return new Service(data, OnPostgres.settings(postgres));
  }

  private static void store(Service service) {
    assertThat(service.postJson("/api/v1/datasets", DATASET).status()).isEqualTo(201);
  }

  private static void hasDatasets(Service service, int count) {
    assertThat(service.get("/api/v1/datasets").json().get("items")).hasSize(count);
  }

  private static byte[] backup(DataSource database) throws IOException, SQLException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Backup.write(database, Clock.systemUTC(), out, Progress.NONE);
    return out.toByteArray();
  }

  private void restore(byte[] backup, Progress progress) throws IOException, SQLException {
    Restore.intoDatabase(database, new ByteArrayInputStream(backup), true, progress);
  }

  @Test
  void nothingIsRestoredUnderAService() throws Exception {
    byte[] backup;
    try (Service running = service()) {
      store(running);
      backup = backup(database);
      store(running);
      assertThatThrownBy(() -> restore(backup, Progress.NONE))
          .isInstanceOf(BackupException.class)
          .hasMessageContaining("a service works on the database")
          .hasMessageContaining("stop it first");
      assertThatThrownBy(() -> Restore.withoutUpdate(database, new ByteArrayInputStream(backup)))
          .isInstanceOf(BackupException.class)
          .hasMessageContaining("a service works on the database");
      hasDatasets(running, 2);
    }
    restore(backup, Progress.NONE);
    try (Service running = service()) {
      hasDatasets(running, 1);
    }
  }

  @Test
  void aServiceThatStartsDuringARestorationIsRefused() throws Exception {
    byte[] backup;
    try (Service running = service()) {
      store(running);
      backup = backup(database);
    }
    AtomicBoolean refused = new AtomicBoolean();
    restore(backup, (_, _) -> startIsRefused(refused));
    assertThat(refused).isTrue();
    try (Service running = service()) {
      hasDatasets(running, 1);
    }
  }

  /// Tries to start a service, once.
  private void startIsRefused(AtomicBoolean refused) {
    if (refused.getAndSet(true)) return;
    assertThatThrownBy(() -> service().close())
        .rootCause()
        .hasMessageContaining("Another service works on the database");
  }

  /// If the lock is lost, a service may have started.
  @Test
  void nothingIsRestoredWithoutTheLock() throws Exception {
    byte[] backup;
    try (Service running = service()) {
      backup = backup(database);
      store(running);
    }
    List<TableContent> before = Contents.of(database);
    assertThatThrownBy(() -> restore(backup, (_, _) -> breakLocks()))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("the connection that held the lock on the database broke");
    assertThat(Contents.of(database)).isEqualTo(before);
  }

  private void breakLocks() {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "select pg_terminate_backend(pid, 30000) from pg_locks where locktype = 'advisory' and granted");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void nothingIsMovedFromTheDatabaseOfAService() throws Exception {
    DataSource another = another();
    DataSource file = FileDatabase.in(other).dataSource();
    try (Service running = service()) {
      store(running);
      assertThatThrownBy(() -> Move.run(database, another, Progress.NONE))
          .isInstanceOf(BackupException.class)
          .hasMessageContaining("a service works on the database to move from");
      assertThatThrownBy(() -> Move.run(database, file, Progress.NONE))
          .isInstanceOf(BackupException.class)
          .hasMessageContaining("a service works on the database to move from");
      store(running);
    }
    AtomicBoolean refused = new AtomicBoolean();
    Move.run(database, another, (_, _) -> startIsRefused(refused));
    assertThat(refused).isTrue();
    assertThat(Contents.of(another)).isEqualTo(Contents.of(database));
  }

  @Test
  void nothingIsMovedToTheDatabaseOfAService() throws Exception {
    DataSource another = another();
    try (Service running = service()) {
      store(running);
    }
    try (Service _ = new Service(other, settingsOfAnother())) {
      assertThatThrownBy(() -> Move.run(database, another, Progress.NONE))
          .isInstanceOf(BackupException.class)
          .hasMessageContaining("a service works on the database to move to");
    }
    assertThat(Move.run(database, another, Progress.NONE)).isEqualTo(Contents.of(database));
  }

  private String[] settingsOfAnother() {
    return new String[] {
      "spring.datasource.url=" + postgres.getJdbcUrl("postgres", "another"),
      "spring.datasource.username=postgres"
    };
  }
}
