package dev.rondo.server.forecast;

import dev.rondo.forecasting.forecast.History;
import dev.rondo.forecasting.forecast.ServedModel;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.server.dataset.DatasetDescription;
import dev.rondo.server.dataset.Datasets;
import dev.rondo.server.dataset.StoredDataset;
import dev.rondo.server.forecast.Forecasts.Unforecastable;
import dev.rondo.server.forecast.Forecasts.Wish;
import dev.rondo.server.memory.Reservation;
import dev.rondo.server.model.Models;
import dev.rondo.server.performance.Corrections;
import dev.rondo.server.performance.KeptForecasts;
import dev.rondo.server.web.BadRequestException;
import dev.rondo.server.web.Fault;
import dev.rondo.server.web.ForbiddenException;
import dev.rondo.server.web.NotFoundException;
import dev.rondo.server.web.WritePermits;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Answers requests for forecasts of raw series or of series of a dataset.
@Component
class RequestedForecasts {
  private final Models models;
  private final Datasets datasets;
  private final Forecasts forecasts;
  private final HierarchyForecasts sums;
  private final KeptForecasts kept;
  private final Corrections corrections;
  private final WritePermits permits;
  private final Reservation memory;

  /// @param requestMemory memory of the current request, which grows with the datasets that it reads
  RequestedForecasts(
      Models models,
      Datasets datasets,
      Forecasts forecasts,
      HierarchyForecasts sums,
      KeptForecasts kept,
      Corrections corrections,
      WritePermits permits,
      Reservation requestMemory) {
    this.models = models;
    this.datasets = datasets;
    this.forecasts = forecasts;
    this.sums = sums;
    this.kept = kept;
    this.corrections = corrections;
    this.permits = permits;
    this.memory = requestMemory;
  }

  /// Throws [BadRequestException] with all faults of the request, and [ForbiddenException] if it is to keep forecasts and the caller
  /// may only read.
  ///
  /// @param id of the model, or `latest`
  Predictions of(String id, PredictionRequest request) {
    if (keeps(request)) permits.require("/keep");
    String modelId = models.resolve(id);
    ServedModel model = models.forecaster(modelId, memory);
    List<Fault> faults = new ArrayList<>();
    Wish wish = wish(request, model, faults);
    boolean ofDataset = request.dataset() != null;
    if (keeps(request)) Keeping.check(wish, model, ofDataset, faults);
    if (corrects(request)) Correcting.check(model, ofDataset, faults);
    if (request.hierarchy() != null) request.hierarchy().check(request, faults);
    Histories histories = new Histories(model.model().description());
    if ((request.series() == null) == (request.dataset() == null)) {
      faults.add(Fault.at("/series", "either series or dataset is required, and not both"));
    } else if (request.series() != null) {
      List<History> raw = histories.of(request.series(), faults);
      if (raw.isEmpty() && faults.isEmpty())
        faults.add(Fault.at("/series", "must hold at least one series"));
      if (faults.isEmpty()) return ofSeries(modelId, model, raw, request.hierarchy(), wish);
    } else if (request.dataset() != null) {
      List<String> series = request.dataset().series();
      if (series != null && series.isEmpty())
        faults.add(
            Fault.at(
                "/dataset/series", "must name at least one series; leave it out to forecast all"));
      if (faults.isEmpty())
        return ofDataset(modelId, model, request, request.dataset(), histories, wish);
    }
    throw new BadRequestException(faults);
  }

  private Wish wish(PredictionRequest request, ServedModel model, List<Fault> faults) {
    List<Double> levels = request.levels() == null ? model.usualLevels() : request.levels();
    List<Double> quantiles = Objects.requireNonNullElse(request.quantiles(), List.of());
    forecasts.check(request.horizon(), levels, Fault::at, faults);
    forecasts.check(quantiles, request.paths(), faults);
    AheadRequest ahead =
        new AheadRequest(
            Objects.requireNonNullElse(request.ahead(), List.of()), request.missingAhead());
    ahead.check(faults);
    return new Wish(
        request.horizon(),
        levels,
        quantiles,
        Objects.requireNonNullElse(request.paths(), 0),
        Objects.requireNonNullElse(request.total(), false),
        Objects.requireNonNullElse(request.explain(), false),
        ahead);
  }

  private static boolean keeps(PredictionRequest request) {
    return Objects.requireNonNullElse(request.keep(), false);
  }

  private static boolean corrects(PredictionRequest request) {
    return Objects.requireNonNullElse(request.correct(), false);
  }

  private Predictions ofSeries(
      String modelId,
      ServedModel model,
      List<History> raw,
      @Nullable HierarchyRequest hierarchy,
      Wish wish) {
    if (hierarchy != null)
      return sums.of(modelId, model, raw, SeriesAttributes.of(raw), hierarchy, wish, memory);
    return forecasts.of(
        modelId, model, raw, i -> "/series/" + i + "/values", wish, Unforecastable.REFUSED, memory);
  }

  private Predictions ofDataset(
      String modelId,
      ServedModel model,
      PredictionRequest request,
      PredictionRequest.DatasetPart part,
      Histories histories,
      Wish wish) {
    DatasetDescription found =
        datasets
            .find(part.id())
            .orElseThrow(() -> new NotFoundException("dataset", part.id(), "/dataset/id"));
    memory.grow(found.bytes());
    StoredDataset newest = datasets.newest(found, memory);
    Dataset dataset = newest.content();
    List<History> stored = histories.of(dataset, "/dataset", part.series(), part.cutoff());
    if (request.hierarchy() != null)
      return sums.of(
              modelId,
              model,
              stored,
              SeriesAttributes.of(dataset),
              request.hierarchy(),
              wish,
              memory)
          .with(histories.notes(dataset))
          .of(newest.description().version());
    boolean all = part.series() == null;
    return forecasts
        .of(
            modelId,
            model,
            stored,
            i -> all ? "/dataset" : "/dataset/series/" + i,
            wish,
            all ? Unforecastable.SKIPPED : Unforecastable.REFUSED,
            followUp(modelId, model, request, dataset, found.id(), wish),
            memory)
        .with(histories.notes(dataset))
        .of(newest.description().version());
  }

  private FollowUp followUp(
      String modelId,
      ServedModel model,
      PredictionRequest request,
      Dataset dataset,
      String datasetId,
      Wish wish) {
    if (!keeps(request) && !corrects(request)) return FollowUp.NONE;
    DatasetPlaces places = new DatasetPlaces(dataset);
    FollowUp followUp = FollowUp.NONE;
    if (keeps(request)) followUp = new Keeping(kept, modelId, model, datasetId, places);
    if (!corrects(request)) return followUp;
    return followUp.then(
        new Correcting(
            corrections.of(modelId, model.model().description(), datasetId),
            model,
            places,
            wish.levels().size()));
  }
}
