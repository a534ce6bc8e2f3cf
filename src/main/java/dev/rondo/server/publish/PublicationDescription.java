package dev.rondo.server.publish;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A published forecast as the API answers it; the annotations describe the members.
@Schema(name = "PublishedForecast")
record PublicationDescription(
    @Schema(example = "requests") String name,
    Instant createdAt,
    @Schema(description = "null if it has an alias") @Nullable String modelId,
    @Schema(description = "null if it has a model") @Nullable String alias,
    String datasetId,
    @Schema(description = "time from the present to that of the values") Duration ahead,
    @Schema(description = "level of the interval in percent; null for the usual one of the model")
        @Nullable Double level,
    @Schema(description = "time between two refreshes") Duration every,
    @Schema(description = "names of its metrics") List<String> metrics,
    @Schema(description = "series that have a value at the moment", example = "12") int series,
    @Schema(description = "last step of the dataset at the last refresh; null before the first one")
        @Nullable Instant lastObservation,
    @Schema(description = "time of the last successful refresh; null before it")
        @Nullable Instant refreshedAt,
    @Schema(description = "why the last refresh failed or series have no forecast")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable String problem) {
  static PublicationDescription of(Publication publication, Instant now) {
    PublishedForecast row = publication.row;
    Publication.Present present = publication.present();
    PublishedValues values = present.values();
    return new PublicationDescription(
        row.name(),
        row.createdAt(),
        row.modelId(),
        row.alias(),
        row.datasetId(),
        row.ahead(),
        row.level(),
        row.every(),
        ForecastGauges.names(row.name()),
        values == null ? 0 : values.seriesAt(now.plus(row.ahead()).toEpochMilli()),
        values == null ? null : Instant.ofEpochMilli(values.end()),
        present.refreshedAt(),
        present.problem());
  }
}
