package dev.rondo.server.dataset;

import dev.rondo.forecasting.reading.DatasetReader;
import dev.rondo.forecasting.reading.Reading;
import dev.rondo.forecasting.reading.ReadingOptions;
import dev.rondo.forecasting.reading.UnreadableException;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Series;
import dev.rondo.server.ServerSettings;
import dev.rondo.server.web.LimitedInputStream;
import dev.rondo.server.web.Names;
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
import tools.jackson.databind.json.JsonMapper;

/// Turns the bytes of an upload into a dataset as they arrive.
@Component
public class Uploads {
  private static final String LIMIT = "rondo.limits.upload";

  private final long limit;
  private final JsonMapper mapper;

  Uploads(ServerSettings settings, JsonMapper mapper) {
    this.mapper = mapper;
    this.limit = settings.limits().upload().toBytes();
  }

  /// Throws [UnreadableException], or [TooLargeException] when the bytes, packed or unpacked, go beyond
  /// the limit.
  ///
  /// @param length of the body where the client told it, else negative
  public Reading read(UploadFormat format, InputStream body, long length, ReadingOptions options)
      throws IOException {
    if (length > limit) throw new TooLargeException(limit, LIMIT);
    try {
      InputStream bytes =
          unpacked(new BufferedInputStream(new LimitedInputStream(body, limit, LIMIT)));
      Reading reading =
          switch (format) {
            case CSV -> DatasetReader.csv(bytes, options);
            case JSON -> InlineDataset.read(bytes, mapper, options);
            case NDJSON -> {
              NdjsonRows rows = new NdjsonRows(bytes, mapper);
              yield DatasetReader.rows(rows.header(), rows, options);
            }
          };
      checkIds(reading.dataset());
      return reading;
    } catch (ZipException | EOFException e) {
      throw unreadable("the gzip data are damaged or broken off: " + e.getMessage());
    }
  }

  /// Refuses ids that the database cannot keep.
  private static void checkIds(Dataset dataset) {
    for (Series series : dataset.series()) {
      String id = series.id();
      if (id.length() > Datasets.LONGEST_SERIES_ID) {
        throw unreadable(
            "the series id '"
                + id.substring(0, 40)
                + "...' has "
                + id.length()
                + " characters, at most "
                + Datasets.LONGEST_SERIES_ID
                + " are kept");
      }
      if (!Names.plain(id))
        throw unreadable(
            "a series id must be plain text without control characters, was '"
                + id.replaceAll("[\\p{Cntrl}\\p{Cs}]", "?")
                + "'");
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
