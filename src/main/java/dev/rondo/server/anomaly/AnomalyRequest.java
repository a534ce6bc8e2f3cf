package dev.rondo.server.anomaly;

import dev.rondo.server.forecast.PredictionRequest.RawSeries;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A request to search series for anomalies; the annotations describe the members.
record AnomalyRequest(
    @Schema(
            description =
                "share of usual observations that may raise an alarm, from 0.0001 to 0.2; default: 0.01",
            example = "0.01")
        @Nullable Double falseAlarmRate,
    @Schema(
            description =
                "steps between an observation and the last value that its forecast reads; default: 1",
            example = "1")
        @Nullable Integer ahead,
    @Schema(description = "raw series; either this or `dataset`") @Nullable List<RawSeries> series,
    @Schema(description = "series of a dataset; either this or `series`") @Nullable Part dataset) {

  /// Series of a dataset.
  record Part(
      String id,
      @Schema(description = "ids of the series; default: all") @Nullable List<String> series,
      @Schema(
              description =
                  "first time step to score; default: the first one with enough values before it",
              example = "2026-02-01T00:00:00Z")
          @Nullable String from,
      @Schema(description = "last time step to score; default: the end of each series")
          @Nullable String to) {}
}
