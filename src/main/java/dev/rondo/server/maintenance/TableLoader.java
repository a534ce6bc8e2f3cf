package dev.rondo.server.maintenance;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Fills the tables of a database, one after the other, in place of the rows that they have.
final class TableLoader implements AutoCloseable {
  private final Connection connection;
  private final List<StoredTable> present;
  private final boolean steps;
  private @Nullable TableWriter writer;

  /// Deletes all rows. On PostgreSQL nobody else reads or writes the tables until the transaction ends.
  ///
  /// @param connection in a transaction
  /// @param steps whether to commit after each batch; then a failure leaves some of the rows
  TableLoader(Connection connection, boolean steps) throws SQLException {
    this.connection = connection;
    this.present = StoredTables.of(connection);
    this.steps = steps;
    try (Statement statement = connection.createStatement()) {
      if (connection.getMetaData().getDatabaseProductName().equals("PostgreSQL")) {
        for (StoredTable table : present)
          statement.execute("lock table %s in access exclusive mode".formatted(table.quotedName()));
      }
      for (StoredTable table : present.reversed()) statement.executeUpdate(table.deleteAll());
    }
  }

  /// Writes the last rows of the table before, and begins the next one. Throws [BackupException] if the database has no table with these columns.
  TableReader.Sink next(StoredTable table) throws SQLException {
    flush();
    close();
    if (!present.contains(table))
      throw new BackupException(
          "the database has no table %s with the columns of the backup".formatted(table.name()));
    TableWriter begun = new TableWriter(connection, table);
    writer = begun;
    return row -> {
      if (begun.add(row) && steps) connection.commit();
    };
  }

  /// Reads the tables again, within the transaction, and compares them with what they should have.
  ///
  /// @throws BackupException if a table differs
  void verify(List<TableContent> expected, Progress progress) throws SQLException, IOException {
    flush();
    for (TableContent one : expected) {
      if (!content(one.table(), progress).equals(one))
        throw new BackupException(
            "table %s was not copied exactly; nothing is changed".formatted(one.table()));
    }
  }

  private TableContent content(String name, Progress progress) throws SQLException, IOException {
    StoredTable table =
        present.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
    TableDigest digest = new TableDigest(table);
    TableReader.each(
        connection,
        table,
        row -> {
          digest.add(row);
          progress.at(name, digest.rows());
        });
    return digest.content();
  }

  /// Writes the last rows.
  void flush() throws SQLException {
    if (writer != null) writer.flush();
  }

  @Override
  public void close() throws SQLException {
    if (writer != null) writer.close();
    writer = null;
  }
}
