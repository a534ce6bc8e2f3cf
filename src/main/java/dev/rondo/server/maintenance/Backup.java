package dev.rondo.server.maintenance;

import dev.rondo.server.Migrations;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Properties;
import javax.sql.DataSource;

/// Writes all that a database has into one file, while others use the database. The backup has the state of one moment.
public final class Backup {
  private static final String BUILD = "/META-INF/build-info.properties";

  private Backup() {}

  /// Writes a backup as [BackupWriter] describes; the stream stays open. Throws [BackupException] if the database has no tables.
  ///
  /// @param database supplies connections outside of any pool
  /// @return what each table has
  public static List<TableContent> write(
      DataSource database, Clock clock, OutputStream out, Progress progress)
      throws IOException, SQLException {
    try (Connection connection = database.getConnection()) {
      TableReader.begin(connection);
      String schema = Migrations.version(connection);
      if (schema == null) throw new BackupException("there are no data in the database");
      List<StoredTable> tables = StoredTables.of(connection);
      BackupHeader header =
          new BackupHeader(
              version(),
              clock.instant().truncatedTo(ChronoUnit.MILLIS),
              connection.getMetaData().getDatabaseProductName(),
              schema,
              tables.stream().map(BackupHeader.Table::of).toList());
      List<TableContent> contents = BackupWriter.write(connection, tables, header, out, progress);
      connection.rollback();
      return contents;
    }
  }

  /// Reads a backup to its end without storing anything; throws [BackupException] if it is damaged or incomplete.
  public static List<TableContent> verify(InputStream backup, Progress progress)
      throws IOException, SQLException {
    return new BackupReader(backup).read(_ -> _ -> {}, progress);
  }

  private static String version() throws IOException {
    Properties build = new Properties();
    try (InputStream in = Backup.class.getResourceAsStream(BUILD)) {
      if (in != null) build.load(in);
    }
    return build.getProperty("build.version", "unknown");
  }
}
