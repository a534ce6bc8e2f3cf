package dev.rondo.server.forecast;

import dev.rondo.forecasting.document.JsonTypes;
import dev.rondo.forecasting.forecast.AheadValues.Fill;
import dev.rondo.forecasting.forecast.History;
import dev.rondo.forecasting.forecast.ServedModel;
import dev.rondo.forecasting.model.Model;
import dev.rondo.forecasting.reading.NamedColumns;
import dev.rondo.forecasting.reading.Reading;
import dev.rondo.forecasting.reading.ReadingMemory;
import dev.rondo.forecasting.reading.ReadingOptions;
import dev.rondo.forecasting.reading.Report;
import dev.rondo.forecasting.series.Column;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Role;
import dev.rondo.server.alias.Aliases;
import dev.rondo.server.dataset.DatasetDescription;
import dev.rondo.server.dataset.Datasets;
import dev.rondo.server.dataset.UploadFormat;
import dev.rondo.server.dataset.UploadParameters;
import dev.rondo.server.dataset.Uploads;
import dev.rondo.server.forecast.Forecasts.Unforecastable;
import dev.rondo.server.forecast.Forecasts.Wish;
import dev.rondo.server.memory.Reservation;
import dev.rondo.server.model.Models;
import dev.rondo.server.performance.Corrections;
import dev.rondo.server.performance.KeptForecasts;
import dev.rondo.server.web.BadRequestException;
import dev.rondo.server.web.Fault;
import dev.rondo.server.web.IdOrLatest;
import dev.rondo.server.web.NotFoundException;
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
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Forecasts with a model.
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Predictions", description = "Forecasts from raw values or from a dataset")
class PredictionController {
  private static final String BY_MODEL = "/models/{id}/predictions";
  private static final String BY_ALIAS = "/aliases/{alias}/predictions";

  private final Models models;
  private final Aliases aliases;
  private final Datasets datasets;
  private final Uploads uploads;
  private final Forecasts forecasts;
  private final KeptForecasts kept;
  private final Corrections corrections;
  private final Reservation memory;

  /// @param requestMemory memory of the current request, which grows with the datasets that it reads
  PredictionController(
      Models models,
      Aliases aliases,
      Datasets datasets,
      Uploads uploads,
      Forecasts forecasts,
      KeptForecasts kept,
      Corrections corrections,
      Reservation requestMemory) {
    this.models = models;
    this.aliases = aliases;
    this.datasets = datasets;
    this.uploads = uploads;
    this.forecasts = forecasts;
    this.kept = kept;
    this.corrections = corrections;
    this.memory = requestMemory;
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
  @PostMapping(
      path = BY_MODEL,
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = {MediaType.APPLICATION_JSON_VALUE, PredictionTexts.CSV, PredictionTexts.NDJSON})
  Predictions predict(@IdOrLatest @PathVariable String id, @RequestBody PredictionRequest request) {
    String modelId = models.resolve(id);
    ServedModel model = models.forecaster(modelId, memory);
    List<Fault> faults = new ArrayList<>();
    List<Double> levels = request.levels() == null ? model.usualLevels() : request.levels();
    List<Double> quantiles = Objects.requireNonNullElse(request.quantiles(), List.of());
    forecasts.check(request.horizon(), levels, Fault::at, faults);
    forecasts.check(quantiles, request.paths(), faults);
    AheadRequest ahead =
        new AheadRequest(
            Objects.requireNonNullElse(request.ahead(), List.of()), request.missingAhead());
    ahead.check(faults);
    Wish wish =
        new Wish(
            request.horizon(),
            levels,
            quantiles,
            Objects.requireNonNullElse(request.paths(), 0),
            Objects.requireNonNullElse(request.total(), false),
            Objects.requireNonNullElse(request.explain(), false),
            ahead);
    boolean keep = Objects.requireNonNullElse(request.keep(), false);
    boolean correct = Objects.requireNonNullElse(request.correct(), false);
    if (keep) Keeping.check(wish, model, request.dataset() != null, faults);
    if (correct) Correcting.check(model, request.dataset() != null, faults);
    Histories histories = new Histories(model.model().description());
    if ((request.series() == null) == (request.dataset() == null)) {
      faults.add(Fault.at("/series", "either series or dataset is required, and not both"));
    } else if (request.series() != null) {
      List<History> raw = histories.of(request.series(), faults);
      if (raw.isEmpty() && faults.isEmpty())
        faults.add(Fault.at("/series", "must hold at least one series"));
      if (faults.isEmpty()) {
        return forecasts.of(
            modelId,
            model,
            raw,
            i -> "/series/" + i + "/values",
            wish,
            Unforecastable.REFUSED,
            memory);
      }
    } else if (request.dataset() != null
        && request.dataset().series() != null
        && request.dataset().series().isEmpty()) {
      faults.add(
          Fault.at(
              "/dataset/series", "must name at least one series; leave it out to forecast all"));
    } else if (request.dataset() != null && faults.isEmpty()) {
      PredictionRequest.DatasetPart part = request.dataset();
      DatasetDescription found =
          datasets
              .find(part.id())
              .orElseThrow(() -> new NotFoundException("dataset", part.id(), "/dataset/id"));
      memory.grow(found.bytes());
      Dataset dataset = datasets.load(found, memory);
      List<History> stored = histories.of(dataset, "/dataset", part.series(), part.cutoff());
      DatasetPlaces places = new DatasetPlaces(dataset);
      FollowUp followUp = FollowUp.NONE;
      if (keep) followUp = new Keeping(kept, modelId, model, found.id(), places);
      if (correct)
        followUp =
            followUp.then(
                new Correcting(
                    corrections.of(modelId, model.model().description(), found.id()),
                    model,
                    places,
                    levels.size()));
      return forecasts
          .of(
              modelId,
              model,
              stored,
              i -> part.series() == null ? "/dataset" : "/dataset/series/" + i,
              wish,
              part.series() == null ? Unforecastable.SKIPPED : Unforecastable.REFUSED,
              followUp,
              memory)
          .with(histories.notes(dataset));
    }
    throw new BadRequestException(faults);
  }

  @Hidden // documented with the operation above, which accepts another media type
  @PostMapping(
      path = BY_MODEL,
      consumes = {PredictionTexts.CSV, PredictionTexts.NDJSON},
      produces = {MediaType.APPLICATION_JSON_VALUE, PredictionTexts.CSV, PredictionTexts.NDJSON})
  Predictions predictFromRows(
      @IdOrLatest @PathVariable String id,
      @Parameter(description = "steps ahead; only for a body of rows")
          @RequestParam(required = false)
          @Nullable Integer horizon,
      @Parameter(description = "levels of the intervals in percent; only for a body of rows")
          @RequestParam(name = "levels", required = false)
          @Nullable List<Double> asked,
      @Parameter(
              description =
                  "what replaces missing values of covariates known ahead: `last` or `mean`; only for a body of rows")
          @RequestParam(required = false)
          @Nullable String missingAhead,
      @ModelAttribute UploadParameters parameters,
      InputStream body,
      @Parameter(hidden = true) HttpServletRequest request)
      throws IOException {
    String modelId = models.resolve(id);
    ServedModel model = models.forecaster(modelId, memory);
    List<Double> levels = asked == null ? model.usualLevels() : asked;
    List<Fault> faults = new ArrayList<>();
    forecasts.check(
        horizon,
        levels,
        (pointer, detail) -> Fault.parameter(pointer.split("/", 3)[1], detail),
        faults);
    if (missingAhead != null && fill(missingAhead) == null)
      faults.add(
          Fault.parameter(
              "missingAhead", "missingAhead must be last or mean, was '" + missingAhead + "'"));
    if (!faults.isEmpty()) throw new BadRequestException(faults);
    String type = Objects.requireNonNullElse(request.getContentType(), "");
    UploadFormat format =
        type.startsWith(PredictionTexts.CSV) ? UploadFormat.CSV : UploadFormat.NDJSON;
    Reading rows =
        uploads.read(
            format,
            body,
            request.getContentLengthLong(),
            parameters.options(options(model.model().description()), request::getParameterValues));
    Histories histories = new Histories(model.model().description());
    return forecasts
        .of(
            modelId,
            model,
            histories.ofRows(rows.dataset()),
            _ -> "",
            new Wish(
                horizon,
                levels,
                List.of(),
                0,
                false,
                false,
                new AheadRequest(List.of(), fill(missingAhead))),
            Unforecastable.REFUSED,
            memory)
        .with(histories.rowNotes(rows.dataset()))
        .with(doubts(rows.report()));
  }

  /// Null if the text names none.
  private static @Nullable Fill fill(@Nullable String text) {
    for (Fill fill : Fill.values()) if (JsonTypes.kebab(fill.name()).equals(text)) return fill;
    return null;
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
  @PostMapping(
      path = BY_ALIAS,
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = {MediaType.APPLICATION_JSON_VALUE, PredictionTexts.CSV, PredictionTexts.NDJSON})
  Predictions predictByAlias(
      @Parameter(example = "champion") @PathVariable String alias,
      @RequestBody PredictionRequest request) {
    return predict(aliases.model(alias), request);
  }

  @Hidden // documented with the operation above, which accepts another media type
  @PostMapping(
      path = BY_ALIAS,
      consumes = {PredictionTexts.CSV, PredictionTexts.NDJSON},
      produces = {MediaType.APPLICATION_JSON_VALUE, PredictionTexts.CSV, PredictionTexts.NDJSON})
  Predictions predictFromRowsByAlias(
      @Parameter(example = "champion") @PathVariable String alias,
      @RequestParam(required = false) @Nullable Integer horizon,
      @RequestParam(name = "levels", required = false) @Nullable List<Double> asked,
      @RequestParam(required = false) @Nullable String missingAhead,
      @ModelAttribute UploadParameters parameters,
      InputStream body,
      @Parameter(hidden = true) HttpServletRequest request)
      throws IOException {
    return predictFromRows(
        aliases.model(alias), horizon, asked, missingAhead, parameters, body, request);
  }

  private static List<String> doubts(Report report) {
    return report.findings().stream()
        .filter(finding -> finding.kind() == Report.Kind.WARNING)
        .map(finding ->
            finding.lines().isEmpty()
                ? finding.detail()
                : finding.detail() + " (lines " + finding.lines() + ")")
        .toList();
  }

  /// Reads rows like the training data of the model. A single column may have any name.
  private static ReadingOptions options(Model.Description model) {
    List<Column> columns = model.columns().size() == 1 ? List.of() : model.columns();
    return new ReadingOptions(
        new NamedColumns(
            null,
            List.of(),
            names(columns, Role.TARGET),
            names(columns, Role.FUTURE_COVARIATE),
            names(columns, Role.PAST_COVARIATE)),
        null,
        model.frequency(),
        model.zone(),
        null,
        null,
        null,
        null,
        model.table(),
        ReadingMemory.UNLIMITED);
  }

  private static List<String> names(List<Column> columns, Role role) {
    return columns.stream().filter(column -> column.role() == role).map(Column::name).toList();
  }
}
