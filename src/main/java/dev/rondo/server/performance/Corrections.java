package dev.rondo.server.performance;

import dev.rondo.forecasting.model.Model;
import dev.rondo.forecasting.monitoring.PastForecast;
import dev.rondo.forecasting.monitoring.RollingCalibration;
import dev.rondo.server.dataset.SeriesParts;
import dev.rondo.server.dataset.SeriesParts.Part;
import dev.rondo.server.dataset.SeriesParts.Wanted;
import dev.rondo.server.memory.MemoryBudget;
import dev.rondo.server.memory.Reservation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Calibrations from the finished errors of kept forecasts.
@Component
public class Corrections {
  /// Series whose errors are pooled at most.
  private static final int MOST_POOLED = 20;

  /// Recent forecasts of a series that are read in addition to those of which all errors are finished.
  private static final int UNFINISHED = 50;

  private final KeptForecasts kept;
  private final SeriesParts parts;
  private final MemoryBudget budget;

  Corrections(KeptForecasts kept, SeriesParts parts, MemoryBudget budget) {
    this.kept = kept;
    this.parts = parts;
    this.budget = budget;
  }

  /// The calibrations for forecasts of series of one dataset with one model. Used by one request.
  public final class OfRequest {
    private final String modelId;
    private final Model.Description model;
    private final String datasetId;
    private final Map<Pool, RollingCalibration> pooled = new HashMap<>();

    private record Pool(int target, long origin) {}

    private OfRequest(String modelId, Model.Description model, String datasetId) {
      this.modelId = modelId;
      this.model = model;
      this.datasetId = datasetId;
    }

    /// The calibration from the errors of a target of a series that were known at an origin.
    ///
    /// @param series position of the series in the dataset
    /// @param target number of the target
    public RollingCalibration of(int series, int target, long origin) {
      return calibration(List.of(new KeptSeries.Place(datasetId, series, target)), origin);
    }

    /// As [#of], from several series of the dataset together.
    public RollingCalibration pooled(int target, long origin) {
      return pooled.computeIfAbsent(
          new Pool(target, origin), _ -> calibration(places(target), origin));
    }

    private List<KeptSeries.Place> places(int target) {
      int most = MOST_POOLED * model.targets();
      return kept.series(modelId, KeptSeries.Place.startOf(datasetId), most).stream()
          .map(KeptSeries::place)
          .filter(place -> place.datasetId().equals(datasetId) && place.target() == target)
          .toList();
    }

    private RollingCalibration calibration(List<KeptSeries.Place> places, long origin) {
      int most = RollingCalibration.ORIGINS / Math.max(1, places.size()) + UNFINISHED;
      List<List<PastForecast>> recent =
          places.stream().map(place -> kept.recent(modelId, place, origin, most)).toList();
      List<Wanted> wanted = new ArrayList<>();
      List<List<PastForecast>> nonEmpty = new ArrayList<>();
      for (int i = 0; i < places.size(); i++) {
        List<PastForecast> of = recent.get(i);
        if (of.isEmpty()) continue;
        nonEmpty.add(of);
        wanted.add(
            new Wanted(
                places.get(i).series(),
                model.columns().get(places.get(i).target()).name(),
                of.getFirst().origin(),
                origin,
                0));
      }
      try (Reservation memory = budget.open("the correction of intervals")) {
        return calibration(parts.of(datasetId, wanted, memory), nonEmpty, origin);
      }
    }

    /// @param actual the values beside the forecasts of each series
    private static RollingCalibration calibration(
        List<@Nullable Part> actual, List<List<PastForecast>> forecasts, long origin) {
      record Past(int series, PastForecast forecast, Part actual, int at, int known) {}
      List<Past> all = new ArrayList<>();
      for (int i = 0; i < forecasts.size(); i++) {
        Part part = actual.get(i);
        if (part == null) continue;
        int known = part.before(origin);
        for (PastForecast forecast : forecasts.get(i))
          all.add(new Past(i, forecast, part, part.before(forecast.origin()), known));
      }
      all.sort((one, other) -> Long.compare(one.forecast.origin(), other.forecast.origin()));
      RollingCalibration calibration = new RollingCalibration();
      // An error counts only if it was known at the origin.
      for (Past past : all)
        calibration.add(
            past.series,
            past.at,
            past.forecast,
            step -> past.at + step <= past.known ? past.actual.at(past.at + step) : Double.NaN);
      return calibration;
    }
  }

  /// Begins the corrections of a request.
  public OfRequest of(String modelId, Model.Description model, String datasetId) {
    return new OfRequest(modelId, model, datasetId);
  }
}
