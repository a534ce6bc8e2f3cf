package dev.rondo.server.maintenance;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/// What the tables of a database have.
final class Contents {
  private Contents() {}

  static List<TableContent> of(DataSource database) throws SQLException, IOException {
    List<TableContent> contents = new ArrayList<>();
    try (Connection connection = database.getConnection()) {
      TableReader.begin(connection);
      for (StoredTable table : StoredTables.of(connection)) {
        TableDigest digest = new TableDigest(table);
        TableReader.each(connection, table, digest::add);
        contents.add(digest.content());
      }
    }
    return contents;
  }
}
