package dev.rondo.server.dataset;

import dev.rondo.forecasting.reading.DatasetReader;
import dev.rondo.forecasting.reading.Reading;
import dev.rondo.forecasting.reading.ReadingOptions;
import dev.rondo.forecasting.reading.UnreadableException;
import dev.rondo.forecasting.series.Column;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Series;
import dev.rondo.server.ServerSettings;
import dev.rondo.server.memory.BeyondMemoryException;
import dev.rondo.server.memory.Reservation;
import dev.rondo.server.web.Names;
import dev.rondo.server.web.TooLargeException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import tools.jackson.databind.json.JsonMapper;

/// Reads the bytes of an upload into a dataset while they arrive.
@Component
public class Uploads {
  private static final String LIMIT = "rondo.limits.upload";

  private final long limit;
  private final JsonMapper mapper;
  private final Reservation memory;

  /// @param requestMemory memory of the current request, which grows with the upload
  Uploads(ServerSettings settings, JsonMapper mapper, Reservation requestMemory) {
    this.mapper = mapper;
    this.memory = requestMemory;
    this.limit = settings.limits().upload().toBytes();
  }

  /// Throws [UnreadableException], [TooLargeException] if the compressed or uncompressed bytes exceed the limit, or
  /// [BeyondMemoryException] if the dataset needs more memory than the service has.
  ///
  /// @param length length of the body if the client sent it, otherwise negative
  public Reading read(UploadFormat format, InputStream body, long length, ReadingOptions options)
      throws IOException {
    return read(format, body, length, options, List.of());
  }

  /// As [#read(UploadFormat, InputStream, long, ReadingOptions)], for rows of a stored dataset.
  ///
  /// @param usual columns of JSON that names none
  Reading read(
      UploadFormat format,
      InputStream body,
      long length,
      ReadingOptions options,
      List<Column> usual)
      throws IOException {
    if (length > limit) throw new TooLargeException(limit, LIMIT);
    UploadBytes bytes = UploadBytes.of(body, limit, LIMIT, format, memory);
    ReadingOptions limited = options.within(new RequestMemory(memory));
    Reading reading = bytes.orItsRefusal(() -> read(format, bytes, limited, usual));
    checkIds(reading.dataset());
    return reading;
  }

  /// Reads the body of a request, whose format its content type or the name of its file tells. Throws the exceptions of
  /// [#read(UploadFormat, InputStream, long, ReadingOptions)].
  ///
  /// @param raw raw values of each query parameter by its name
  /// @param fileName name of the file as the client sent it; null if there is none
  Upload receive(
      UploadParameters parameters,
      Function<String, String @Nullable []> raw,
      @Nullable String contentType,
      @Nullable String fileName,
      InputStream body,
      long length)
      throws IOException, HttpMediaTypeNotSupportedException {
    UploadFormat format = UploadFormat.of(contentType, fileName);
    if (format == null) {
      throw new HttpMediaTypeNotSupportedException(
          "neither the content type '"
              + contentType
              + "' nor the name '"
              + fileName
              + "' of the part 'file' tells CSV, NDJSON or JSON");
    }
    String name = Upload.name(parameters.name(), fileName);
    Reading reading = read(format, body, length, parameters.options(ReadingOptions.NONE, raw));
    return new Upload(name, Origin.uploaded(format.mediaType(), Upload.plain(fileName)), reading);
  }

  private Reading read(
      UploadFormat format, InputStream bytes, ReadingOptions options, List<Column> usual)
      throws IOException {
    return switch (format) {
      case CSV -> DatasetReader.csv(bytes, options);
      case JSON -> InlineDataset.read(bytes, mapper, options, usual);
      case NDJSON -> {
        NdjsonRows rows = new NdjsonRows(bytes, mapper);
        yield DatasetReader.rows(rows.header(), rows, options);
      }
    };
  }

  /// Refuses ids that the database cannot store.
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

  static UnreadableException unreadable(String detail) {
    @Nullable Long nowhere = null;
    return new UnreadableException(List.of(new UnreadableException.Fault(nowhere, null, detail)));
  }
}
