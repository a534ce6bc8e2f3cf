package dev.rondo.server.maintenance;

import dev.rondo.forecasting.document.DocumentFormat;
import java.time.Instant;
import java.util.List;

/// The first entry of a backup.
///
/// @param writtenBy version of the service
/// @param database that it was taken from: `H2` or `PostgreSQL`
/// @param schema version of the tables
/// @param tables in the order of their entries; each after those that it refers to
public record BackupHeader(
    String writtenBy, Instant createdAt, String database, String schema, List<Table> tables) {
  static final DocumentFormat<BackupHeader> FORMAT =
      DocumentFormat.of("header of the backup", BackupHeader.class);

  /// @param columns in the order of the values of a row
  public record Table(String name, List<Column> columns) {
    StoredTable stored() {
      return new StoredTable(
          name,
          columns.stream()
              .map(column ->
                  new StoredTable.Column(column.name(), ColumnType.valueOf(column.type())))
              .toList());
    }

    static Table of(StoredTable table) {
      return new Table(
          table.name(),
          table.columns().stream()
              .map(column -> new Column(column.name(), column.type().name()))
              .toList());
    }
  }

  /// @param type one of [ColumnType]
  public record Column(String name, String type) {}
}
