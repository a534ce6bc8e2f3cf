package dev.rondo.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The recorded rows of a database of format 1.
public final class FormatOneRows {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private FormatOneRows() {}

  /// Inserts them into tables of version 2.
  ///
  /// @param tables which tables are filled
  public static void insert(Connection connection, Predicate<String> tables)
      throws IOException, SQLException {
    try (BufferedReader rows =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    FormatOneRows.class.getResourceAsStream("/format-1/rows.ndjson")),
                StandardCharsets.UTF_8))) {
      for (String line = rows.readLine(); line != null; line = rows.readLine()) {
        JsonNode row = JSON.readTree(line);
        if (tables.test(row.get("table").stringValue())) insert(connection, row);
      }
    }
  }

  private static void insert(Connection connection, JsonNode row) throws SQLException {
    List<String> columns = new ArrayList<>(row.propertyNames());
    columns.remove("table");
    String sql =
        "insert into %s (%s) values (%s)"
            .formatted(
                row.get("table").stringValue(),
                String.join(", ", columns),
                String.join(", ", columns.stream().map(_ -> "?").toList()));
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      for (int i = 0; i < columns.size(); i++)
        insert.setObject(i + 1, value(columns.get(i), row.get(columns.get(i))));
      insert.executeUpdate();
    }
  }

  private static @Nullable Object value(String column, JsonNode value) {
    if (value.isNull()) return null;
    if (value.isNumber()) return value.longValue();
    if (value.isBoolean()) return value.booleanValue();
    String text = value.stringValue();
    if (column.endsWith("_at") && !column.equals("start_at")) return OffsetDateTime.parse(text);
    if (column.equals("bytes") || column.equals("weights")) return Base64.getDecoder().decode(text);
    return text;
  }
}
