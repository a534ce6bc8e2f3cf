package dev.rondo.server.anomaly;

import dev.rondo.server.overload.ShedUnderLoad;
import dev.rondo.server.web.CsvTables;
import dev.rondo.server.web.IdOrLatest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// Searches series for anomalies.
@RestController
@Tag(name = "Anomalies", description = "Observations that a model did not expect")
class AnomalyController {
  private static final String DATASET =
      """
      {"falseAlarmRate": 0.01, "dataset": {"id": "latest", "series": ["series-00001"]}}\
      """;
  private static final String RAW =
      """
      {"series": [{"id": "a", "start": "2026-01-01T00:00:00Z", "values": [0.1, 0.2, null, 0.4]}]}\
      """;

  private final AnomalySearches searches;

  AnomalyController(AnomalySearches searches) {
    this.searches = searches;
  }

  @Operation(
      operationId = "findAnomalies",
      summary = "Search series for anomalies",
      description =
          "Compares each observation with the forecast made from the values before it. The threshold is a rate of false alarms. Points, level shifts and gaps are told apart. As JSON or"
              + " `text/csv`.",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON_VALUE,
                      schema = @Schema(implementation = AnomalyRequest.class),
                      examples = {
                        @ExampleObject(name = "From a dataset", value = DATASET),
                        @ExampleObject(name = "Raw series", value = RAW)
                      })))
  @ApiResponse(
      responseCode = "200",
      description = "The scores of all observations, and the anomalies",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON_VALUE,
            schema = @Schema(implementation = AnomalyAnswer.class)),
        @Content(
            mediaType = CsvTables.CSV,
            schema = @Schema(type = "string"),
            examples =
                @ExampleObject(
                    "seriesId,target,step,timestamp,value,expected,lower,upper,score,probability,kind\na,,31,2026-01-05T00:00:00Z,9.5,1.2,0.4,2.0,10.4,1.0E-12,point\n"))
      })
  @ShedUnderLoad
  @PostMapping(
      path = "/api/v1/models/{id}/anomalies",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = {MediaType.APPLICATION_JSON_VALUE, CsvTables.CSV})
  AnomalyAnswer find(@IdOrLatest @PathVariable String id, @RequestBody AnomalyRequest request) {
    return searches.of(id, request);
  }
}
