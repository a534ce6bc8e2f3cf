package dev.rondo.server.dataset;

import dev.rondo.forecasting.document.Checksum;
import dev.rondo.forecasting.document.UnreadableDocumentException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Values of a dataset in blocks of about 1 MiB. A block contains pieces: consecutive steps of one series, with all its columns.
/// A long series takes many blocks, and many short series share one. The blocks of a series are in the order of time. A series grows
/// by further blocks; small ones at the end of the dataset are joined. An existing block changes if values in it are filled or
/// corrected.
///
/// Layout of a piece, little-endian: position of the series, first step, number of steps (int32 each), 4 bytes of zeros, and the
/// values (float64), column by column.
final class Blocks {
  /// Number of values in a full block.
  static final int VALUES = 1 << 17;

  private static final int HEADER = 4 * Integer.BYTES;

  /// One stored block.
  ///
  /// @param range series and steps in it
  /// @param checksum CRC-32C of the bytes
  @SuppressWarnings("ArrayRecordComponent")
  record Block(Range range, long checksum, byte[] bytes) {}

  /// The series and the steps of a block.
  ///
  /// @param firstSeries position of the first series
  /// @param lastSeries position of the last one
  /// @param firstStep least step of any of the series
  /// @param lastStep greatest step of any of them
  record Range(int firstSeries, int lastSeries, int firstStep, int lastStep) {}

  /// Some steps of a series.
  ///
  /// @param values `[columns][steps]`
  @SuppressWarnings("ArrayRecordComponent")
  record Piece(int series, int firstStep, double[][] values) {
    int steps() {
      return values[0].length;
    }

    /// The step after its last one.
    int end() {
      return firstStep + steps();
    }

    /// Size in a block.
    long bytes() {
      return HEADER + (long) Double.BYTES * values.length * steps();
    }

    /// This piece and the one after it in one.
    Piece with(Piece next) {
      double[][] both = new double[values.length][];
      for (int c = 0; c < both.length; c++) {
        both[c] = Arrays.copyOf(values[c], steps() + next.steps());
        System.arraycopy(next.values[c], 0, both[c], steps(), next.steps());
      }
      return new Piece(series, firstStep, both);
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
    private int firstStep;
    private int lastStep;

    Writer(int columns, Sink sink) {
      this.columns = columns;
      this.sink = sink;
      this.buffer = little(HEADER + Math.max(VALUES, columns) * Double.BYTES);
    }

    /// @param values `[columns][steps]`
    void add(int series, int first, double[][] values) {
      int steps = values[0].length;
      for (int from = 0; from < steps; ) {
        int room = (buffer.remaining() - HEADER) / (Double.BYTES * columns);
        if (room < 1) {
          flush();
          continue;
        }
        int count = Math.min(room, steps - from);
        if (buffer.position() == 0) {
          firstSeries = series;
          firstStep = first + from;
          lastStep = first + from;
        }
        lastSeries = series;
        firstStep = Math.min(firstStep, first + from);
        lastStep = Math.max(lastStep, first + from + count - 1);
        buffer.putInt(series).putInt(first + from).putInt(count).putInt(0);
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
      Range range = new Range(firstSeries, lastSeries, firstStep, lastStep);
      sink.accept(new Block(range, Checksum.of(bytes), bytes));
    }
  }

  /// Reads the pieces of series `from` to `to`; throws [UnreadableDocumentException] if the block is damaged.
  static void read(Block block, int columns, int from, int to, Reader reader) {
    if (Checksum.of(block.bytes()) != block.checksum()) throw damaged();
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

  /// All pieces of a block, in order; throws [UnreadableDocumentException] if it is damaged.
  static List<Piece> pieces(Block block, int columns) {
    List<Piece> pieces = new ArrayList<>();
    read(block, columns, block.range().firstSeries(), block.range().lastSeries(), pieces::add);
    return pieces;
  }

  /// One block of pieces that fit into it; null if there are none.
  static @Nullable Block of(List<Piece> pieces, int columns) {
    List<Block> written = new ArrayList<>();
    Writer writer = new Writer(columns, written::add);
    for (Piece piece : pieces) writer.add(piece.series(), piece.firstStep(), piece.values());
    writer.flush();
    return written.isEmpty() ? null : written.getFirst();
  }

  /// The pieces of both lists by series. Pieces of one series that follow each other become one.
  ///
  /// @param later no earlier steps of a series than in `earlier`
  static List<Piece> joined(List<Piece> earlier, List<Piece> later) {
    List<Piece> all = new ArrayList<>(earlier);
    all.addAll(later);
    all.sort(Comparator.comparingInt(Piece::series).thenComparingInt(Piece::firstStep));
    List<Piece> joined = new ArrayList<>(all.size());
    for (Piece piece : all) {
      Piece last = joined.isEmpty() ? null : joined.getLast();
      if (last != null && last.series() == piece.series() && last.end() == piece.firstStep())
        joined.set(joined.size() - 1, last.with(piece));
      else joined.add(piece);
    }
    return joined;
  }

  static long bytes(List<Piece> pieces) {
    return pieces.stream().mapToLong(Piece::bytes).sum();
  }

  private static UnreadableDocumentException damaged() {
    return new UnreadableDocumentException(
        "the values of the dataset are damaged: a checksum does not match");
  }

  static ByteBuffer little(int capacity) {
    return ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
  }
}
