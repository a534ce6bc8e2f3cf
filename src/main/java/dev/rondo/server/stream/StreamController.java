package dev.rondo.server.stream;

import dev.rondo.forecasting.anomaly.AnomalySpec;
import dev.rondo.server.conditional.Tagged;
import dev.rondo.server.forecast.Forecasts;
import dev.rondo.server.forecast.PredictionTexts;
import dev.rondo.server.forecast.Predictions;
import dev.rondo.server.memory.Reservation;
import dev.rondo.server.overload.ShedUnderLoad;
import dev.rondo.server.web.BadRequestException;
import dev.rondo.server.web.Fault;
import dev.rondo.server.web.Page;
import dev.rondo.server.web.PageParameters;
import dev.rondo.server.web.Paging;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/// Keeps streams, adds observations to them and forecasts their series.
@RestController
@RequestMapping("/api/v1/streams")
@Tag(
    name = "Streams",
    description = "The latest values of series, to which observations are added as they come")
class StreamController {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._~-]{0,99}");
  private static final String STEPS = "steps ahead, 1 to 10000";
  private static final String LEVELS =
      "levels of the intervals in percent; default: 80 and 95, as far as the model can give them";

  private static final String RATE =
      "scores the observations by the forecasts from the values before them, in `observations` of each forecast: share of usual observations that may raise an alarm, from 0.0001 to 0.2";

  private final Streams streams;
  private final StreamEvents events;
  private final ObservationBodies bodies;
  private final Forecasts forecasts;
  private final Reservation memory;

  /// @param requestMemory memory of the current request
  StreamController(
      Streams streams,
      StreamEvents events,
      ObservationBodies bodies,
      Forecasts forecasts,
      Reservation requestMemory) {
    this.streams = streams;
    this.events = events;
    this.bodies = bodies;
    this.forecasts = forecasts;
    this.memory = requestMemory;
  }

  @Operation(
      operationId = "putStream",
      summary = "Create or replace a stream",
      description =
          "`series` gives each series its history, of which the stream keeps the steps that the model reads. Without it, a stream that exists keeps its series and gets the model and the"
              + " expiry.",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON_VALUE,
                      schema = @Schema(implementation = StreamRequest.class),
                      examples = @ExampleObject(name = "Stream", value = StreamExamples.STREAM))))
  @ApiResponse(responseCode = "200", description = "The stream was replaced")
  @ApiResponse(
      responseCode = "201",
      description = "The stream was created",
      content = @Content(schema = @Schema(implementation = StreamDescription.class)))
  @PutMapping(
      path = "/{id}",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<StreamDescription> put(
      @Parameter(
              description = "chosen by the client: letters, digits and `.`, `_`, `~`, `-`",
              example = "sensors")
          @PathVariable
          String id,
      @RequestBody StreamRequest request) {
    if (!ID.matcher(id).matches())
      throw new BadRequestException(
          Fault.parameter(
              "id",
              "id must have 1 to 100 letters, digits or ., _, ~, -, and begin with a letter or digit"));
    StreamStore.Put put = streams.put(id, request, memory);
    StreamDescription stream = StreamDescription.of(put.row());
    return put.created()
        ? ResponseEntity.created(URI.create("/api/v1/streams/" + id)).body(stream)
        : ResponseEntity.ok(stream);
  }

  @Operation(operationId = "listStreams", summary = "List streams in the order of their ids")
  @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
  Page<StreamDescription> all(@ParameterObject @ModelAttribute PageParameters page) {
    Paging paging = page.paging();
    return Page.of(streams.all(paging), paging, StreamRow::id).map(StreamDescription::of);
  }

  @Operation(operationId = "getStream", summary = "Get a stream")
  @Tagged
  @GetMapping(path = "/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
  StreamDescription one(@Parameter(example = "sensors") @PathVariable String id) {
    return StreamDescription.of(streams.get(id));
  }

  @Operation(operationId = "deleteStream", summary = "Delete a stream")
  @ApiResponse(responseCode = "204", description = "Removed")
  @DeleteMapping("/{id}")
  ResponseEntity<Void> remove(@Parameter(example = "sensors") @PathVariable String id) {
    streams.remove(id);
    return ResponseEntity.noContent().build();
  }

  @Operation(
      operationId = "observe",
      summary = "Add observations and forecast their series",
      description =
          "The body is one observation, an array of them, or NDJSON. The answer comes when all are stored, and has a forecast for each series that they name. An observation with a `time` or"
              + " `step` that the stream already has adds nothing; one with another value is refused, and then nothing of the request is stored.",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content = {
                @Content(
                    mediaType = MediaType.APPLICATION_JSON_VALUE,
                    array =
                        @ArraySchema(schema = @Schema(implementation = StreamObservation.class)),
                    examples =
                        @ExampleObject(name = "Observations", value = StreamExamples.OBSERVATIONS)),
                @Content(
                    mediaType = PredictionTexts.NDJSON,
                    schema = @Schema(type = "string"),
                    examples = @ExampleObject(name = "Lines", value = StreamExamples.LINES))
              }))
  @ApiResponse(
      responseCode = "200",
      description = "One forecast for each series of the request",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON_VALUE,
            schema = @Schema(implementation = Predictions.class)),
        @Content(
            mediaType = PredictionTexts.CSV,
            schema = @Schema(type = "string"),
            examples = @ExampleObject(StreamExamples.CSV_ANSWER)),
        @Content(
            mediaType = PredictionTexts.NDJSON,
            schema = @Schema(type = "string"),
            examples = @ExampleObject(StreamExamples.NDJSON_ANSWER))
      })
  @ApiResponse(
      responseCode = "409",
      description = "The model of the stream was removed",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
              schema = @Schema(ref = "#/components/schemas/Problem")))
  @ShedUnderLoad
  @PostMapping(
      path = "/{id}/observations",
      consumes = {MediaType.APPLICATION_JSON_VALUE, PredictionTexts.NDJSON},
      produces = {MediaType.APPLICATION_JSON_VALUE, PredictionTexts.CSV, PredictionTexts.NDJSON})
  Predictions observe(
      @Parameter(example = "sensors") @PathVariable String id,
      @Parameter(description = STEPS) @RequestParam(defaultValue = "1") int horizon,
      @Parameter(description = LEVELS) @RequestParam(required = false)
          @Nullable List<Double> levels,
      @Parameter(description = RATE) @RequestParam(required = false)
          @Nullable Double falseAlarmRate,
      InputStream body,
      @Parameter(hidden = true) HttpServletRequest request)
      throws IOException {
    StreamQuery query = query(horizon, levels, falseAlarmRate);
    String type = Objects.requireNonNullElse(request.getContentType(), "");
    List<Observed> observations = bodies.read(body, type.startsWith(PredictionTexts.NDJSON));
    return streams.observe(id, observations, query, memory);
  }

  @Operation(
      operationId = "followStream",
      summary = "Follow the forecasts of a stream",
      description =
          "Streams server-sent events `forecasts`: the forecasts of the series that have changed. A client that reads slowly gets the latest forecast of each series instead of all. `Last-Event-ID`"
              + " resumes after that change; without it, the stream begins with the next one. News of many values is split into several events; only the last one has the new id.")
  @ApiResponse(
      responseCode = "200",
      description = "The events",
      content =
          @Content(
              mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
              schema = @Schema(type = "string"),
              examples = @ExampleObject(StreamExamples.EVENTS)))
  @GetMapping(path = "/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  ResponseEntity<SseEmitter> events(
      @Parameter(example = "sensors") @PathVariable String id,
      @Parameter(description = STEPS) @RequestParam(defaultValue = "1") int horizon,
      @Parameter(description = LEVELS) @RequestParam(required = false)
          @Nullable List<Double> levels,
      @Parameter(description = RATE) @RequestParam(required = false)
          @Nullable Double falseAlarmRate,
      @Parameter(description = "id of the last event that the client received")
          @RequestHeader(name = "Last-Event-ID", required = false)
          @Nullable Long lastEventId) {
    StreamQuery query = query(horizon, levels, falseAlarmRate);
    if (lastEventId != null && lastEventId < 0)
      throw new BadRequestException(
          Fault.parameter("Last-Event-ID", "Last-Event-ID must be at least 0, was " + lastEventId));
    StreamRow row = streams.get(id);
    streams.check(row, query, memory);
    long after = lastEventId == null ? row.seq() : lastEventId;
    return ResponseEntity.ok()
        .header("Cache-Control", "no-store")
        .header("X-Accel-Buffering", "no")
        .body(events.open(id, after, query));
  }

  /// Throws [BadRequestException] with all faults.
  private StreamQuery query(
      int horizon, @Nullable List<Double> levels, @Nullable Double falseAlarmRate) {
    List<Fault> faults = new ArrayList<>();
    forecasts.check(
        horizon,
        levels == null ? List.of() : levels,
        (pointer, detail) -> Fault.parameter(pointer.split("/", 3)[1], detail),
        faults);
    AnomalySpec anomalies = null;
    try {
      if (falseAlarmRate != null) anomalies = new AnomalySpec(falseAlarmRate, 1);
    } catch (IllegalArgumentException e) {
      faults.add(Fault.parameter("falseAlarmRate", String.valueOf(e.getMessage())));
    }
    if (!faults.isEmpty()) throw new BadRequestException(faults);
    return new StreamQuery(horizon, levels, anomalies);
  }
}
