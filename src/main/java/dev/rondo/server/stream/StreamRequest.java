package dev.rondo.server.stream;

import dev.rondo.server.forecast.PredictionRequest.RawSeries;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A request to create or replace a stream; the annotations describe the members.
record StreamRequest(
    @Schema(
            description =
                "id of the model, `latest`, or an alias; the stream keeps the model that the alias stands for now")
        String modelId,
    @Schema(
            description =
                "series with their history; default: those that the stream has, none for a new one")
        @Nullable List<RawSeries> series,
    @Schema(
            description =
                "time without observations after which the stream is removed, from `PT1S` to `P3650D`; default: never",
            example = "P30D")
        @Nullable Duration expiresAfter) {
  private static final Duration LONGEST = Duration.ofDays(3650);

  StreamRequest {
    if (expiresAfter != null
        && (expiresAfter.compareTo(Duration.ofSeconds(1)) < 0
            || expiresAfter.compareTo(LONGEST) > 0))
      throw new IllegalArgumentException(
          "expiresAfter must be between PT1S and PT87600H, was " + expiresAfter);
  }
}
