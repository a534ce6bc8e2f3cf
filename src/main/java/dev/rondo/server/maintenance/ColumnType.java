package dev.rondo.server.maintenance;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/// The types of stored values. A value has the same bytes in a backup, whichever database it comes from.
///
/// | type | in Java | bytes |
/// |---|---|---|
/// | `TEXT` | `String` | length (int32), UTF-8 |
/// | `INTEGER` | `Long` | int64 |
/// | `FLOAT` | `Double` | float64 |
/// | `BOOLEAN` | `Boolean` | one byte |
/// | `TIME` | `Instant` | seconds since 1970 UTC (int64), nanoseconds (int32) |
/// | `BYTES` | `byte[]` | length (int32), bytes |
///
/// Numbers are big-endian.
enum ColumnType {
  TEXT,
  INTEGER,
  FLOAT,
  BOOLEAN,
  TIME,
  BYTES;

  /// The type of a column of H2 or PostgreSQL; throws [IllegalStateException] if no type is known for it.
  ///
  /// @param type one of [Types]
  /// @param name name of the type in the database
  static ColumnType of(int type, String name, String column) {
    return switch (type) {
      case Types.VARCHAR, Types.CHAR, Types.LONGVARCHAR, Types.CLOB -> TEXT;
      case Types.SMALLINT, Types.INTEGER, Types.BIGINT -> INTEGER;
      case Types.DOUBLE -> FLOAT;
      case Types.BOOLEAN, Types.BIT -> BOOLEAN;
      case Types.TIMESTAMP_WITH_TIMEZONE -> TIME;
      case Types.TIMESTAMP -> {
        if (!name.equals("timestamptz")) throw unknown(column, name);
        yield TIME;
      }
      case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> BYTES;
      default -> throw unknown(column, name);
    };
  }

  private static IllegalStateException unknown(String column, String type) {
    return new IllegalStateException(
        "a backup cannot hold the column " + column + " of type " + type);
  }

  /// The value of the present row.
  ///
  /// @param index number of the column, from 1
  @Nullable Object get(ResultSet row, int index) throws SQLException {
    Object value =
        switch (this) {
          case TEXT -> row.getString(index);
          case INTEGER -> row.getLong(index);
          case FLOAT -> row.getDouble(index);
          case BOOLEAN -> row.getBoolean(index);
          case TIME -> instant(row.getObject(index, OffsetDateTime.class));
          case BYTES -> row.getBytes(index);
        };
    return row.wasNull() ? null : value;
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }

  /// @param index number of the parameter, from 1
  void set(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
    switch (this) {
      case TEXT -> statement.setString(index, (String) value);
      case INTEGER -> statement.setObject(index, value, Types.BIGINT);
      case FLOAT -> statement.setObject(index, value, Types.DOUBLE);
      case BOOLEAN -> statement.setObject(index, value, Types.BOOLEAN);
      case TIME ->
          statement.setObject(
              index,
              value == null ? null : ((Instant) value).atOffset(ZoneOffset.UTC),
              Types.TIMESTAMP_WITH_TIMEZONE);
      case BYTES -> statement.setBytes(index, (byte[]) value);
    }
  }

  void write(Object value, DataOutputStream out) throws IOException {
    switch (this) {
      case TEXT -> writeBytes(((String) value).getBytes(StandardCharsets.UTF_8), out);
      case INTEGER -> out.writeLong((Long) value);
      case FLOAT -> out.writeDouble((Double) value);
      case BOOLEAN -> out.writeBoolean((Boolean) value);
      case TIME -> {
        out.writeLong(((Instant) value).getEpochSecond());
        out.writeInt(((Instant) value).getNano());
      }
      case BYTES -> writeBytes((byte[]) value, out);
    }
  }

  private static void writeBytes(byte[] bytes, DataOutputStream out) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  Object read(DataInputStream in) throws IOException {
    return switch (this) {
      case TEXT -> new String(readBytes(in), StandardCharsets.UTF_8);
      case INTEGER -> in.readLong();
      case FLOAT -> in.readDouble();
      case BOOLEAN -> in.readBoolean();
      case TIME -> Instant.ofEpochSecond(in.readLong(), in.readInt());
      case BYTES -> readBytes(in);
    };
  }

  /// The memory grows with the bytes that are there, whatever length they claim.
  private static byte[] readBytes(DataInputStream in) throws IOException {
    int length = in.readInt();
    byte[] bytes = in.readNBytes(Math.max(0, length));
    if (bytes.length != length) throw new EOFException();
    return bytes;
  }

  /// Bytes of a value in memory, roughly.
  static long size(@Nullable Object value) {
    return switch (value) {
      case String text -> text.length();
      case byte[] bytes -> bytes.length;
      case null, default -> Long.BYTES;
    };
  }
}
