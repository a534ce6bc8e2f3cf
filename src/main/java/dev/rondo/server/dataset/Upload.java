package dev.rondo.server.dataset;

import dev.rondo.forecasting.reading.Reading;
import dev.rondo.server.web.BadRequestException;
import dev.rondo.server.web.Fault;
import dev.rondo.server.web.Names;
import org.jspecify.annotations.Nullable;

/// An upload that was read and is not stored yet.
///
/// @param name of the dataset that it would become
record Upload(String name, Origin origin, Reading reading) {
  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_FILE_NAME = 200;

  /// The chosen name, or that of the file without its ending. Throws [BadRequestException].
  static String name(@Nullable String chosen, @Nullable String fileName) {
    if (chosen == null) {
      String file = plain(fileName);
      String stem = file == null ? "" : file.replaceFirst("(?i)(\\.[a-z]{1,6})?(\\.gz)?$", "");
      return stem.isBlank() ? "upload" : stem.substring(0, Math.min(stem.length(), LONGEST_NAME));
    }
    try {
      return Names.checked(chosen);
    } catch (IllegalArgumentException e) {
      throw new BadRequestException(Fault.parameter("name", String.valueOf(e.getMessage())));
    }
  }

  /// The last segment of a client's path, without characters that are not allowed in a name.
  static @Nullable String plain(@Nullable String fileName) {
    if (fileName == null) return null;
    String last =
        fileName
            .substring(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1)
            .replaceAll("[\\p{Cntrl}\\p{Cs}]", "");
    return last.isBlank() ? null : last.substring(0, Math.min(last.length(), LONGEST_FILE_NAME));
  }
}
