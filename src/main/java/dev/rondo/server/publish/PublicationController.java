package dev.rondo.server.publish;

import dev.rondo.server.conditional.Tagged;
import dev.rondo.server.memory.Reservation;
import dev.rondo.server.web.Page;
import dev.rondo.server.web.PageParameters;
import dev.rondo.server.web.Paging;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// Publishes forecasts as metrics.
@RestController
@Tag(
    name = "Published forecasts",
    description =
        "Forecasts for the present, or for some time ahead of it, as metrics of Prometheus")
class PublicationController {
  private static final String PATH = "/api/v1/published-forecasts";
  private static final String METRICS = "text/plain;version=0.0.4;charset=utf-8";
  private static final String EXAMPLE =
      "{\"modelId\": \"latest\", \"datasetId\": \"latest\", \"ahead\": \"PT0S\", \"every\": \"PT1M\"}";
  private static final String METRICS_EXAMPLE =
      """
      # HELP requests:upper Upper bound of the forecast
      # TYPE requests:upper gauge
      requests:upper{instance="",job="api"} 42.5
      """;

  /// Bytes of the metrics of a series, with those of their text.
  private static final long BYTES_OF_SERIES = 1500;

  private final Publisher publisher;
  private final Clock clock;
  private final Reservation memory;

  /// @param requestMemory memory of the current request
  PublicationController(Publisher publisher, Clock clock, Reservation requestMemory) {
    this.publisher = publisher;
    this.clock = clock;
    this.memory = requestMemory;
  }

  @Operation(
      operationId = "putPublishedForecast",
      summary = "Publish forecasts",
      description =
          "Forecasts each series of a dataset, and serves the values for the present, or for some time ahead of it, as the metrics `<name>:predicted`, `<name>:lower` and `<name>:upper` at"
              + " `/api/v1/metrics/forecasts`. A refresh adds the newest values to a dataset from Prometheus and forecasts again if the dataset or the model has changed.",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON_VALUE,
                      schema = @Schema(implementation = PublicationRequest.class),
                      examples = @ExampleObject(name = "For the present", value = EXAMPLE))))
  @ApiResponse(responseCode = "200", description = "Replaced")
  @ApiResponse(
      responseCode = "201",
      description = "Published",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON_VALUE,
              schema = @Schema(implementation = PublicationDescription.class)))
  @PutMapping(
      path = PATH + "/{forecast}",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<PublicationDescription> put(
      @Parameter(
              description = "begin of the names of its metrics: letters, digits, `_` and `:`",
              example = "requests")
          @PathVariable
          String forecast,
      @RequestBody PublicationRequest request) {
    Publisher.Put put = publisher.put(forecast, request, memory);
    PublicationDescription described =
        PublicationDescription.of(put.publication(), clock.instant());
    return put.created()
        ? ResponseEntity.created(URI.create(PATH + "/" + forecast)).body(described)
        : ResponseEntity.ok(described);
  }

  @Operation(operationId = "listPublishedForecasts", summary = "List published forecasts, by name")
  @GetMapping(path = PATH, produces = MediaType.APPLICATION_JSON_VALUE)
  Page<PublicationDescription> all(@ParameterObject @ModelAttribute PageParameters page) {
    Paging paging = page.paging();
    return Page.of(publisher.all(paging), paging, each -> each.row.name())
        .map(each -> PublicationDescription.of(each, clock.instant()));
  }

  @Operation(operationId = "getPublishedForecast", summary = "Get a published forecast")
  @Tagged
  @GetMapping(path = PATH + "/{forecast}", produces = MediaType.APPLICATION_JSON_VALUE)
  PublicationDescription one(@Parameter(example = "requests") @PathVariable String forecast) {
    return PublicationDescription.of(publisher.get(forecast), clock.instant());
  }

  @Operation(operationId = "deletePublishedForecast", summary = "End the publication of forecasts")
  @ApiResponse(responseCode = "204", description = "Removed")
  @DeleteMapping(PATH + "/{forecast}")
  ResponseEntity<Void> remove(@Parameter(example = "requests") @PathVariable String forecast) {
    publisher.remove(forecast);
    return ResponseEntity.noContent().build();
  }

  @Operation(
      operationId = "getForecastMetrics",
      summary = "Get the published forecasts as metrics",
      description =
          "To be scraped by Prometheus with `honor_labels: true`. A metric has the labels of its series. A series whose forecast does not reach the time has no value.")
  @ApiResponse(
      responseCode = "200",
      description = "Metrics in the text format of Prometheus",
      content =
          @Content(
              mediaType = METRICS,
              schema = @Schema(type = "string"),
              examples = @ExampleObject(METRICS_EXAMPLE)))
  @GetMapping(path = "/api/v1/metrics/forecasts", produces = METRICS)
  byte[] metrics() throws IOException {
    List<Publication> all = publisher.all();
    memory.grow(BYTES_OF_SERIES * all.stream().mapToLong(Publication::series).sum());
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    PrometheusTextFormatWriter.create()
        .write(text, ForecastGauges.of(all, clock.instant()), EscapingScheme.UNDERSCORE_ESCAPING);
    return text.toByteArray();
  }
}
