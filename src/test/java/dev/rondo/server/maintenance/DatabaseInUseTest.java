package dev.rondo.server.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.server.AtOnce;
import dev.rondo.server.FileDatabase;
import dev.rondo.server.PostgresDatabases;
import dev.rondo.server.PostgresDatabases.Database;
import dev.rondo.server.Service;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Restorations and moves beside services that use the same PostgreSQL database.
@Timeout(180)
class DatabaseInUseTest {
  private static final String DATASET = "{\"series\": [{\"id\": \"a\", \"values\": [1, 2]}]}";

  private static PostgresDatabases databases;

  /// Has one dataset.
  private static Database original;

  /// Of a database without datasets.
  private static byte[] empty;

  private Database used;
  private DataSource database;

  @TempDir Path data;
  @TempDir Path other;

  @BeforeAll
  static void prepare() throws IOException, SQLException {
    databases = new PostgresDatabases();
    original = databases.create();
    try (Service service = new Service(Service.temporaryDirectory(), original.settings())) {
      empty = backup(original.source());
      store(service);
    }
  }

  @AfterAll
  static void stop() throws IOException {
    databases.close();
  }

  @BeforeEach
  void copy() {
    used = databases.copy(original);
    database = used.source();
  }

  private Service service() {
    return new Service(data, used.settings());
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
    byte[] backup = backup(database);
    try (Service running = service()) {
      store(running);
      AtOnce.run(
          () ->
              assertThatThrownBy(() -> restore(backup, Progress.NONE))
                  .isInstanceOf(BackupException.class)
                  .hasMessageContaining("a service works on the database")
                  .hasMessageContaining("stop it first"),
          () ->
              assertThatThrownBy(
                      () -> Restore.withoutUpdate(database, new ByteArrayInputStream(backup)))
                  .isInstanceOf(BackupException.class)
                  .hasMessageContaining("a service works on the database"));
      hasDatasets(running, 2);
    }
    restore(backup, Progress.NONE);
    try (Service running = service()) {
      hasDatasets(running, 1);
    }
  }

  @Test
  void aServiceThatStartsDuringARestorationIsRefused() throws Exception {
    byte[] backup = backup(database);
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
    List<TableContent> before = Contents.of(database);
    assertThatThrownBy(() -> restore(empty, (_, _) -> breakLocks()))
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
    DataSource another = databases.create().source();
    DataSource file = FileDatabase.in(other).dataSource();
    try (Service running = service()) {
      AtOnce.run(() -> moveIsRefused(another), () -> moveIsRefused(file));
      store(running);
    }
    AtomicBoolean refused = new AtomicBoolean();
    Move.run(database, another, (_, _) -> startIsRefused(refused));
    assertThat(refused).isTrue();
    assertThat(Contents.of(another)).isEqualTo(Contents.of(database));
  }

  private void moveIsRefused(DataSource to) {
    assertThatThrownBy(() -> Move.run(database, to, Progress.NONE))
        .isInstanceOf(BackupException.class)
        .hasMessageContaining("a service works on the database to move from");
  }

  @Test
  void nothingIsMovedToTheDatabaseOfAService() throws Exception {
    Database target = databases.create();
    DataSource another = target.source();
    try (Service _ = new Service(other, target.settings())) {
      assertThatThrownBy(() -> Move.run(database, another, Progress.NONE))
          .isInstanceOf(BackupException.class)
          .hasMessageContaining("a service works on the database to move to");
    }
    assertThat(Move.run(database, another, Progress.NONE)).isEqualTo(Contents.of(database));
  }
}
