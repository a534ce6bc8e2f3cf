package dev.rondo.server.performance;

import dev.rondo.server.memory.Reservation;
import dev.rondo.server.model.Models;
import dev.rondo.server.model.StoredModel;
import dev.rondo.server.web.IdOrLatest;
import dev.rondo.server.web.NotFoundException;
import dev.rondo.server.web.Page;
import dev.rondo.server.web.PageParameters;
import dev.rondo.server.web.Paging;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Tells how the kept forecasts of a model compare with the values that came, and lists and deletes kept forecasts.
@RestController
@RequestMapping("/api/v1/models/{id}")
@Tag(
    name = "Performance",
    description = "Kept forecasts and their errors as the actual values arrive")
class PerformanceController {
  private final Models models;
  private final KeptForecasts kept;
  private final Scoring scoring;
  private final PerformanceWatch watch;
  private final Reservation memory;

  /// @param requestMemory memory of the current request
  PerformanceController(
      Models models,
      KeptForecasts kept,
      Scoring scoring,
      PerformanceWatch watch,
      Reservation requestMemory) {
    this.memory = requestMemory;
    this.models = models;
    this.kept = kept;
    this.scoring = scoring;
    this.watch = watch;
  }

  @Operation(
      operationId = "getPerformance",
      summary = "Get the errors of kept forecasts",
      description =
          "Compares the forecasts that were requested with `keep` with the values that the newest version of their dataset has: error, bias, quantile loss and coverage, overall and by steps ahead, beside the figures on held-out data. `drift` tells whether the errors of one step ahead have changed.")
  @GetMapping(path = "/performance", produces = MediaType.APPLICATION_JSON_VALUE)
  ModelPerformance performance(@IdOrLatest @PathVariable String id) {
    ModelPerformance measured = scoring.of(models.get(id));
    watch.take(measured);
    return measured;
  }

  @Operation(
      operationId = "listPerformanceOfSeries",
      summary = "List the errors of kept forecasts by series")
  @GetMapping(path = "/performance/series", produces = MediaType.APPLICATION_JSON_VALUE)
  Page<SeriesPerformance> series(
      @IdOrLatest @PathVariable String id, @ParameterObject @ModelAttribute PageParameters page) {
    return scoring.series(models.get(id), page.paging());
  }

  @Operation(operationId = "listKeptForecasts", summary = "List kept forecasts, newest first")
  @GetMapping(path = "/kept-forecasts", produces = MediaType.APPLICATION_JSON_VALUE)
  Page<KeptForecastDescription> all(
      @IdOrLatest @PathVariable String id,
      @Parameter(description = "only forecasts of series with this id")
          @RequestParam(required = false)
          @Nullable String series,
      @ParameterObject @ModelAttribute PageParameters page) {
    StoredModel model = models.get(id);
    Paging paging = page.paging();
    return Page.of(kept.all(model.id(), series, paging, memory), paging)
        .map(stored -> KeptForecastDescription.of(stored, model.description()));
  }

  @Operation(
      operationId = "deleteKeptForecasts",
      summary = "Delete all kept forecasts of a model",
      description = "Its errors and the test for drift begin anew.")
  @ApiResponse(responseCode = "204", description = "Removed")
  @DeleteMapping("/kept-forecasts")
  ResponseEntity<Void> removeAll(@PathVariable String id) {
    StoredModel model = models.get(id);
    kept.removeAll(model.id());
    watch.take(scoring.of(model));
    return ResponseEntity.noContent().build();
  }

  @Operation(operationId = "deleteKeptForecast", summary = "Delete a kept forecast")
  @ApiResponse(responseCode = "204", description = "Removed")
  @DeleteMapping("/kept-forecasts/{forecastId}")
  ResponseEntity<Void> remove(@PathVariable String id, @PathVariable String forecastId) {
    StoredModel model = models.get(id);
    if (!kept.remove(model.id(), forecastId))
      throw new NotFoundException("kept forecast", forecastId);
    return ResponseEntity.noContent().build();
  }
}
