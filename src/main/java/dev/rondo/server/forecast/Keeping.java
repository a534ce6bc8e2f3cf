package dev.rondo.server.forecast;

import dev.rondo.forecasting.evaluation.NaiveErrors;
import dev.rondo.forecasting.evaluation.Seasons;
import dev.rondo.forecasting.forecast.Forecast;
import dev.rondo.forecasting.forecast.Forecast.Interval;
import dev.rondo.forecasting.forecast.History;
import dev.rondo.forecasting.forecast.ServedModel;
import dev.rondo.forecasting.model.Model;
import dev.rondo.forecasting.monitoring.PastForecast;
import dev.rondo.server.forecast.Forecasts.Wish;
import dev.rondo.server.performance.KeptForecast;
import dev.rondo.server.performance.KeptForecasts;
import dev.rondo.server.web.Fault;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Collects the forecasts of a request for series of a dataset and keeps them all at its end. Forecasts that are not finite are
/// not kept.
final class Keeping implements FollowUp {
  private static final int LONGEST_HORIZON = 1000;

  private final KeptForecasts kept;
  private final String modelId;
  private final String datasetId;
  private final DatasetPlaces places;
  private final int season;
  private final List<Double> levels;
  private final Map<Target, KeptForecast> collected = new LinkedHashMap<>();

  /// A target of a series; a request may name a series twice.
  private record Target(String seriesId, int number) {}

  Keeping(
      KeptForecasts kept,
      String modelId,
      ServedModel model,
      String datasetId,
      DatasetPlaces places) {
    this.kept = kept;
    this.modelId = modelId;
    this.datasetId = datasetId;
    this.places = places;
    this.season = season(model.model().description());
    this.levels = levels(model);
  }

  /// Checks whether the forecasts of a request can be kept; adds each fault to `faults`.
  static void check(Wish wish, ServedModel model, boolean ofDataset, List<Fault> faults) {
    if (!ofDataset)
      faults.add(
          Fault.at(
              "/keep",
              "only forecasts of a dataset can be kept, because they are compared with its later values"));
    int horizon = wish.options(model.model().description().method().horizon(), List.of()).horizon();
    if (horizon > LONGEST_HORIZON)
      faults.add(
          Fault.at(
              "/horizon",
              "a forecast that is kept has at most %d steps, was %d"
                  .formatted(LONGEST_HORIZON, horizon)));
  }

  /// The levels of the intervals of kept forecasts that a model can give.
  static List<Double> levels(ServedModel model) {
    return PastForecast.LEVELS.stream().filter(model.usualLevels()::contains).toList();
  }

  /// The season of the scale of MASE.
  private static int season(Model.Description model) {
    Seasons seasons = model.evaluation().seasons();
    return (seasons == null ? Seasons.mase(model.frequency()) : seasons.mase()).steps();
  }

  @Override
  public List<Double> levels() {
    return levels;
  }

  @Override
  public boolean atOnce() {
    return true;
  }

  @Override
  public Forecast of(History history, int target, Forecast made) {
    if (Arrays.stream(made.mean()).allMatch(Double::isFinite))
      collected.put(
          new Target(history.seriesId(), target),
          new KeptForecast(
              datasetId,
              places.position(history.seriesId()),
              history.seriesId(),
              target,
              past(history, target, made)));
    return made;
  }

  private PastForecast past(History history, int target, Forecast made) {
    double scale =
        NaiveErrors.of(history.values()[target], 0, history.steps(), season).meanAbsolute();
    return past(places.origin(history), made, levels, scale);
  }

  /// A forecast as it is kept.
  static PastForecast past(long origin, Forecast made, List<Double> levels, double scale) {
    List<Interval> intervals =
        levels.stream()
            .map(level ->
                made.intervals().stream()
                    .filter(interval -> interval.level() == level)
                    .findFirst()
                    .orElseThrow())
            .toList();
    return new PastForecast(origin, made.mean(), intervals, scale);
  }

  @Override
  public void end() {
    kept.keep(modelId, List.copyOf(collected.values()));
  }
}
