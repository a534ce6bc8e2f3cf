package dev.rondo.server.forecast;

import dev.rondo.forecasting.forecast.Forecast;
import dev.rondo.forecasting.forecast.Forecast.Interval;
import dev.rondo.forecasting.forecast.History;
import dev.rondo.forecasting.forecast.SeriesNames;
import dev.rondo.forecasting.forecast.ServedModel;
import dev.rondo.forecasting.monitoring.PastForecast;
import dev.rondo.forecasting.monitoring.RollingCalibration;
import dev.rondo.server.performance.Corrections;
import dev.rondo.server.web.Fault;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Replaces the intervals of forecasts by ones from the finished errors of kept forecasts: of the same series, or of several
/// series together if those are too few.
final class Correcting implements FollowUp {
  private final Corrections.OfRequest corrections;
  private final List<Double> levels;
  private final DatasetPlaces places;
  private final int asked;
  private final Set<String> pooled = new LinkedHashSet<>();
  private final Set<String> uncorrected = new LinkedHashSet<>();

  /// @param asked number of intervals of a forecast that are answered, which come first
  Correcting(
      Corrections.OfRequest corrections, ServedModel model, DatasetPlaces places, int asked) {
    this.corrections = corrections;
    this.levels = Keeping.levels(model);
    this.places = places;
    this.asked = asked;
  }

  /// Checks whether the intervals of a request can be corrected; adds each fault to `faults`.
  static void check(ServedModel model, boolean ofDataset, List<Fault> faults) {
    if (!ofDataset)
      faults.add(
          Fault.at(
              "/correct",
              "only intervals of series of a dataset can be corrected, because its later values give the errors"));
    else if (Keeping.levels(model).isEmpty())
      faults.add(Fault.at("/correct", "the model has no intervals that could be corrected"));
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
    long origin = places.origin(history);
    PastForecast present = Keeping.past(origin, made, levels, Double.NaN);
    double floor = floor(history, target, made);
    RollingCalibration own = corrections.of(places.position(history.seriesId()), target, origin);
    List<Interval> intervals = new ArrayList<>(made.intervals());
    for (int i = 0; i < asked; i++) {
      Interval given = intervals.get(i);
      Optional<Interval> corrected = own.corrected(present, given, floor);
      if (corrected.isEmpty()) {
        corrected = corrections.pooled(target, origin).corrected(present, given, floor);
        (corrected.isEmpty() ? uncorrected : pooled).add(history.seriesId());
      }
      if (corrected.isPresent()) intervals.set(i, corrected.get());
    }
    return made.with(List.copyOf(intervals));
  }

  /// Zero if neither the series nor an interval goes below it.
  private double floor(History history, int target, Forecast made) {
    for (int t = 0; t < history.steps(); t++)
      if (history.values()[target][t] < 0) return Double.NEGATIVE_INFINITY;
    for (Interval interval : made.intervals())
      for (double bound : interval.lower()) if (bound < 0) return Double.NEGATIVE_INFINITY;
    return 0;
  }

  @Override
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    if (!pooled.isEmpty())
      warnings.add(
          "Too few errors of kept forecasts are known for some levels of these series, so their intervals are corrected by the errors of several series: "
              + shown(pooled)
              + ".");
    if (!uncorrected.isEmpty())
      warnings.add(
          "Too few errors of kept forecasts are known, so intervals are not corrected: "
              + shown(uncorrected)
              + ".");
    return warnings;
  }

  private static String shown(Set<String> series) {
    return SeriesNames.few(series.stream().map(id -> "'" + id + "'"), series.size());
  }
}
