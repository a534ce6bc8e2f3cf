package dev.rondo.server.forecast;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An answer of the forecast protocol of KServe; the annotations describe the members.
record KserveAnswer(
    String id,
    @JsonProperty("created_at")
        @Schema(description = "seconds since 1970 UTC", example = "1741476542")
        long createdAt,
    @Schema(description = "`partial` if some inputs have no forecast") Status status,
    @Schema(description = "null: a request that fails is answered with a problem")
        @Nullable Failure error,
    @Schema(description = "as in the request") String model,
    @Schema(description = "one for each input, in order") List<Output> outputs,
    Usage usage,
    @Schema(description = "beyond the protocol: warnings as those of a prediction")
        List<String> warnings) {

  enum Status {
    COMPLETED,
    PARTIAL,
    ERROR
  }

  /// The forecast of one input.
  record Output(
      @Schema(description = "`time_series_forecast`") String type,
      String id,
      Status status,
      @Schema(description = "one item; none if the status is `error`") List<Content> content,
      @Nullable Failure error) {}

  /// @param meanForecast `[horizon]`, or `[horizon][targets]` of a multivariate input
  /// @param quantiles by the level as text, in the form of `meanForecast`; null if none were asked for
  record Content(
      String type,
      String name,
      @JsonProperty("mean_forecast")
          @Schema(
              description =
                  "point forecast, which is the median: `[horizon]`; multivariate `[horizon][targets]`")
          Object meanForecast,
      @Schema(description = "as in the request", example = "D") String frequency,
      @JsonProperty("start_timestamp")
          @Schema(
              description = "time of the first step; empty if the input has no start",
              example = "2025-06-12T13:10:00Z")
          String startTimestamp,
      @Schema(description = "by level, such as `0.1`; only if some were asked for")
          @JsonInclude(JsonInclude.Include.NON_NULL)
          @Nullable Map<String, Object> quantiles) {}

  /// Why an input has no forecast.
  record Failure(
      @Nullable String code,
      String message,
      @Schema(description = "JSON Pointer into the request") @Nullable String param,
      String type) {}

  /// Counts of numbers instead of tokens.
  record Usage(
      @JsonProperty("prompt_tokens") @Schema(description = "numbers of the inputs")
          long promptTokens,
      @JsonProperty("completion_tokens") @Schema(description = "numbers of the forecasts")
          long completionTokens,
      @JsonProperty("total_tokens") long totalTokens) {}
}
