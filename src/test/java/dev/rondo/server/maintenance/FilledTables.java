package dev.rondo.server.maintenance;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Puts rows with arbitrary values into every table, whatever tables there are.
final class FilledTables {
  private final Random random = new Random(7);
  private final Map<String, List<Map<String, Object>>> rows = new HashMap<>();
  private final int mostBytes;

  private FilledTables(int mostBytes) {
    this.mostBytes = mostBytes;
  }

  static void fill(DataSource database, int rowsOfEach) throws SQLException {
    try (Connection connection = database.getConnection()) {
      FilledTables filled = new FilledTables(300_000);
      for (StoredTable table : StoredTables.of(connection))
        filled.fill(connection, table, rowsOfEach);
    }
  }

  /// Puts rows with few bytes into the tables that have none.
  static void fillEmpty(DataSource database, int rowsOfEach) throws SQLException {
    try (Connection connection = database.getConnection()) {
      FilledTables filled = new FilledTables(40);
      for (StoredTable table : StoredTables.of(connection))
        filled.readOrFill(connection, table, rowsOfEach);
    }
  }

  /// Puts one row into a table, and into those that it refers to if they have none.
  static void fillOne(DataSource database, String name) throws SQLException {
    try (Connection connection = database.getConnection()) {
      FilledTables filled = new FilledTables(40);
      Set<String> needed = needed(connection, name);
      for (StoredTable table : StoredTables.of(connection)) {
        if (table.name().equals(name)) filled.fill(connection, table, 1);
        else if (needed.contains(table.name())) filled.readOrFill(connection, table, 1);
      }
    }
  }

  private static Set<String> needed(Connection connection, String name) throws SQLException {
    Set<String> needed = new HashSet<>();
    for (String[] reference : references(connection, name).values()) {
      needed.add(reference[0]);
      needed.addAll(needed(connection, reference[0]));
    }
    return needed;
  }

  private void readOrFill(Connection connection, StoredTable table, int count) throws SQLException {
    List<Map<String, Object>> known = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(table.select() + " limit " + count)) {
      while (found.next()) {
        Map<String, Object> row = new HashMap<>();
        for (int c = 0; c < table.columns().size(); c++)
          row.put(table.columns().get(c).name(), table.columns().get(c).type().get(found, c + 1));
        known.add(row);
      }
    }
    if (known.isEmpty()) fill(connection, table, count);
    else rows.put(table.name(), known);
  }

  private void fill(Connection connection, StoredTable table, int count) throws SQLException {
    Map<String, String[]> references = references(connection, table.name());
    Map<String, Integer> nullable = new HashMap<>();
    try (ResultSet columns =
        connection.getMetaData().getColumns(null, connection.getSchema(), table.name(), null)) {
      while (columns.next())
        nullable.put(columns.getString("COLUMN_NAME"), columns.getInt("NULLABLE"));
    }
    try (PreparedStatement insert = connection.prepareStatement(table.insert())) {
      for (int i = 0; i < count; i++) {
        Map<String, Object> row = new HashMap<>();
        for (int c = 0; c < table.columns().size(); c++) {
          StoredTable.Column column = table.columns().get(c);
          String[] reference = references.get(column.name());
          Object value =
              reference == null
                  ? value(column.type(), i, Objects.equals(nullable.get(column.name()), 1))
                  : referred(reference[0], i).get(reference[1]);
          row.put(column.name(), value);
          column.type().set(insert, c + 1, value);
        }
        insert.executeUpdate();
        rows.computeIfAbsent(table.name(), _ -> new ArrayList<>()).add(row);
      }
    }
  }

  private static Map<String, String[]> references(Connection connection, String table)
      throws SQLException {
    Map<String, String[]> references = new HashMap<>();
    try (ResultSet keys =
        connection.getMetaData().getImportedKeys(null, connection.getSchema(), table)) {
      while (keys.next())
        references.put(
            keys.getString("FKCOLUMN_NAME"),
            new String[] {keys.getString("PKTABLE_NAME"), keys.getString("PKCOLUMN_NAME")});
    }
    return references;
  }

  /// The row with a number, or the last one if there are fewer.
  private Map<String, Object> referred(String table, int number) {
    List<Map<String, Object>> all = Objects.requireNonNull(rows.get(table));
    return all.get(Math.min(number, all.size() - 1));
  }

  private @Nullable Object value(ColumnType type, int number, boolean nullable) {
    if (nullable && random.nextInt(3) == 0) return null;
    return switch (type) {
      case TEXT -> "Ä\u2603" + number;
      case INTEGER -> (long) number + 1000;
      case FLOAT -> number == 0 ? Double.NaN : random.nextGaussian();
      case BOOLEAN -> random.nextBoolean();
      case TIME -> Instant.ofEpochSecond(1_700_000_000L + random.nextInt(10_000_000), 123_000_000);
      case BYTES -> {
        byte[] bytes = new byte[random.nextInt(mostBytes)];
        random.nextBytes(bytes);
        yield bytes;
      }
    };
  }
}
