package dev.rondo.server.dataset;

import com.github.luben.zstd.ZstdIOException;
import dev.rondo.forecasting.reading.Compression;
import dev.rondo.forecasting.reading.Reading;
import dev.rondo.forecasting.reading.UnreadableException;
import dev.rondo.server.memory.Reservation;
import dev.rondo.server.web.LimitedInputStream;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/// The bytes of an upload, decompressed once if they are compressed. Their number is limited before and after decompression, and memory
/// is reserved while they arrive. A refusal is remembered, because a text reader reports any failure as an early end of the text.
final class UploadBytes extends FilterInputStream {
  /// Peak bytes of a cell: in its growing column, and in the resulting series.
  private static final long BYTES_OF_A_CELL = 24;

  /// Bytes of a member of a JSON object: its name, which the parser keeps, and its share of a series.
  private static final long BYTES_OF_A_MEMBER = 128;

  private static final int BUFFER = 1 << 16;

  private final Reservation memory;
  private final long bytesOfAColon;
  private @Nullable RuntimeException refusal;
  private boolean inToken;

  private UploadBytes(InputStream unpacked, UploadFormat format, Reservation memory) {
    super(unpacked);
    this.memory = memory;
    this.bytesOfAColon = format == UploadFormat.JSON ? BYTES_OF_A_MEMBER : 0;
  }

  /// Throws [UnreadableException] if the body is compressed but damaged.
  ///
  /// @param limit largest number of bytes, compressed and uncompressed
  /// @param property property that sets the limit
  /// @param memory memory that grows with the cells
  static UploadBytes of(
      InputStream body, long limit, String property, UploadFormat format, Reservation memory)
      throws IOException {
    try {
      return new UploadBytes(unpacked(body, limit, property), format, memory);
    } catch (ZipException | EOFException | ZstdIOException e) {
      throw damaged(e);
    }
  }

  private static UnreadableException damaged(IOException e) {
    return Uploads.unreadable("the compressed data are damaged or broken off: " + e.getMessage());
  }

  /// A function that reads these bytes.
  interface BytesReading {
    Reading read() throws IOException;
  }

  /// The result of a reader of the bytes; throws the remembered refusal, whatever exception the reader made of it.
  Reading orItsRefusal(BytesReading reading) throws IOException {
    try {
      return reading.read();
    } catch (IOException | RuntimeException e) {
      if (refusal != null) throw refusal;
      throw e;
    }
  }

  private static InputStream unpacked(InputStream body, long limit, String property)
      throws IOException {
    var bytes = new BufferedInputStream(new LimitedInputStream(body, limit, property), BUFFER);
    Optional<Compression> compression = Compression.of(bytes);
    if (compression.isEmpty()) return bytes;
    if (compression.get().obstacle().isPresent())
      throw Uploads.unreadable(
          "the upload is %s, which this installation cannot unpack; send it plain or as gzip"
              .formatted(compression.get().coding()));
    var unpacked =
        new BufferedInputStream(
            new LimitedInputStream(compression.get().unpacked(bytes), limit, property), BUFFER);
    Optional<Compression> within = Compression.of(unpacked);
    if (within.isPresent())
      throw Uploads.unreadable(
          "the upload is %s within %s; pack it once, or send it as it is"
              .formatted(within.get().coding(), compression.get().coding()));
    return unpacked;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    try {
      int count = super.read(into, offset, length);
      if (count > 0) memory.grow(memoryFor(into, offset, offset + count));
      // The bytes of a fast client arrive without a pause, but other requests share the carrier
      // thread.
      Thread.yield();
      return count;
    } catch (ZipException | EOFException | ZstdIOException e) {
      refusal = damaged(e);
      throw refusal;
    } catch (RuntimeException e) {
      refusal = e;
      throw e;
    }
  }

  /// Reserves memory for the cells that end among the bytes, as far as they can be counted without parsing; blank lines have none.
  private long memoryFor(byte[] bytes, int from, int to) {
    int cells = 0;
    int colons = 0;
    for (int i = from; i < to; i++) {
      switch (bytes[i]) {
        case ',', ';', '|', '\t' -> {
          cells++;
          inToken = false;
        }
        case ' ', '\n', '\r' -> {
          if (inToken) cells++;
          inToken = false;
        }
        case ':' -> {
          colons++;
          inToken = true;
        }
        default -> inToken = true;
      }
    }
    return BYTES_OF_A_CELL * cells + bytesOfAColon * colons;
  }

  @Override
  public long skip(long count) throws IOException {
    return readNBytes((int) Math.min(count, 1 << 16)).length;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
