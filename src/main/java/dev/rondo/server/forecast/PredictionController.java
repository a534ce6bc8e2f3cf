package dev.rondo.server.forecast;

import dev.rondo.server.dataset.UploadParameters;
import dev.rondo.server.overload.ShedUnderLoad;
import dev.rondo.server.web.IdOrLatest;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.ArraySchema;
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

/// Forecasts with a model.
@RestController
@Tag(name = "Predictions", description = "Forecasts from raw values or from a dataset")
class PredictionController {
  private static final String PATH = "/api/v1/models/{id}/predictions";

  private final RequestedForecasts series;
  private final RowForecasts rows;

  PredictionController(RequestedForecasts series, RowForecasts rows) {
    this.series = series;
    this.rows = rows;
  }

  @Operation(
      operationId = "predict",
      summary = "Forecast",
      description =
          "Forecasts raw series or series of a dataset. `horizon` is the number of steps ahead; 1 predicts the next step. A body of type `text/csv` or `application/x-ndjson` contains raw"
              + " series in the long layout; then horizon, levels and the parameters of an upload are in the query. The answer is JSON, `text/csv` or `application/x-ndjson`.",
      parameters = {
        @Parameter(
            in = ParameterIn.QUERY,
            name = "horizon",
            description = "steps ahead; only for a body of rows",
            schema = @Schema(type = "integer", format = "int32")),
        @Parameter(
            in = ParameterIn.QUERY,
            name = "levels",
            description = "levels of the intervals in percent; only for a body of rows",
            array = @ArraySchema(schema = @Schema(type = "number", format = "double"))),
        @Parameter(
            in = ParameterIn.QUERY,
            name = "missingAhead",
            description =
                "what replaces missing values of covariates known ahead; only for a body of rows",
            schema =
                @Schema(
                    type = "string",
                    allowableValues = {"last", "mean"}))
      },
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content = {
                @Content(
                    mediaType = MediaType.APPLICATION_JSON_VALUE,
                    schema = @Schema(implementation = PredictionRequest.class),
                    examples = {
                      @ExampleObject(name = "Raw series", value = PredictionExamples.RAW),
                      @ExampleObject(name = "From a dataset", value = PredictionExamples.DATASET),
                      @ExampleObject(name = "To be kept", value = PredictionExamples.KEPT)
                    }),
                @Content(
                    mediaType = PredictionTexts.CSV,
                    schema = @Schema(type = "string"),
                    examples = @ExampleObject(name = "Rows", value = PredictionExamples.CSV)),
                @Content(
                    mediaType = PredictionTexts.NDJSON,
                    schema = @Schema(type = "string"),
                    examples = @ExampleObject(name = "Lines", value = PredictionExamples.NDJSON))
              }))
  @ApiResponse(
      responseCode = "200",
      description = "One forecast for each series and target",
      headers =
          @Header(
              name = PredictionTexts.WARNING,
              description =
                  "a warning, in answers as CSV or NDJSON; repeated for each. UTF-8, percent-encoded outside printable ASCII",
              schema = @Schema(type = "string")),
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON_VALUE,
            schema = @Schema(implementation = Predictions.class)),
        @Content(
            mediaType = PredictionTexts.CSV,
            schema = @Schema(type = "string"),
            examples = @ExampleObject(PredictionExamples.CSV_ANSWER)),
        @Content(
            mediaType = PredictionTexts.NDJSON,
            schema = @Schema(type = "string"),
            examples = @ExampleObject(PredictionExamples.NDJSON_ANSWER))
      })
  @ShedUnderLoad
  @PostMapping(
      path = PATH,
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = {MediaType.APPLICATION_JSON_VALUE, PredictionTexts.CSV, PredictionTexts.NDJSON})
  Predictions predict(@IdOrLatest @PathVariable String id, @RequestBody PredictionRequest request) {
    return series.of(id, request);
  }

  @Hidden // documented with the operation above, which accepts another media type
  @ShedUnderLoad
  @PostMapping(
      path = PATH,
      consumes = {PredictionTexts.CSV, PredictionTexts.NDJSON},
      produces = {MediaType.APPLICATION_JSON_VALUE, PredictionTexts.CSV, PredictionTexts.NDJSON})
  Predictions predictFromRows(
      @IdOrLatest @PathVariable String id,
      @Parameter(description = "steps ahead; only for a body of rows")
          @RequestParam(required = false)
          @Nullable Integer horizon,
      @Parameter(description = "levels of the intervals in percent; only for a body of rows")
          @RequestParam(required = false)
          @Nullable List<Double> levels,
      @Parameter(
              description =
                  "what replaces missing values of covariates known ahead: `last` or `mean`; only for a body of rows")
          @RequestParam(required = false)
          @Nullable String missingAhead,
      @ModelAttribute UploadParameters parameters,
      @Parameter(hidden = true) HttpServletRequest request)
      throws IOException {
    return rows.of(id, new RowForecasts.Query(horizon, levels, missingAhead), parameters, request);
  }
}
