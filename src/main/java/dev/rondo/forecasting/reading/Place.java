package dev.rondo.forecasting.reading;

import org.jspecify.annotations.Nullable;

/// The place of a row in an upload.
///
/// @param line 1-based line of text; null in JSON
/// @param pointer JSON Pointer; null in text
public record Place(@Nullable Long line, @Nullable String pointer) {
  public static Place line(long line) {
    return new Place(line, null);
  }

  public static Place at(String pointer) {
    return new Place(null, pointer);
  }
}
