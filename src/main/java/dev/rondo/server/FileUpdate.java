package dev.rondo.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.Objects;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/// Creates or updates the tables of a database file, completely or not at all.
///
/// H2 commits each statement that changes tables, so an update that is interrupted would leave a mix of two versions. Therefore a copy of
/// the file is updated, and takes the place of the file when it is complete. What an interrupted update left is deleted at the next start.
final class FileUpdate {
  private static final String PART = "rondo-update";

  private final FileDatabase database;
  private final Flyway flyway;
  private final Path directory;

  /// @param flyway configured for any database
  FileUpdate(FileDatabase database, Flyway flyway) {
    this.database = database;
    this.flyway = flyway;
    this.directory = Objects.requireNonNull(database.file().getParent());
  }

  /// Throws [DatabaseInUseException] if another service uses the file, [NewerTablesException] if a newer version has changed it, and
  /// [DataDirectoryException] if there is no room for the copy.
  void run() throws SQLException, InterruptedException {
    Path one = directory.resolve(PART + ".lock");
    try (FileChannel channel =
            FileChannel.open(one, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = tryLock(channel)) {
      if (lock == null) throw new DatabaseInUseException(database.file().toString());
      FileDatabase part = FileDatabase.in(directory, PART);
      Files.deleteIfExists(part.file());
      if (!database.exists() || outdated()) updateBy(part);
    } catch (IOException e) {
      throw new DataDirectoryException(
          directory, "the tables cannot be updated, which needs room for a second file: " + e, e);
    }
  }

  /// Null if another service has the lock.
  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private boolean outdated() throws SQLException, InterruptedException {
    try (DatabaseLock lock = DatabaseLock.of(database, () -> {})) {
      lock.acquire();
      return new Tables(on(database), database.file().toString()).outdated();
    }
  }

  private void updateBy(FileDatabase part) throws IOException {
    try {
      if (database.exists()) Files.copy(database.file(), part.file());
      on(part).migrate();
      try (FileChannel written = FileChannel.open(part.file(), StandardOpenOption.WRITE)) {
        written.force(true);
      }
      Files.move(
          part.file(),
          database.file(),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part.file());
    }
  }

  private Flyway on(FileDatabase file) {
    return Flyway.configure()
        .configuration(flyway.getConfiguration())
        .dataSource(file.dataSource())
        .load();
  }
}
