package dev.rondo.bench;

import dev.rondo.server.FileDatabase;
import dev.rondo.server.maintenance.Restore;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/// Restores a backup of an earlier version with the tables of that version. Arguments: the backup; a data directory, or the URL and the
/// user of a PostgreSQL database.
final class OldTables {
  public static void main(String[] arguments) throws Exception {
    DataSource database =
        arguments.length == 3
            ? new DriverManagerDataSource(arguments[1], arguments[2], "")
            : FileDatabase.in(Files.createDirectories(Path.of(arguments[1]))).dataSource();
    try (InputStream in = Files.newInputStream(Path.of(arguments[0]))) {
      Restore.withoutUpdate(database, in);
    }
  }
}
