package dev.rondo.server.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.FileDatabase;
import dev.rondo.server.FormatOneRows;
import dev.rondo.server.Migrations;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A backup of each earlier version of the schema, restored and updated to the newest one, on both databases.
///
/// The backups are in `src/test/resources/schemas`. `-Dschemas.write=true` adds those that are missing; do so with each migration. One of
/// a released version is never written again. If a migration changes before its release, delete its backup and those after it, and write them anew.
class SchemasTest {
  private static final Path SCHEMAS = Path.of("src", "test", "resources", "schemas");

  /// Earlier names of tables.
  private static final Map<String, String> RENAMED =
      Map.of("training_job", "job", "dataset_block", "series_block");

  /// It has the time of its creation.
  private static final String PROJECT = "project";

  private static EmbeddedPostgres postgres;

  @TempDir Path directory;

  @BeforeAll
  static void start(@TempDir Path scratch) throws Exception {
    if (Boolean.getBoolean("schemas.write")) writeMissing(scratch);
    postgres = EmbeddedPostgres.start();
  }

  @AfterAll
  static void stop() throws IOException {
    postgres.close();
  }

  static List<Path> backups() throws IOException {
    try (Stream<Path> files = Files.list(SCHEMAS)) {
      return files.filter(file -> file.toString().endsWith(".zip")).sorted().toList();
    }
  }

  private static Map<String, TableContent> byName(List<TableContent> tables) {
    Map<String, TableContent> all = new TreeMap<>();
    for (TableContent table : tables) all.put(table.table(), table);
    return all;
  }

  @ParameterizedTest
  @MethodSource("backups")
  void eachIsUpdatedToTheSameRowsOnBothDatabases(Path backup) throws Exception {
    String name = "schema_" + backup.getFileName().toString().replace(".zip", "");
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name);
    }
    DataSource onPostgres = postgres.getDatabase("postgres", name);
    List<TableContent> restored;
    try (InputStream in = Files.newInputStream(backup)) {
      restored = Restore.intoDatabase(onPostgres, in, false, Progress.NONE);
    }
    try (InputStream in = Files.newInputStream(backup)) {
      Restore.intoFile(directory, in, false, Progress.NONE);
    }
    Map<String, TableContent> updated = byName(Contents.of(onPostgres));
    Map<String, TableContent> onH2 = byName(Contents.of(FileDatabase.in(directory).dataSource()));
    updated.remove(PROJECT);
    onH2.remove(PROJECT);
    assertThat(onH2).isEqualTo(updated);
    for (TableContent table : restored) {
      if (table.table().equals(PROJECT)) continue;
      TableContent now =
          Objects.requireNonNull(
              updated.get(RENAMED.getOrDefault(table.table(), table.table())), table.table());
      // Blocks of datasets were cut anew.
      if (table.table().equals("dataset_block")) assertThat(now.rows()).isPositive();
      else assertThat(now.rows()).as(table.table()).isEqualTo(table.rows());
    }
  }

  /// All backups have the rows of the first version, updated to theirs. [dev.rondo.server.FormatOneTest] checks what is read from them.
  @Test
  void theRowsOfTheFirstVersionAreTheSameFromEachOne(@TempDir Path scratch) throws Exception {
    Map<String, TableContent> expected = new TreeMap<>();
    for (Path backup : backups()) {
      Path file = Files.createDirectory(scratch.resolve(backup.getFileName()));
      List<TableContent> restored;
      try (InputStream in = Files.newInputStream(backup)) {
        restored = Restore.intoFile(file, in, false, Progress.NONE);
      }
      Map<String, TableContent> updated = byName(Contents.of(FileDatabase.in(file).dataSource()));
      if (expected.isEmpty())
        for (TableContent table : restored)
          if (table.rows() > 0) {
            String now = RENAMED.getOrDefault(table.table(), table.table());
            expected.put(now, Objects.requireNonNull(updated.get(now), now));
          }
      updated.keySet().retainAll(expected.keySet());
      assertThat(updated).as(backup.toString()).isEqualTo(expected);
    }
    assertThat(expected).containsOnlyKeys("dataset", "dataset_series", "series_block");
  }

  @Test
  void everyVersionHasABackup() throws IOException {
    DataSource database = FileDatabase.in(directory).dataSource();
    Migrations.migrate(database, null);
    List<String> versions =
        JdbcClient.create(database)
            .sql(
                "select \"version\" from \"flyway_schema_history\" where \"version\" is not null order by \"installed_rank\"")
            .query((row, _) -> "v%02d.zip".formatted(row.getInt(1)))
            .list();
    assertThat(backups())
        .extracting(file -> file.getFileName().toString())
        .as("written by -Dschemas.write=true")
        .containsExactlyElementsOf(versions);
  }

  /// Writes a backup of each version that has none: the rows of format 1, updated, and arbitrary rows in tables that came later.
  private static void writeMissing(Path directory) throws Exception {
    Clock clock = Clock.fixed(Instant.parse("2026-11-26T00:00:00Z"), ZoneOffset.UTC);
    DataSource database = FileDatabase.in(directory).dataSource();
    Files.createDirectories(SCHEMAS);
    try (Connection open = database.getConnection()) {
      for (int version = 1; version < 100; version++) {
        Migrations.migrate(database, Integer.toString(version));
        if (!Integer.toString(version).equals(Migrations.version(open))) continue;
        if (version == 1) FormatOneRows.insert(open, table -> table.startsWith("dataset"));
        if (version == 2) FormatOneRows.insert(open, table -> !table.startsWith("dataset"));
        FilledTables.fillEmpty(database, 2);
        Path file = SCHEMAS.resolve("v%02d.zip".formatted(version));
        if (Files.exists(file)) continue;
        try (OutputStream out = Files.newOutputStream(file)) {
          Backup.write(database, clock, out, Progress.NONE);
        }
      }
    }
  }
}
