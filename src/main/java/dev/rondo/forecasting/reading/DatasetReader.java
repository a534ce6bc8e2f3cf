package dev.rondo.forecasting.reading;

import java.io.InputStream;

/// Text to dataset.
public final class DatasetReader {
  private DatasetReader() {}

  /// Reads delimited text, plain or gzip. Throws [UnreadableException].
  public static Reading csv(InputStream bytes, ReadingOptions options) throws java.io.IOException {
    throw new UnsupportedOperationException();
  }
}
