package dev.rondo.server.stream;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The bytes of stored observations and windows.
final class Journal {
  private Journal() {}

  /// An observation with its step.
  ///
  /// @param start position of step 0 of a series that begins with it; null without times, and for other series
  /// @param value NaN is missing
  record Entry(String seriesId, @Nullable Long start, long step, double value) {}

  static byte[] bytes(List<Entry> entries) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(40 * entries.size());
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(entries.size());
      for (Entry entry : entries) {
        byte[] id = entry.seriesId.getBytes(StandardCharsets.UTF_8);
        out.writeInt(id.length);
        out.write(id);
        out.writeBoolean(entry.start != null);
        if (entry.start != null) out.writeLong(entry.start);
        out.writeLong(entry.step);
        out.writeDouble(entry.value);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static List<Entry> entries(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int count = in.readInt();
      List<Entry> entries = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        String id = new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
        Long start = in.readBoolean() ? (Long) in.readLong() : null;
        entries.add(new Entry(id, start, in.readLong(), in.readDouble()));
      }
      return entries;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Values as little-endian float64.
  static byte[] bytes(double[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asDoubleBuffer().put(values);
    return bytes.array();
  }

  static double[] values(byte[] bytes) {
    double[] values = new double[bytes.length / Double.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(values);
    return values;
  }
}
