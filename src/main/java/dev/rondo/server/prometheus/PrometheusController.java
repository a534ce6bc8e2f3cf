package dev.rondo.server.prometheus;

import dev.rondo.server.dataset.Appended;
import dev.rondo.server.dataset.DatasetDescription;
import dev.rondo.server.idempotency.Idempotent;
import dev.rondo.server.memory.Reservation;
import dev.rondo.server.web.IdOrLatest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Makes datasets of range queries of Prometheus servers.
@RestController
@RequestMapping(path = "/api/v1/datasets", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Prometheus", description = "Datasets of range queries of Prometheus servers")
class PrometheusController {
  private static final String EXAMPLE =
      """
      {"name": "requests", "url": "http://localhost:9090", "query": "sum by (job) (rate(http_requests_total[5m]))",
       "start": "2026-01-01T00:00:00Z", "end": "2026-01-02T00:00:00Z", "step": "5m"}\
      """;

  private final PrometheusSource source;
  private final Reservation memory;

  /// @param requestMemory memory of the current request, which grows with the values that are read
  PrometheusController(PrometheusSource source, Reservation requestMemory) {
    this.source = source;
    this.memory = requestMemory;
  }

  @Operation(
      operationId = "addPrometheusDataset",
      summary = "Make a dataset of a range query",
      description =
          "Each series of the result becomes a series, with its labels as id, as in `up{job=\"api\"}`, and as static values. Times without a value, NaN and infinite values are missing. Longer"
              + " ranges than Prometheus answers at once are read in parts. Only the servers of `rondo.prometheus.servers` are asked.",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON_VALUE,
                      schema = @Schema(implementation = PrometheusRequest.class),
                      examples = @ExampleObject(name = "Requests", value = EXAMPLE))))
  @ApiResponse(
      responseCode = "201",
      description = "The dataset; `Location` is its URL",
      useReturnTypeSchema = true)
  @ApiResponse(
      responseCode = "502",
      description = "The server failed or cannot be reached",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
              schema = @Schema(ref = "#/components/schemas/Problem")))
  @Idempotent
  @PostMapping(path = "/prometheus", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<DatasetDescription> add(@RequestBody PrometheusRequest request) {
    DatasetDescription dataset = source.add(request, memory);
    return ResponseEntity.created(URI.create("/api/v1/datasets/" + dataset.id())).body(dataset);
  }

  @Operation(
      operationId = "refreshDataset",
      summary = "Add the newest values from Prometheus",
      description =
          "Runs the query of the dataset for the steps after its end, and adds the values. New series may begin. Refused with 409 if the dataset was not read from Prometheus.")
  @ApiResponse(
      responseCode = "200",
      description = "What changed; `ETag` names the version of the dataset",
      useReturnTypeSchema = true)
  @ApiResponse(
      responseCode = "409",
      description = "The dataset was not read from Prometheus",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
              schema = @Schema(ref = "#/components/schemas/Problem")))
  @ApiResponse(
      responseCode = "502",
      description = "The server failed or cannot be reached",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
              schema = @Schema(ref = "#/components/schemas/Problem")))
  @PostMapping("/{id}/refresh")
  ResponseEntity<Appended> refresh(
      @IdOrLatest @PathVariable String id,
      @Parameter(description = "last time to read; default: now", example = "2026-02-02T00:00:00Z")
          @RequestParam(required = false)
          @Nullable String end) {
    Appended answer = source.refresh(id, end, memory);
    return ResponseEntity.ok()
        .eTag(DatasetDescription.etag(answer.version(), answer.fingerprint()))
        .body(answer);
  }
}
