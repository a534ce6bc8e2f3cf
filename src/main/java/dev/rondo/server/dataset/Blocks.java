package dev.rondo.server.dataset;

import dev.rondo.forecasting.series.Series;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.IntFunction;
import java.util.zip.CRC32C;

/// Values of a dataset as a row of blocks: little-endian float64, series by series, column by column,
/// cut every [#VALUES] values whatever series they belong to.
final class Blocks {
  /// Values of a full block: 1 MiB.
  static final int VALUES = 1 << 17;

  /// One stored block.
  @SuppressWarnings("ArrayRecordComponent")
  record Block(long checksum, byte[] bytes) {}

  /// Takes the blocks in order.
  interface Sink {
    void accept(int position, Block block);
  }

  private Blocks() {}

  static void write(List<Series> all, Sink sink) {
    ByteBuffer buffer = ByteBuffer.allocate(VALUES * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    int position = 0;
    for (Series series : all) {
      for (double[] column : series.values()) {
        for (int from = 0; from < column.length; ) {
          int count = Math.min(column.length - from, buffer.remaining() / Double.BYTES);
          buffer.asDoubleBuffer().put(column, from, count);
          buffer.position(buffer.position() + count * Double.BYTES);
          from += count;
          if (!buffer.hasRemaining()) position = flush(buffer, position, sink);
        }
      }
    }
    if (buffer.position() > 0) flush(buffer, position, sink);
  }

  private static int flush(ByteBuffer buffer, int position, Sink sink) {
    byte[] bytes = new byte[buffer.position()];
    buffer.flip().get(bytes);
    buffer.clear();
    sink.accept(position, new Block(checksum(bytes), bytes));
    return position + 1;
  }

  /// Reads `into.length` values from the value number `first` on. Throws [IllegalStateException] when a
  /// block is damaged.
  static void read(long first, double[] into, IntFunction<Block> blocks) {
    for (int done = 0; done < into.length; ) {
      long at = first + done;
      int position = Math.toIntExact(at / VALUES);
      int offset = (int) (at % VALUES);
      int count = Math.min(into.length - done, VALUES - offset);
      byte[] bytes = blocks.apply(position).bytes();
      if (bytes.length < (offset + count) * Double.BYTES)
        throw new IllegalStateException("block " + position + " is cut short");
      ByteBuffer.wrap(bytes)
          .order(ByteOrder.LITTLE_ENDIAN)
          .position(offset * Double.BYTES)
          .slice()
          .order(ByteOrder.LITTLE_ENDIAN)
          .asDoubleBuffer()
          .get(into, done, count);
      done += count;
    }
  }

  static Block verified(int position, Block block) {
    if (checksum(block.bytes()) != block.checksum())
      throw new IllegalStateException(
          "block " + position + " is damaged: its checksum does not match");
    return block;
  }

  private static long checksum(byte[] bytes) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes);
    return checksum.getValue();
  }
}
