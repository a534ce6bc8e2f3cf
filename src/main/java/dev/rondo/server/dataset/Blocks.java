package dev.rondo.server.dataset;

import dev.rondo.forecasting.document.UnreadableDocumentException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/// Values of a dataset in blocks of about 1 MiB. A block contains pieces: consecutive steps of one series, with all its columns.
/// A long series takes many blocks, and many short series share one. A series grows by further blocks; an existing block changes
/// only if steps known ahead are replaced.
///
/// Layout of a piece, little-endian: position of the series, first step, number of steps (int32 each), 4 bytes of zeros, and the
/// values (float64), column by column.
final class Blocks {
  /// Number of values in a full block.
  static final int VALUES = 1 << 17;

  private static final int HEADER = 4 * Integer.BYTES;

  /// One stored block.
  ///
  /// @param firstSeries position of the first series in the block
  /// @param lastSeries position of the last one
  /// @param checksum CRC-32C of the bytes
  @SuppressWarnings("ArrayRecordComponent")
  record Block(int firstSeries, int lastSeries, long checksum, byte[] bytes) {}

  /// Some steps of a series.
  ///
  /// @param values `[columns][steps]`
  @SuppressWarnings("ArrayRecordComponent")
  record Piece(int series, int firstStep, double[][] values) {
    int steps() {
      return values[0].length;
    }

    /// Steps `from` to `to - 1`, counted from its first one.
    Piece part(int from, int to) {
      double[][] part = new double[values.length][];
      for (int c = 0; c < part.length; c++) part[c] = Arrays.copyOfRange(values[c], from, to);
      return new Piece(series, firstStep + from, part);
    }
  }

  /// Receives the blocks in order.
  interface Sink {
    void accept(Block block);
  }

  /// Receives the pieces of a block in order.
  interface Reader {
    void accept(Piece piece);
  }

  private Blocks() {}

  /// Fills one block after the other. Series come in ascending order, and so do the steps of each.
  static final class Writer {
    private final int columns;
    private final Sink sink;
    private final ByteBuffer buffer;
    private int firstSeries;
    private int lastSeries;

    Writer(int columns, Sink sink) {
      this.columns = columns;
      this.sink = sink;
      this.buffer = little(HEADER + Math.max(VALUES, columns) * Double.BYTES);
    }

    /// @param values `[columns][steps]`
    void add(int series, int firstStep, double[][] values) {
      int steps = values[0].length;
      for (int from = 0; from < steps; ) {
        int room = (buffer.remaining() - HEADER) / (Double.BYTES * columns);
        if (room < 1) {
          flush();
          continue;
        }
        int count = Math.min(room, steps - from);
        if (buffer.position() == 0) firstSeries = series;
        lastSeries = series;
        buffer.putInt(series).putInt(firstStep + from).putInt(count).putInt(0);
        for (double[] column : values) {
          buffer.asDoubleBuffer().put(column, from, count);
          buffer.position(buffer.position() + count * Double.BYTES);
        }
        from += count;
      }
    }

    /// Writes the last, incomplete block.
    void flush() {
      if (buffer.position() == 0) return;
      byte[] bytes = new byte[buffer.position()];
      buffer.flip().get(bytes);
      buffer.clear();
      sink.accept(new Block(firstSeries, lastSeries, checksum(bytes), bytes));
    }
  }

  /// Reads the pieces of series `from` to `to`; throws [UnreadableDocumentException] if the block is damaged.
  static void read(Block block, int columns, int from, int to, Reader reader) {
    if (checksum(block.bytes()) != block.checksum()) throw damaged();
    ByteBuffer bytes = ByteBuffer.wrap(block.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      int series = bytes.getInt();
      int firstStep = bytes.getInt();
      int steps = bytes.getInt();
      bytes.getInt();
      int end = bytes.position() + steps * columns * Double.BYTES;
      if (end > bytes.limit()) throw damaged();
      if (series >= from && series <= to) {
        double[][] values = new double[columns][steps];
        for (int column = 0; column < columns; column++) {
          bytes.asDoubleBuffer().get(values[column]);
          bytes.position(bytes.position() + steps * Double.BYTES);
        }
        reader.accept(new Piece(series, firstStep, values));
      }
      bytes.position(end);
    }
  }

  /// A block without the steps of a series from `from` on: the same object if it has none of them, and a block without bytes if it
  /// has nothing else. Throws [UnreadableDocumentException] if the block is damaged.
  static Block cut(Block block, int columns, int series, int from) {
    List<Piece> kept = new ArrayList<>();
    boolean[] changed = {false};
    read(
        block,
        columns,
        block.firstSeries(),
        block.lastSeries(),
        piece -> {
          boolean affected = piece.series() == series && piece.firstStep() + piece.steps() > from;
          changed[0] |= affected;
          if (!affected) kept.add(piece);
          else if (piece.firstStep() < from) kept.add(piece.part(0, from - piece.firstStep()));
        });
    if (!changed[0]) return block;
    List<Block> written = new ArrayList<>();
    Writer writer = new Writer(columns, written::add);
    for (Piece piece : kept) writer.add(piece.series(), piece.firstStep(), piece.values());
    writer.flush();
    return written.isEmpty() ? new Block(series, series, 0, new byte[0]) : written.getFirst();
  }

  private static UnreadableDocumentException damaged() {
    return new UnreadableDocumentException(
        "the values of the dataset are damaged: a checksum does not match");
  }

  static long checksum(byte[] bytes) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes);
    return checksum.getValue();
  }

  static ByteBuffer little(int capacity) {
    return ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
  }
}
