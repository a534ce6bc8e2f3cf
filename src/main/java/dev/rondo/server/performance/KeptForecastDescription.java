package dev.rondo.server.performance;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rondo.forecasting.forecast.Forecast.Interval;
import dev.rondo.forecasting.model.Model;
import dev.rondo.forecasting.series.TimeAxis;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A kept forecast in the answers of the API.
@Schema(
    name = "KeptForecast",
    description = "A forecast that is compared with the values that come")
@SuppressWarnings("ArrayRecordComponent")
record KeptForecastDescription(
    String id,
    String datasetId,
    @Schema(example = "series-1") String seriesId,
    @Schema(description = "forecast column; only if the model forecasts several")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable String target,
    @Schema(
            description = "last time step that the forecast used; its first step is the next one",
            example = "2026-01-01T00:00:00Z")
        String origin,
    Instant createdAt,
    @Schema(description = "median of each step") double[] median,
    @Schema(description = "intervals of 80 and 95 %, as far as the model has them")
        List<Interval> intervals) {
  static KeptForecastDescription of(KeptForecasts.Stored stored, Model.Description model) {
    TimeAxis axis = new TimeAxis(model.frequency(), model.zone());
    return new KeptForecastDescription(
        stored.id(),
        stored.datasetId(),
        stored.seriesId(),
        model.targets() > 1 ? model.columns().get(stored.target()).name() : null,
        axis.text(stored.forecast().origin()),
        stored.createdAt(),
        stored.forecast().median(),
        stored.forecast().intervals());
  }
}
