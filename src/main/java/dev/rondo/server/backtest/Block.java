package dev.rondo.server.backtest;

import dev.rondo.forecasting.document.Checksum;
import dev.rondo.forecasting.document.UnreadableDocumentException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Consecutive pieces of a candidate of a backtest, about 1 MiB.
///
/// Layout of a piece, big-endian: length of the series id in bytes (int32) and the id in UTF-8; key, target (int32); start (int64);
/// origin, rows, columns (int32); the values (float64), row by row.
///
/// @param firstKey smallest key in the block
/// @param lastKey largest one
/// @param checksum CRC-32C of the bytes
@SuppressWarnings("ArrayRecordComponent")
record Block(
    Content content, int candidate, int firstKey, int lastKey, long checksum, byte[] bytes) {
  private static final int SIZE = 1 << 20;

  /// What the pieces of a block are.
  enum Content {
    /// A forecast from one origin; the key is the number of the series. Rows: actual, point, then lower and upper of each level.
    FORECASTS,
    /// The measures of one target of a series; the key is the number of the series.
    SERIES,
    /// The measures of a step of the horizon; the key is the step, from 0.
    STEPS
  }

  /// @param start position of the first step of the series
  /// @param origin first forecast step of the series
  /// @param values `[rows][columns]`
  @SuppressWarnings("ArrayRecordComponent")
  record Piece(String seriesId, int key, int target, long start, int origin, double[][] values) {}

  /// Receives the blocks in order.
  interface Sink {
    void accept(Block block);
  }

  /// Fills one block after the other.
  static final class Writer {
    private final Content content;
    private final int candidate;
    private final Sink sink;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int firstKey = Integer.MAX_VALUE;
    private int lastKey = Integer.MIN_VALUE;

    Writer(Content content, int candidate, Sink sink) {
      this.content = content;
      this.candidate = candidate;
      this.sink = sink;
    }

    void add(Piece piece) {
      try {
        DataOutputStream out = new DataOutputStream(bytes);
        byte[] id = piece.seriesId.getBytes(StandardCharsets.UTF_8);
        out.writeInt(id.length);
        out.write(id);
        out.writeInt(piece.key);
        out.writeInt(piece.target);
        out.writeLong(piece.start);
        out.writeInt(piece.origin);
        out.writeInt(piece.values.length);
        out.writeInt(piece.values[0].length);
        ByteBuffer row = ByteBuffer.allocate(piece.values[0].length * Double.BYTES);
        for (double[] values : piece.values) {
          row.asDoubleBuffer().put(values);
          out.write(row.array());
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      firstKey = Math.min(firstKey, piece.key);
      lastKey = Math.max(lastKey, piece.key);
      if (bytes.size() >= SIZE) flush();
    }

    /// Writes the last, incomplete block.
    void flush() {
      if (bytes.size() == 0) return;
      byte[] written = bytes.toByteArray();
      bytes.reset();
      sink.accept(new Block(content, candidate, firstKey, lastKey, Checksum.of(written), written));
      firstKey = Integer.MAX_VALUE;
      lastKey = Integer.MIN_VALUE;
    }
  }

  /// The pieces of the block; throws [UnreadableDocumentException] if it is damaged.
  List<Piece> pieces() {
    if (Checksum.of(bytes) != checksum)
      throw new UnreadableDocumentException(
          "the forecasts of the backtest are damaged: a checksum does not match");
    List<Piece> pieces = new ArrayList<>();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      while (in.available() > 0) {
        String id = new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
        int key = in.readInt();
        int target = in.readInt();
        long start = in.readLong();
        int origin = in.readInt();
        double[][] values = new double[in.readInt()][in.readInt()];
        for (double[] row : values)
          ByteBuffer.wrap(in.readNBytes(row.length * Double.BYTES)).asDoubleBuffer().get(row);
        pieces.add(new Piece(id, key, target, start, origin, values));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return pieces;
  }
}
