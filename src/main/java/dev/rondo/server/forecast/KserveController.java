package dev.rondo.server.forecast;

import dev.rondo.server.overload.ShedUnderLoad;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// Forecasts for clients of KServe.
@RestController
@Tag(name = "Predictions")
class KserveController {
  private final KserveForecasts forecasts;

  KserveController(KserveForecasts forecasts) {
    this.forecasts = forecasts;
  }

  @Operation(
      operationId = "forecastByKserve",
      summary = "Forecast by the protocol of KServe",
      description =
          "The time series forecast protocol of KServe. Members beyond the protocol are ignored. Inputs without a forecast have the status `error`; a request without any forecast is"
              + " answered with a problem.",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON_VALUE,
                      schema = @Schema(implementation = KserveRequest.class),
                      examples =
                          @ExampleObject(name = "Two series", value = PredictionExamples.KSERVE))))
  @ShedUnderLoad
  @PostMapping(
      path = "/v1/timeseries/forecast",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  KserveAnswer forecast(@RequestBody KserveRequest request) {
    return forecasts.of(request);
  }
}
