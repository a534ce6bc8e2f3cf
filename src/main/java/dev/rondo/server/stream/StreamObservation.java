package dev.rondo.server.stream;

import dev.rondo.server.web.Names;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// An observation of a series; the annotations describe the members.
record StreamObservation(
    @Schema(description = "a series that the stream does not have yet begins", example = "a")
        String seriesId,
    @Schema(
            description =
                "time of the step; default: the step after the last one. With it, a request can be repeated safely",
            example = "2026-01-01T00:00:00Z")
        @Nullable String time,
    @Schema(
            description =
                "the integer step of a series that has them and a start, otherwise counted from 0; instead of `time`, for series without times")
        @Nullable Long step,
    @Schema(description = "required; null if the value of this step is missing", example = "0.4")
        @Nullable Double value) {
  private static final int LONGEST_ID = 1000;

  StreamObservation {
    if (!isSeriesId(seriesId))
      throw new IllegalArgumentException(
          "seriesId must have 1 to %d characters, without control characters"
              .formatted(LONGEST_ID));
    if (time != null && step != null)
      throw new IllegalArgumentException("step must be left out if there is a time");
  }

  static boolean isSeriesId(String id) {
    return !id.isBlank() && id.length() <= LONGEST_ID && Names.plain(id);
  }
}
