package dev.rondo.server.stream;

import dev.rondo.forecasting.series.Frequency;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/// A stream as the API answers it; the annotations describe the members.
record StreamDescription(
    @Schema(example = "sensors") String id,
    @Schema(description = "id of its model") String modelId,
    Frequency frequency,
    ZoneId timeZone,
    Instant createdAt,
    @Schema(description = "time without observations after which it is removed; null for never")
        @Nullable Duration expiresAfter,
    @Schema(description = "time at which it is removed without further observations")
        @Nullable Instant expiresAt,
    @Schema(description = "number of its series") int series,
    @Schema(description = "number of the last change; the id of its event") long lastChange) {
  static StreamDescription of(StreamRow row) {
    return new StreamDescription(
        row.id(),
        row.modelId(),
        row.frequency(),
        row.zone(),
        row.createdAt(),
        row.expiresAfter(),
        row.expiresAt(),
        row.series(),
        row.seq());
  }
}
