package dev.rondo.server.maintenance;

import java.util.List;
import java.util.stream.Collectors;

/// A table of the application.
///
/// @param columns in the order of their names, which is the same in every database
record StoredTable(String name, List<Column> columns) {
  record Column(String name, ColumnType type) {}

  String select() {
    return "select " + names() + " from " + quoted(name);
  }

  String insert() {
    return "insert into %s (%s) values (%s)"
        .formatted(
            quoted(name),
            names(),
            columns.stream().map(_ -> "?").collect(Collectors.joining(", ")));
  }

  String deleteAll() {
    return "delete from " + quoted(name);
  }

  String quotedName() {
    return quoted(name);
  }

  private String names() {
    return columns.stream().map(column -> quoted(column.name())).collect(Collectors.joining(", "));
  }

  /// Whether it has a column of bytes, and with it large rows.
  boolean hasBytes() {
    return columns.stream().anyMatch(column -> column.type() == ColumnType.BYTES);
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
