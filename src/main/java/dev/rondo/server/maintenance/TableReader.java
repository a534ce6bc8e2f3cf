package dev.rondo.server.maintenance;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/// Reads the rows of tables one after the other with bounded memory, all in one state of the database.
final class TableReader {
  /// Rows that PostgreSQL sends at a time.
  private static final int ROWS = 500;

  /// Rows that it sends at a time from tables with large rows.
  private static final int LARGE_ROWS = 4;

  /// Receives the values of each row in the order of the columns.
  interface Sink {
    void accept(@Nullable Object[] row) throws IOException, SQLException;
  }

  private TableReader() {}

  /// Begins a transaction that sees one state of the database until it ends, and does not disturb writers.
  static void begin(Connection connection) throws SQLException {
    boolean onH2 = connection.getMetaData().getDatabaseProductName().equals("H2");
    // The weaker level of H2 takes the state of each table when the table is first read.
    connection.setTransactionIsolation(
        onH2 ? Connection.TRANSACTION_SERIALIZABLE : Connection.TRANSACTION_REPEATABLE_READ);
    connection.setAutoCommit(false);
    if (onH2) {
      // Without this, H2 collects all rows of a query before it returns the first one.
      try (Statement statement = connection.createStatement()) {
        statement.execute("set lazy_query_execution true");
      }
    }
  }

  static void each(Connection connection, StoredTable table, Sink sink)
      throws SQLException, IOException {
    int columns = table.columns().size();
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(table.hasBytes() ? LARGE_ROWS : ROWS);
      try (ResultSet rows = statement.executeQuery(table.select())) {
        while (rows.next()) {
          @Nullable Object[] row = new @Nullable Object[columns];
          for (int i = 0; i < columns; i++) row[i] = table.columns().get(i).type().get(rows, i + 1);
          sink.accept(row);
        }
      }
    }
  }
}
