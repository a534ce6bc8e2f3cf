package dev.rondo.server.maintenance;

import dev.rondo.server.maintenance.StoredTable.Column;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Finds the tables of the application in the schema of a connection. The history of the migrations is not one of them.
final class StoredTables {
  private static final Set<String> TABLE = Set.of("TABLE", "BASE TABLE", "PARTITIONED TABLE");
  private static final String HISTORY = "flyway_schema_history";

  private StoredTables() {}

  /// Each table comes after those that it refers to. Throws [IllegalStateException] if tables refer to each other in a circle, or
  /// have columns that a backup cannot hold.
  static List<StoredTable> of(Connection connection) throws SQLException {
    DatabaseMetaData data = connection.getMetaData();
    String schema = connection.getSchema();
    TreeMap<String, Set<String>> references = new TreeMap<>();
    try (ResultSet rows = data.getTables(null, schema, null, null)) {
      while (rows.next()) {
        String name = rows.getString("TABLE_NAME");
        if (TABLE.contains(rows.getString("TABLE_TYPE")) && !name.equals(HISTORY))
          references.put(name, new TreeSet<>());
      }
    }
    for (var table : references.entrySet()) {
      try (ResultSet rows = data.getImportedKeys(null, schema, table.getKey())) {
        while (rows.next()) {
          String other = rows.getString("PKTABLE_NAME");
          if (!other.equals(table.getKey())) table.getValue().add(other);
        }
      }
    }
    List<StoredTable> tables = new ArrayList<>();
    for (String name : sorted(references))
      tables.add(new StoredTable(name, columns(data, schema, name)));
    return tables;
  }

  private static Set<String> sorted(TreeMap<String, Set<String>> references) {
    Set<String> sorted = new LinkedHashSet<>();
    while (sorted.size() < references.size()) {
      int before = sorted.size();
      references.forEach((name, others) -> {
        if (sorted.containsAll(others)) sorted.add(name);
      });
      if (sorted.size() == before)
        throw new IllegalStateException(
            "these tables refer to each other: " + references.keySet() + " without " + sorted);
    }
    return sorted;
  }

  /// The names of the columns of the primary key, in the order of the names.
  static Set<String> key(Connection connection, StoredTable table) throws SQLException {
    Set<String> names = new TreeSet<>();
    try (ResultSet rows =
        connection.getMetaData().getPrimaryKeys(null, connection.getSchema(), table.name())) {
      while (rows.next()) names.add(rows.getString("COLUMN_NAME"));
    }
    return names;
  }

  private static List<Column> columns(DatabaseMetaData data, String schema, String table)
      throws SQLException {
    List<Column> columns = new ArrayList<>();
    try (ResultSet rows = data.getColumns(null, schema, table, null)) {
      while (rows.next()) {
        // In the pattern of the call, an underline stands for any character.
        if (!rows.getString("TABLE_NAME").equals(table)) continue;
        String name = rows.getString("COLUMN_NAME");
        String place = table + "." + name;
        if ("YES".equals(rows.getString("IS_AUTOINCREMENT")))
          throw new IllegalStateException("a backup cannot hold the generated column " + place);
        columns.add(
            new Column(
                name, ColumnType.of(rows.getInt("DATA_TYPE"), rows.getString("TYPE_NAME"), place)));
      }
    }
    columns.sort(Comparator.comparing(Column::name));
    return columns;
  }

  /// The rows that do not count as stored by users, by their tables. Migrations and services write them by themselves, or they only
  /// remember requests that left nothing else. All rows of other tables count.
  private static final Map<String, String> OF_SERVICES =
      Map.of(
          "project", "name = 'default'",
          "api_key",
              "created_by = 'the service' and name in ('first admin key', 'admin key of the configuration')",
          "audit_entry", "path like '/api/v1/session%' or path like '/api/v1/maintenance/%'",
          "creation", "true",
          "scheduled_tasks", "true",
          "verification", "true",
          "web_session", "true");

  /// Whether users have stored nothing in the database yet.
  static boolean empty(Connection connection) throws SQLException {
    for (StoredTable table : of(connection)) {
      String rows =
          "select 1 from %s where not (%s) limit 1"
              .formatted(table.quotedName(), OF_SERVICES.getOrDefault(table.name(), "false"));
      try (var statement = connection.createStatement();
          ResultSet row = statement.executeQuery(rows)) {
        if (row.next()) return false;
      }
    }
    return true;
  }
}
