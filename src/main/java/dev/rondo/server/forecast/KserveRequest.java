package dev.rondo.server.forecast;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.rondo.server.web.Extensible;
import dev.rondo.server.web.NumberRows;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A request of the forecast protocol of KServe; the annotations describe the members.
@Extensible
record KserveRequest(
    @Schema(
            description = "id of a model, an alias, or the name that only one model has",
            example = "timesfm")
        String model,
    List<Input> inputs,
    Options options) {

  /// A series.
  @Extensible
  record Input(
      @Schema(
              description = "`univariate_time_series` or `multivariate_time_series`",
              example = "univariate_time_series")
          String type,
      @Schema(description = "unique in the request", example = "stock_price") String name,
      @Schema(
              description =
                  "`[steps]`; multivariate `[steps][columns]` in the order of the model's columns. null marks a missing value",
              example = "[120, 122, 125]")
          NumberRows series,
      @Schema(
              description =
                  "`S`, `T` (minutes), `H`, `D`, `W`, `M`, `Q`, `Y`, their names `second` to `year`, or, beyond the protocol, a duration such as `PT30M`. It must be that of the model, unless the model counts steps",
              example = "D")
          String frequency,
      @JsonProperty("start_timestamp")
          @Schema(description = "time of the first value", example = "2025-06-05T13:10:00Z")
          @Nullable String startTimestamp) {
    static final String UNIVARIATE = "univariate_time_series";
    static final String MULTIVARIATE = "multivariate_time_series";

    Input {
      if (!type.equals(UNIVARIATE) && !type.equals(MULTIVARIATE))
        throw new IllegalArgumentException(
            "type must be %s or %s, was '%s'".formatted(UNIVARIATE, MULTIVARIATE, type));
      KserveFrequency.parse(frequency);
    }

    boolean univariate() {
      return type.equals(UNIVARIATE);
    }
  }

  /// What is forecast.
  @Extensible
  record Options(
      @Schema(description = "steps ahead, 1 to 10000", example = "4") int horizon,
      @Schema(
              description = "levels between 0 and 1; default: only the mean",
              example = "[0.1, 0.5, 0.9]")
          @Nullable List<Double> quantiles) {}
}
