package dev.rondo.server.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.server.FileDatabase;
import dev.rondo.server.Migrations;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Backups of every table, restored into either database.
class BackupTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);

  private static EmbeddedPostgres postgres;
  private static int databases;

  @TempDir Path data;
  @TempDir Path other;

  @BeforeAll
  static void start() throws IOException {
    postgres = EmbeddedPostgres.start();
  }

  @AfterAll
  static void stop() throws IOException {
    postgres.close();
  }

  private static DataSource emptyPostgres() throws SQLException {
    String name = "test" + databases++;
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name);
    }
    return postgres.getDatabase("postgres", name);
  }

  private DataSource filledFile() throws SQLException {
    DataSource database = FileDatabase.in(data).dataSource();
    Migrations.migrate(database, null);
    FilledTables.fill(database, 20);
    return database;
  }

  private static byte[] backup(DataSource database) throws IOException, SQLException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Backup.write(database, CLOCK, out, Progress.NONE);
    return out.toByteArray();
  }

  private static InputStream in(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }

  private static boolean empty(DataSource database) throws SQLException {
    try (Connection connection = database.getConnection()) {
      return StoredTables.empty(connection);
    }
  }

  private static List<String> tables(DataSource database) throws SQLException {
    List<String> names = new ArrayList<>();
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select table_name from information_schema.tables where table_schema = 'public' order by table_name")) {
      while (rows.next()) names.add(rows.getString(1));
    }
    names.remove("flyway_schema_history");
    return names;
  }

  /// Fails for a table that a backup does not have, or that has a type or key that it cannot hold.
  @Test
  void everyTableGoesThroughABackupFromH2ToPostgresAndBack() throws Exception {
    DataSource database = filledFile();
    List<TableContent> stored = Contents.of(database);
    assertThat(stored.stream().map(TableContent::table))
        .containsExactlyInAnyOrderElementsOf(tables(database));
    assertThat(stored).allMatch(table -> table.rows() >= 20);

    byte[] first = backup(database);
    assertThat(Backup.verify(in(first), Progress.NONE)).isEqualTo(stored);
    DataSource target = emptyPostgres();
    assertThat(Restore.intoDatabase(target, in(first), false, Progress.NONE)).isEqualTo(stored);
    assertThat(Contents.of(target)).isEqualTo(stored);

    byte[] second = backup(target);
    assertThat(Restore.intoFile(other, in(second), false, Progress.NONE)).isEqualTo(stored);
    assertThat(Contents.of(FileDatabase.in(other).dataSource())).isEqualTo(stored);
  }

  @Test
  void dataAreReplacedOnlyIfTold() throws Exception {
    byte[] backup = backup(filledFile());
    List<TableContent> before = Contents.of(FileDatabase.in(data).dataSource());
    DataSource target = emptyPostgres();
    Restore.intoDatabase(target, in(backup), false, Progress.NONE);
    assertThatThrownBy(() -> Restore.intoDatabase(target, in(backup), false, Progress.NONE))
        .isInstanceOf(BackupException.class)
        .hasMessageContaining("has data");
    assertThatThrownBy(() -> Restore.intoFile(data, in(backup), false, Progress.NONE))
        .isInstanceOf(BackupException.class)
        .hasMessageContaining("has data");
    Restore.intoDatabase(target, in(backup), true, Progress.NONE);
    Restore.intoFile(data, in(backup), true, Progress.NONE);
    assertThat(Contents.of(target)).isEqualTo(before);
    assertThat(Contents.of(FileDatabase.in(data).dataSource())).isEqualTo(before);
  }

  @Test
  void aDamagedBackupChangesNothing() throws Exception {
    byte[] whole = backup(filledFile());
    List<TableContent> before = Contents.of(FileDatabase.in(data).dataSource());
    DataSource target = emptyPostgres();
    Restore.intoDatabase(target, in(whole), false, Progress.NONE);
    List<byte[]> bad = new ArrayList<>();
    bad.add(Arrays.copyOf(whole, whole.length / 2));
    for (int part = 1; part <= 3; part++) {
      byte[] damaged = whole.clone();
      damaged[part * whole.length / 4] ^= 1;
      bad.add(damaged);
    }
    for (byte[] backup : bad) {
      assertThatThrownBy(() -> Restore.intoDatabase(target, in(backup), true, Progress.NONE))
          .isInstanceOf(BackupException.class);
      assertThatThrownBy(() -> Restore.intoFile(data, in(backup), true, Progress.NONE))
          .isInstanceOf(BackupException.class);
    }
    assertThat(Contents.of(target)).isEqualTo(before);
    assertThat(Contents.of(FileDatabase.in(data).dataSource())).isEqualTo(before);
  }

  @Test
  void aFileOfAnotherKindIsNoBackup() {
    assertThatThrownBy(() -> Backup.verify(in(new byte[1000]), Progress.NONE))
        .isInstanceOf(BackupException.class)
        .hasMessageContaining("not a readable backup");
  }

  /// Breaks off like a full disk or a lost connection.
  private static InputStream breaking(byte[] backup) {
    return new FilterInputStream(in(backup)) {
      private int left = backup.length / 2;

      @Override
      public int read(byte[] into, int from, int length) throws IOException {
        if (left <= 0) throw new IOException("broken");
        int read = super.read(into, from, Math.min(length, left));
        left -= read;
        return read;
      }
    };
  }

  @Test
  void anInterruptedRestorationLeavesNothing() throws Exception {
    byte[] backup = backup(filledFile());
    List<TableContent> before = Contents.of(FileDatabase.in(data).dataSource());
    DataSource target = emptyPostgres();
    assertThatThrownBy(() -> Restore.intoDatabase(target, breaking(backup), false, Progress.NONE))
        .hasMessage("broken");
    assertThat(empty(target)).isTrue();
    assertThat(Restore.intoDatabase(target, in(backup), false, Progress.NONE)).isEqualTo(before);

    assertThatThrownBy(() -> Restore.intoFile(other, breaking(backup), false, Progress.NONE))
        .hasMessage("broken");
    assertThat(other).isEmptyDirectory();
    // A killed process does not delete its part.
    Files.write(other.resolve("rondo-restore.mv.db"), new byte[5000]);
    assertThat(Restore.intoFile(other, in(backup), false, Progress.NONE)).isEqualTo(before);
    assertThat(other.resolve("rondo-restore.mv.db")).doesNotExist();
  }

  @Test
  void aFileInUseIsNotReplaced() throws Exception {
    byte[] backup = backup(filledFile());
    try (Connection _ = FileDatabase.in(other).dataSource().getConnection()) {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  OtherProcess.class.getName(),
                  other.toString(),
                  Files.write(data.resolve("backup"), backup).toString())
              .redirectErrorStream(true)
              .start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(said).isNotZero();
      assertThat(said).contains("in use");
    }
  }

  /// Restores in a process of its own.
  static final class OtherProcess {
    public static void main(String[] arguments) throws Exception {
      try (InputStream in = Files.newInputStream(Path.of(arguments[1]))) {
        Restore.intoFile(Path.of(arguments[0]), in, true, Progress.NONE);
      }
    }
  }

  /// The backup has the state of its beginning, whatever is written and deleted while it is made.
  @Test
  void aBackupHasTheStateOfOneMoment() throws Exception {
    for (DataSource database : List.of(FileDatabase.in(data).dataSource(), emptyPostgres())) {
      Migrations.migrate(database, null);
      FilledTables.fill(database, 20);
      List<TableContent> before = Contents.of(database);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      boolean[] changed = {false};
      List<TableContent> written =
          Backup.write(
              database,
              CLOCK,
              out,
              (table, _) -> {
                if (changed[0]) return;
                changed[0] = true;
                try (Connection connection = database.getConnection();
                    Statement statement = connection.createStatement()) {
                  for (StoredTable each : StoredTables.of(connection).reversed())
                    statement.execute(each.deleteAll());
                  FilledTables.fill(database, 3);
                } catch (SQLException e) {
                  throw new IllegalStateException(e);
                }
              });
      assertThat(written).isEqualTo(before);
      assertThat(Contents.of(database)).isNotEqualTo(before);
    }
  }

  @Test
  void aMoveFromH2ToPostgresIsProvedByChecksums() throws Exception {
    DataSource source = filledFile();
    List<TableContent> before = Contents.of(source);
    DataSource target = emptyPostgres();
    assertThat(Move.run(source, target, Progress.NONE)).isEqualTo(before);
    assertThat(Contents.of(target)).isEqualTo(before);
    assertThatThrownBy(() -> Move.run(source, target, Progress.NONE))
        .isInstanceOf(BackupException.class)
        .hasMessageContaining("has data");
  }

  @Test
  void aMoveOrRestorationThatWasKilledWhileItCreatedTablesCanBeStartedAgain() throws Exception {
    DataSource from = filledFile();
    byte[] backup = backup(from);
    DataSource moved = emptyPostgres();
    Migrations.migrate(moved, "14");
    assertThat(Move.run(from, moved, Progress.NONE)).isNotEmpty();
    assertThat(Contents.of(moved)).isEqualTo(Contents.of(from));
    DataSource restored = emptyPostgres();
    Migrations.migrate(restored, "14");
    Restore.intoDatabase(restored, in(backup), false, Progress.NONE);
    assertThat(Contents.of(restored)).isEqualTo(Contents.of(from));
  }

  @Test
  void anInterruptedMoveCanBeStartedAgain() throws Exception {
    DataSource source = filledFile();
    DataSource target = emptyPostgres();
    assertThatThrownBy(() ->
            Move.run(
                source,
                target,
                (table, _) -> {
                  if (table.equals("model")) throw new IllegalStateException("interrupted");
                }))
        .hasMessage("interrupted");
    assertThat(empty(target)).isTrue();
    assertThat(Move.run(source, target, Progress.NONE)).isEqualTo(Contents.of(source));
  }
}
