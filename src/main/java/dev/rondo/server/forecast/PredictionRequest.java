package dev.rondo.server.forecast;

import dev.rondo.forecasting.forecast.AheadValues;
import dev.rondo.server.web.NumberRows;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A request for forecasts of raw series or of series of a dataset; the annotations describe the members.
public record PredictionRequest(
    @Schema(description = "steps ahead, 1 to 10000; default: the model's horizon", example = "10")
        @Nullable Integer horizon,
    @Schema(description = "levels of the intervals in percent, from 1 to below 100")
        @Nullable List<Double> levels,
    @Schema(
            description = "levels of single quantiles, between 0 and 1",
            example = "[0.1, 0.5, 0.9]")
        @Nullable List<Double> quantiles,
    @Schema(
            description = "number of sample paths, possible futures; only for automatic models",
            example = "100")
        @Nullable Integer paths,
    @Schema(
            description =
                "whether to forecast the sum over the horizon too; only for automatic models")
        @Nullable Boolean total,
    @Schema(
            description =
                "whether to tell what each covariate known ahead changes; only for automatic models")
        @Nullable Boolean explain,
    @Schema(
            description =
                "values of covariates in the steps that are forecast, which override those of the dataset or of the raw series")
        @Nullable List<AheadPart> ahead,
    @Schema(
            description =
                "what replaces missing values of covariates known ahead; default: the request is refused")
        AheadValues.@Nullable Fill missingAhead,
    @Schema(
            description =
                "whether to keep the forecasts, so that `GET /models/{id}/performance` compares them with the values that the dataset gets; only for series of a dataset. A forecast replaces a kept one of the same series and origin. Needs the role `trainer`")
        @Nullable Boolean keep,
    @Schema(
            description =
                "whether to correct the intervals by the errors of kept forecasts whose actual values are known; only for series of a dataset. Quantiles, paths and totals stay")
        @Nullable Boolean correct,
    @Schema(
            description =
                "forecasts of sums of the series that add up; only for automatic models. Each level groups the series by static columns")
        @Nullable HierarchyRequest hierarchy,
    @Schema(description = "raw series; either this or `dataset`") @Nullable List<RawSeries> series,
    @Schema(description = "series of a dataset; either this or `series`")
        @Nullable DatasetPart dataset) {

  /// A raw series.
  public record RawSeries(
      @Schema(description = "default: its position in the request", example = "a")
          @Nullable String id,
      @Schema(
              description = "time of the first value; without it, the answer has no timestamps",
              example = "2026-01-01T00:00:00Z")
          @Nullable String start,
      @Schema(
              description =
                  "`[steps]`, or `[steps][columns]` in the order of the model's columns; null marks a missing value",
              example = "[0.1, 0.2, null, 0.4]")
          NumberRows values,
      @Schema(
              description =
                  "values that do not change over time, texts or numbers, by which a hierarchy groups the series",
              example = "{\"region\": \"north\"}")
          @Nullable JsonNode statics) {}

  /// Series of a dataset.
  public record DatasetPart(
      String id,
      @Schema(description = "ids of the series; default: all") @Nullable List<String> series,
      @Schema(
              description =
                  "last time step that the forecasts use; default: the end of each series",
              example = "2026-02-01T00:00:00Z")
          @Nullable String cutoff) {}

  /// Values of a covariate known ahead.
  record AheadPart(
      @Schema(description = "name of the column", example = "temperature") String column,
      @Schema(description = "id of the series; default: all series that are forecast")
          @Nullable String series,
      @Schema(
              description =
                  "`[steps]` from the first step that is forecast; null keeps the value of the series",
              example = "[21.5, 22.0, null]")
          NumberRows values) {}
}
