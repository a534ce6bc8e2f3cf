package dev.rondo.server.maintenance;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// Inserts rows into a table in batches of bounded size.
final class TableWriter implements AutoCloseable {
  private static final int MOST_ROWS = 500;
  private static final long MOST_BYTES = 4 << 20;

  private final StoredTable table;
  private final PreparedStatement insert;
  private int rows;
  private long bytes;

  TableWriter(Connection connection, StoredTable table) throws SQLException {
    this.table = table;
    this.insert = connection.prepareStatement(table.insert());
  }

  /// Returns whether rows were written.
  boolean add(@Nullable Object[] row) throws SQLException {
    for (int i = 0; i < row.length; i++) {
      table.columns().get(i).type().set(insert, i + 1, row[i]);
      bytes += ColumnType.size(row[i]);
    }
    insert.addBatch();
    if (++rows < MOST_ROWS && bytes < MOST_BYTES) return false;
    flush();
    return true;
  }

  void flush() throws SQLException {
    if (rows > 0) insert.executeBatch();
    rows = 0;
    bytes = 0;
  }

  @Override
  public void close() throws SQLException {
    insert.close();
  }
}
