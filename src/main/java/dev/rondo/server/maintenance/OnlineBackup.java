package dev.rondo.server.maintenance;

import dev.rondo.server.UnpooledDatabase;
import dev.rondo.server.web.BusyException;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.stereotype.Component;

/// Backups of the database of the running service, one at a time.
@Component
class OnlineBackup {
  private static final Logger LOG = LoggerFactory.getLogger(OnlineBackup.class);
  private static final Duration RETRY_AFTER = Duration.ofMinutes(1);

  private final DataSource database;
  private final Clock clock;
  private final Semaphore free = new Semaphore(1);

  OnlineBackup(JdbcConnectionDetails details, Clock clock) {
    this.database = UnpooledDatabase.of(details);
    this.clock = clock;
  }

  /// Throws [BusyException] if another backup is being written.
  void write(OutputStream out) throws IOException, SQLException {
    if (!free.tryAcquire())
      throw new BusyException("another backup is being written; try again later", RETRY_AFTER);
    try {
      List<TableContent> contents = Backup.write(database, clock, out, Progress.NONE);
      LOG.info(
          "wrote a backup of {} rows in {} tables",
          contents.stream().mapToLong(TableContent::rows).sum(),
          contents.size());
    } finally {
      free.release();
    }
  }
}
