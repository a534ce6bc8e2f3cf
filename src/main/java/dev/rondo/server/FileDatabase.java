package dev.rondo.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/// The database in a file of the data directory.
///
/// @param file with the name that H2 gives it
/// @param url without a trailing semicolon
public record FileDatabase(Path file, String url) implements JdbcConnectionDetails, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FileDatabase.class);

  private static final double MUCH_FREE = 0.25;
  private static final long LITTLE_BYTES = 16 << 20;
  private static final long LONG_TO_COMPACT = 2L << 30;

  /// Acknowledged writes must survive a kill, so writes are not delayed.
  /// A request waits for a row for some seconds, since an upload of observations has that of its dataset for as long as it takes.
  /// The pool closes the database instead of H2's shutdown hook.
  private static final String OPTIONS =
      ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;WRITE_DELAY=0;LOCK_TIMEOUT=5000;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0";

  public static FileDatabase in(Path directory) {
    return in(directory, "rondo");
  }

  /// @param name of the file, without extension
  public static FileDatabase in(Path directory, String name) {
    Path absolute = directory.toAbsolutePath().normalize();
    return new FileDatabase(
        absolute.resolve(name + ".mv.db"), "jdbc:h2:file:" + absolute.resolve(name) + OPTIONS);
  }

  public boolean exists() {
    return Files.exists(file);
  }

  /// Connections outside of any pool. The database is open while there is one.
  public DataSource dataSource() {
    return UnpooledDatabase.of(this);
  }

  @Override
  public String getUsername() {
    return "sa";
  }

  @Override
  public String getPassword() {
    return "";
  }

  @Override
  public String getJdbcUrl() {
    return url;
  }

  /// Compacts the file if much of it is free, unless the used part is so large that it would take long. Called after the pool is
  /// closed.
  @Override
  public void close() {
    try (Connection connection =
            DriverManager.getConnection(url + ";IFEXISTS=TRUE", getUsername(), getPassword());
        Statement statement = connection.createStatement()) {
      Map<String, Long> info = new HashMap<>();
      try (ResultSet rows =
          statement.executeQuery(
              "select setting_name, setting_value from information_schema.settings where setting_name in ('info.FILE_SIZE', 'info.FILL_RATE', 'info.CHUNKS_FILL_RATE')")) {
        while (rows.next()) info.put(rows.getString(1), rows.getLong(2));
      }
      long size = info.getOrDefault("info.FILE_SIZE", 0L);
      double used =
          info.getOrDefault("info.FILL_RATE", 100L)
              / 100.0
              * info.getOrDefault("info.CHUNKS_FILL_RATE", 100L)
              / 100.0;
      if (size * (1 - used) < LITTLE_BYTES || 1 - used < MUCH_FREE || size * used > LONG_TO_COMPACT)
        return;
      LOG.info(
          "compacting the database, a file of {} MB that is {} % free",
          size >> 20, Math.round(100 * (1 - used)));
      statement.execute("shutdown compact");
    } catch (SQLException e) {
      // Another service may use the file, or it was never opened; the file is consistent in any
      // case.
      LOG.debug("the database file is left as it is", e);
    }
  }
}
