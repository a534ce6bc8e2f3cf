package dev.rondo.server.maintenance;

import dev.rondo.server.FileDatabase;
import dev.rondo.server.Migrations;
import dev.rondo.server.SoleUse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;

/// Restores backups into databases that no service uses. Either all is restored or nothing: the checksums of the backup are compared
/// before anything of the database changes for good.
public final class Restore {
  private static final String PART = "rondo-restore";

  private Restore() {}

  /// Restores into the database file of a data directory. The rows are written into a new file, which takes the place of the present
  /// one at the end. What an interrupted restoration left is deleted.
  ///
  /// @param replace whether the present file may have data
  /// @return what each table has
  /// @throws BackupException if the backup is damaged, or there are data that may not be replaced
  public static List<TableContent> intoFile(
      Path directory, InputStream backup, boolean replace, Progress progress)
      throws IOException, SQLException {
    Files.createDirectories(directory);
    if (!replace && FileDatabase.in(directory).exists())
      requireEmpty(FileDatabase.in(directory).dataSource());
    FileDatabase part = FileDatabase.in(directory, PART);
    Files.deleteIfExists(part.file());
    try {
      List<TableContent> contents = load(part.dataSource(), null, backup, progress);
      Migrations.migrate(part.dataSource(), null);
      if (FileDatabase.in(directory).exists())
        FileDatabase.in(directory).dataSource().getConnection().close();
      Files.move(
          part.file(),
          FileDatabase.in(directory).file(),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
      return contents;
    } finally {
      Files.deleteIfExists(part.file());
    }
  }

  /// Restores into any database, in one transaction. No service can use it meanwhile.
  ///
  /// @param database supplies connections outside of any pool
  /// @param replace whether the database may have data
  /// @return what each table has
  /// @throws BackupException if the backup is damaged, there are data that may not be replaced, the tables have another version, or a service
  ///     uses the database
  public static List<TableContent> intoDatabase(
      DataSource database, InputStream backup, boolean replace, Progress progress)
      throws IOException, SQLException {
    try (SoleUse use = alone(database, "the database")) {
      if (!replace) requireEmpty(database);
      List<TableContent> contents = load(database, use, backup, progress);
      use.confirm();
      Migrations.migrate(database, null);
      return contents;
    }
  }

  /// Restores into an empty database with the tables of the backup, which a service updates at its start.
  ///
  /// @param database supplies connections outside of any pool
  public static void withoutUpdate(DataSource database, InputStream backup)
      throws IOException, SQLException {
    try (SoleUse use = alone(database, "the database")) {
      requireEmpty(database);
      load(database, use, backup, Progress.NONE);
    }
  }

  /// Keeps services and other commands away from a database. Throws [BackupException] if one uses it.
  ///
  /// @param name of the database in the message
  static SoleUse alone(DataSource database, String name) throws SQLException {
    return SoleUse.take(database)
        .orElseThrow(() ->
            new BackupException(
                "a service works on %s, or another command; stop it first".formatted(name)));
  }

  private static void requireEmpty(DataSource database) throws SQLException {
    try (Connection connection = database.getConnection()) {
      if (!StoredTables.empty(connection))
        throw new BackupException(
            "the database has data; nothing is changed. Restore into an empty database, or say that its data are to be replaced");
    }
  }

  /// @param use of the database, confirmed before anything changes for good; null for a new file, whose rows are committed in steps
  private static List<TableContent> load(
      DataSource database, @Nullable SoleUse use, InputStream backup, Progress progress)
      throws IOException, SQLException {
    BackupReader reader = new BackupReader(backup);
    createTables(database, reader.header().schema());
    List<TableContent> contents;
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try (TableLoader loader = new TableLoader(connection, use == null)) {
        contents = reader.read(loader::next, progress);
        loader.flush();
        if (use != null) use.confirm();
        connection.commit();
      } catch (Throwable e) {
        connection.rollback();
        throw e;
      }
    }
    return contents;
  }

  /// Creates the tables in an empty schema, or those that are missing after an interruption. Throws [BackupException] if there are tables
  /// of another version with data, or tables of a newer version.
  static void createTables(DataSource database, String schema) throws SQLException {
    try (Connection connection = database.getConnection()) {
      String present = Migrations.version(connection);
      if (schema.equals(present)) return;
      if (present != null && (newer(present, schema) || !StoredTables.empty(connection)))
        throw new BackupException(
            "the data have tables of version %s, and the database has tables of version %s; use an empty database"
                .formatted(schema, present));
    }
    Migrations.migrate(database, schema);
    try (Connection connection = database.getConnection()) {
      if (!schema.equals(Migrations.version(connection)))
        throw new BackupException(
            "the data have tables of version %s, which this version does not know: they were written by a newer one"
                .formatted(schema));
    }
  }

  private static boolean newer(String version, String than) {
    return MigrationVersion.fromVersion(version).compareTo(MigrationVersion.fromVersion(than)) > 0;
  }
}
