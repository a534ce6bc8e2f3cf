package dev.rondo.server.forecast;

import dev.rondo.server.alias.Aliases;
import dev.rondo.server.dataset.UploadParameters;
import dev.rondo.server.overload.ShedUnderLoad;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Forecasts with the model that an alias stands for.
@RestController
@Tag(name = "Predictions")
class AliasPredictionController {
  private static final String PATH = "/api/v1/aliases/{alias}/predictions";

  private final Aliases aliases;
  private final RequestedForecasts series;
  private final RowForecasts rows;

  AliasPredictionController(Aliases aliases, RequestedForecasts series, RowForecasts rows) {
    this.aliases = aliases;
    this.series = series;
    this.rows = rows;
  }

  @Operation(
      operationId = "predictByAlias",
      summary = "Forecast with the model that an alias stands for",
      description = "As the predictions of a model; `modelId` of the answer names the model.",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON_VALUE,
                      schema = @Schema(implementation = PredictionRequest.class),
                      examples =
                          @ExampleObject(
                              name = "From a dataset",
                              value = PredictionExamples.DATASET))))
  @ApiResponse(
      responseCode = "200",
      description = "One forecast for each series and target",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON_VALUE,
              schema = @Schema(implementation = Predictions.class)))
  @ShedUnderLoad
  @PostMapping(
      path = PATH,
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = {MediaType.APPLICATION_JSON_VALUE, PredictionTexts.CSV, PredictionTexts.NDJSON})
  Predictions predictByAlias(
      @Parameter(example = "champion") @PathVariable String alias,
      @RequestBody PredictionRequest request) {
    return series.of(aliases.model(alias), request);
  }

  @Hidden // documented with the operation above, which accepts another media type
  @ShedUnderLoad
  @PostMapping(
      path = PATH,
      consumes = {PredictionTexts.CSV, PredictionTexts.NDJSON},
      produces = {MediaType.APPLICATION_JSON_VALUE, PredictionTexts.CSV, PredictionTexts.NDJSON})
  Predictions predictFromRowsByAlias(
      @Parameter(example = "champion") @PathVariable String alias,
      @RequestParam(required = false) @Nullable Integer horizon,
      @RequestParam(required = false) @Nullable List<Double> levels,
      @RequestParam(required = false) @Nullable String missingAhead,
      @ModelAttribute UploadParameters parameters,
      @Parameter(hidden = true) HttpServletRequest request)
      throws IOException {
    return rows.of(
        aliases.model(alias),
        new RowForecasts.Query(horizon, levels, missingAhead),
        parameters,
        request);
  }
}
