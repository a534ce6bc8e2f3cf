package dev.rondo.server.dataset;

import dev.rondo.forecasting.reading.DatasetReader;
import dev.rondo.forecasting.reading.Reading;
import dev.rondo.forecasting.reading.ReadingOptions;
import dev.rondo.forecasting.reading.UnreadableException;
import dev.rondo.server.ServerSettings;
import dev.rondo.server.web.LimitedInputStream;
import dev.rondo.server.web.TooLargeException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Turns the bytes of an upload into a dataset as they arrive.
@Component
class Uploads {
  private static final String LIMIT = "rondo.limits.upload";

  private final long limit;

  Uploads(ServerSettings settings) {
    this.limit = settings.limits().upload().toBytes();
  }

  /// Throws [UnreadableException], or [TooLargeException] when the bytes, packed or unpacked, go beyond
  /// the limit.
  ///
  /// @param length of the body where the client told it, else negative
  Reading read(UploadFormat format, InputStream body, long length, ReadingOptions options) throws IOException {
    if (length > limit) throw new TooLargeException(limit, LIMIT);
    try {
      InputStream bytes = unpacked(new BufferedInputStream(new LimitedInputStream(body, limit, LIMIT)));
      return switch (format) {
        case CSV -> DatasetReader.csv(bytes, options);
        case NDJSON, JSON -> throw unreadable("this format cannot be read");
      };
    } catch (ZipException | EOFException e) {
      throw unreadable("the gzip data are damaged or broken off: " + e.getMessage());
    }
  }

  private InputStream unpacked(BufferedInputStream bytes) throws IOException {
    bytes.mark(2);
    boolean gzip = bytes.read() == 0x1f && bytes.read() == 0x8b;
    bytes.reset();
    return gzip ? new LimitedInputStream(new GZIPInputStream(bytes), limit, LIMIT) : bytes;
  }

  private static UnreadableException unreadable(String detail) {
    @Nullable Long nowhere = null;
    return new UnreadableException(List.of(new UnreadableException.Fault(nowhere, null, detail)));
  }
}
