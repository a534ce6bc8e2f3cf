package dev.rondo.server.performance;

import dev.rondo.forecasting.model.Model;
import dev.rondo.forecasting.monitoring.Drift;
import dev.rondo.forecasting.monitoring.FinishedErrors;
import dev.rondo.forecasting.monitoring.HorizonBuckets;
import dev.rondo.forecasting.monitoring.Scoreboard;
import dev.rondo.forecasting.series.TimeAxis;
import dev.rondo.server.dataset.SeriesParts;
import dev.rondo.server.dataset.SeriesParts.Part;
import dev.rondo.server.dataset.SeriesParts.Wanted;
import dev.rondo.server.memory.MemoryBudget;
import dev.rondo.server.memory.Reservation;
import dev.rondo.server.model.StoredModel;
import dev.rondo.server.performance.ModelPerformance.Horizon;
import dev.rondo.server.web.Page;
import dev.rondo.server.web.Paging;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Compares kept forecasts with the values that the newest version of their dataset has. It reads a few series at a time, and of
/// them only the steps that were forecast.
@Component
class Scoring {
  private static final int SERIES_OF_A_READ = 50;

  private final KeptForecasts kept;
  private final SeriesParts parts;
  private final MemoryBudget budget;

  Scoring(KeptForecasts kept, SeriesParts parts, MemoryBudget budget) {
    this.kept = kept;
    this.parts = parts;
    this.budget = budget;
  }

  /// Receives the scores of each series.
  private interface Reader {
    /// @param known whether the dataset and the series still exist
    void accept(KeptSeries series, Scoreboard scores, boolean known);
  }

  /// All kept forecasts of a model together.
  ModelPerformance of(StoredModel model) {
    Scoreboard all = new Scoreboard();
    long[] series = {0};
    Map<String, Integer> lost = new TreeMap<>();
    score(
        model,
        kept.series(model.id(), KeptSeries.Place.START, Integer.MAX_VALUE),
        (one, scores, known) -> {
          all.add(scores);
          series[0]++;
          if (!known) lost.merge(one.place().datasetId(), 1, Integer::sum);
        });
    FinishedErrors overall = all.overall();
    List<Horizon> horizons = new ArrayList<>();
    for (int bucket = 0; bucket < all.buckets().size(); bucket++)
      horizons.add(
          new Horizon(
              HorizonBuckets.first(bucket),
              HorizonBuckets.last(bucket),
              Measured.of(all.buckets().get(bucket)),
              Expected.coverage(model.description(), bucket)));
    TimeAxis axis = axis(model.description());
    DriftReport drift = DriftReport.of(all.drift(), axis);
    CoverageReport coverage =
        CoverageReport.of(all.coverage(Expected.firstCoverage(model.description())), axis);
    return new ModelPerformance(
        model.id(),
        all.forecasts(),
        series[0],
        overall.steps(),
        all.pending(),
        Measured.of(overall),
        horizons,
        Expected.of(model.description()),
        drift,
        coverage,
        warnings(drift, coverage, lost));
  }

  private static List<String> warnings(
      DriftReport drift, CoverageReport coverage, Map<String, Integer> lost) {
    List<String> warnings = new ArrayList<>();
    if (drift.active()) warnings.add(warning(drift));
    if (coverage.active()) warnings.add(coverage.warning());
    lost.forEach((dataset, count) ->
        warnings.add(
            "%d forecast series have no actual values, because the dataset %s or these series do not exist any more."
                .formatted(count, dataset)));
    return List.copyOf(warnings);
  }

  /// A sentence on an active drift.
  private static String warning(DriftReport drift) {
    String change =
        switch (drift.kind()) {
          case HIGHER -> "the actual values are higher than the forecasts";
          case LOWER -> "the actual values are lower than the forecasts";
          case LARGER -> "the errors are larger";
          case null -> "the errors differ";
        };
    return "The errors of this model have changed since %s: %s than before. Consider training it again."
        .formatted(drift.since(), change);
  }

  /// One page of the series of a model.
  Page<SeriesPerformance> series(StoredModel model, Paging paging) {
    KeptSeries.Place after =
        paging.after() == null ? KeptSeries.Place.START : KeptSeries.Place.of(paging.after());
    Page<KeptSeries> page =
        Page.of(
            kept.series(model.id(), after, paging.limit() + 1),
            paging,
            series -> series.place().key());
    List<SeriesPerformance> scored = new ArrayList<>();
    TimeAxis axis = axis(model.description());
    score(
        model, page.items(), (one, scores, _) -> scored.add(performance(model, one, scores, axis)));
    return new Page<>(scored, page.nextCursor(), null);
  }

  private static SeriesPerformance performance(
      StoredModel model, KeptSeries one, Scoreboard scores, TimeAxis axis) {
    Drift drift = scores.drift();
    FinishedErrors overall = scores.overall();
    return new SeriesPerformance(
        one.place().datasetId(),
        one.seriesId(),
        model.description().targets() > 1 ? target(model, one) : null,
        one.forecasts(),
        overall.steps(),
        scores.pending(),
        Measured.of(overall),
        DriftReport.of(drift, axis),
        CoverageReport.of(scores.coverage(Expected.firstCoverage(model.description())), axis));
  }

  private static TimeAxis axis(Model.Description model) {
    return new TimeAxis(model.frequency(), model.zone());
  }

  private static String target(StoredModel model, KeptSeries one) {
    return model.description().columns().get(one.place().target()).name();
  }

  /// Scores series in their order, a few of one dataset at a time.
  private void score(StoredModel model, List<KeptSeries> all, Reader reader) {
    for (int from = 0; from < all.size(); ) {
      String dataset = all.get(from).place().datasetId();
      int to = from;
      while (to < all.size()
          && to - from < SERIES_OF_A_READ
          && all.get(to).place().datasetId().equals(dataset)) to++;
      List<KeptSeries> some = all.subList(from, to);
      List<Wanted> wanted =
          some.stream()
              .map(one ->
                  new Wanted(
                      one.place().series(),
                      target(model, one),
                      one.first(),
                      one.last(),
                      one.steps()))
              .toList();
      try (Reservation memory = budget.open("the performance of a model")) {
        List<@Nullable Part> actual = parts.of(dataset, wanted, memory);
        for (int i = 0; i < some.size(); i++) {
          KeptSeries one = some.get(i);
          Part part = actual.get(i);
          reader.accept(one, scores(model.id(), one.place(), part), part != null);
        }
      }
      from = to;
    }
  }

  private Scoreboard scores(String modelId, KeptSeries.Place place, @Nullable Part part) {
    Scoreboard scores = new Scoreboard();
    kept.each(
        modelId,
        place,
        forecast -> {
          int origin = part == null ? 0 : part.before(forecast.origin());
          scores.add(forecast, step -> part == null ? Double.NaN : part.at(origin + step));
        });
    return scores;
  }
}
