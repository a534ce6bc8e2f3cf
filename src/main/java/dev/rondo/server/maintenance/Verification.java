package dev.rondo.server.maintenance;

import dev.rondo.forecasting.document.Checksum;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Reads all rows of a database and compares them with their checksums: that of the column `checksum` with the bytes of the row, and
/// that at the end of each stored document with the document. A damaged row does not keep it from reading the others.
public final class Verification {
  private static final int MOST_ROWS_TOLD = 1000;
  private static final String CHECKSUM = "checksum";
  private static final String DOCUMENT = "{\"format\":";

  private final Connection connection;
  private final Progress progress;
  private final List<DamagedRow> told = new ArrayList<>();
  private long rows;
  private long bytes;
  private long damaged;

  private Verification(Connection connection, Progress progress) {
    this.connection = connection;
    this.progress = progress;
  }

  /// Verifies a database, also while others use it.
  ///
  /// @param database supplies connections outside of any pool
  public static VerificationReport run(DataSource database, Clock clock, Progress progress)
      throws SQLException {
    Instant started = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    try (Connection connection = database.getConnection()) {
      TableReader.begin(connection);
      Verification run = new Verification(connection, progress);
      for (StoredTable table : StoredTables.of(connection)) run.verify(table);
      connection.rollback();
      return new VerificationReport(
          started,
          clock.instant().truncatedTo(ChronoUnit.MILLIS),
          run.rows,
          run.bytes,
          run.damaged,
          List.copyOf(run.told));
    }
  }

  private void verify(StoredTable table) throws SQLException {
    Set<String> key = StoredTables.key(connection, table);
    long[] read = {0};
    try {
      TableReader.each(connection, table, row -> {
        verify(table, key, row);
        progress.at(table.name(), ++read[0]);
      });
    } catch (SQLException | IOException e) {
      tell(
          new DamagedRow(
              table.name(),
              "",
              "the database cannot read the table beyond row %d: %s"
                  .formatted(read[0], e.getMessage())));
      // PostgreSQL refuses to read on in a failed transaction.
      connection.rollback();
    }
  }

  private void verify(StoredTable table, Set<String> key, @Nullable Object[] row) {
    rows++;
    @Nullable Long expected = null;
    byte @Nullable [] stored = null;
    for (int i = 0; i < row.length; i++) {
      String column = table.columns().get(i).name();
      bytes += ColumnType.size(row[i]);
      switch (row[i]) {
        case Long number when column.equals(CHECKSUM) -> expected = number;
        case byte[] found -> stored = found;
        case String text when text.startsWith(DOCUMENT) && !Checksum.matches(text) ->
            tell(damaged(table, key, row, column));
        case null, default -> {}
      }
    }
    if (expected != null && stored != null && expected != Checksum.of(stored))
      tell(damaged(table, key, row, "bytes"));
  }

  private static DamagedRow damaged(
      StoredTable table, Set<String> key, @Nullable Object[] row, String what) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < row.length; i++) {
      String column = table.columns().get(i).name();
      if (key.contains(column)) values.add(column + "=" + row[i]);
    }
    return new DamagedRow(
        table.name(),
        String.join(", ", values),
        "the checksum of %s does not match".formatted(Objects.requireNonNull(what)));
  }

  private void tell(DamagedRow row) {
    damaged++;
    if (told.size() < MOST_ROWS_TOLD) told.add(row);
  }
}
