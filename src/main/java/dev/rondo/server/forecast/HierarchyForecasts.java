package dev.rondo.server.forecast;

import dev.rondo.forecasting.forecast.Forecast;
import dev.rondo.forecasting.forecast.ForecastOptions;
import dev.rondo.forecasting.forecast.History;
import dev.rondo.forecasting.forecast.KnownHistories;
import dev.rondo.forecasting.forecast.SeriesNames;
import dev.rondo.forecasting.forecast.ServedModel;
import dev.rondo.forecasting.forecast.Turns;
import dev.rondo.forecasting.hierarchy.Hierarchy;
import dev.rondo.forecasting.hierarchy.HierarchyForecaster;
import dev.rondo.forecasting.hierarchy.HierarchyForecaster.Reconciled;
import dev.rondo.forecasting.hierarchy.SameEnd;
import dev.rondo.forecasting.hierarchy.Sums;
import dev.rondo.forecasting.model.InfeasibleException;
import dev.rondo.forecasting.model.Model;
import dev.rondo.server.forecast.Forecasts.Wish;
import dev.rondo.server.forecast.Predictions.SeriesForecast;
import dev.rondo.server.memory.Reservation;
import dev.rondo.server.overload.ForecastTurns;
import dev.rondo.server.web.InfeasibleRequestException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/// Makes forecasts of series and of their sums that add up.
@Component
class HierarchyForecasts {
  /// Bytes of a time in an answer.
  private static final long BYTES_OF_A_TIME = 100;

  private final Forecasts forecasts;
  private final ForecastTurns processors;

  HierarchyForecasts(Forecasts forecasts, ForecastTurns processors) {
    this.forecasts = forecasts;
    this.processors = processors;
  }

  /// Throws [InfeasibleRequestException].
  ///
  /// @param attributes of the histories
  /// @param memory memory of the work, which grows with it
  Predictions of(
      String modelId,
      ServedModel model,
      List<History> histories,
      SeriesAttributes attributes,
      HierarchyRequest request,
      Wish wish,
      Reservation memory) {
    try {
      return reconciled(modelId, model, histories, attributes, request, wish, memory);
    } catch (InfeasibleException e) {
      throw InfeasibleRequestException.of(e);
    }
  }

  private Predictions reconciled(
      String modelId,
      ServedModel model,
      List<History> histories,
      SeriesAttributes attributes,
      HierarchyRequest request,
      Wish wish,
      Reservation memory) {
    Model.Description description = model.model().description();
    refuseRepeated(histories);
    ForecastOptions options = wish.options(description.method().horizon(), List.of());
    Turns turns = processors.of(modelId);
    KnownHistories known = KnownHistories.of(histories, description.targets());
    SameEnd end = SameEnd.of(model, known.histories(), request.leavesOut(), turns);
    List<String> warnings = new ArrayList<>(description.evaluation().warnings());
    warnings.addAll(known.warnings(model.lookback()));
    warnings.addAll(warnings(end));
    List<History> series =
        wish.ahead().complete(model, end.histories(), options.horizon(), warnings);
    Hierarchy hierarchy =
        Hierarchy.of(request.levels(), attributes.values(series, request.levels()));
    HierarchyForecaster forecaster =
        new HierarchyForecaster(model, request.wanted(), options, turns);
    forecaster.check(hierarchy.sums());
    memory.grow(forecaster.bytes(series, hierarchy.sums()));
    memory.grow(answerBytes(options, hierarchy.sums(), description.targets()));
    Reconciled made = forecaster.forecast(series, hierarchy, end.filled());
    warnings.addAll(made.notes());
    warnings.addAll(forecasts.told(modelId, series.size()));
    return new Predictions(
        modelId,
        null,
        List.copyOf(warnings),
        options.levels(),
        answered(hierarchy, made.forecasts(), description.targets()),
        new HierarchyAnswer(
            request.levels(),
            made.method(),
            hierarchy.sums().count(),
            series.size(),
            made.origins(),
            made.shrinkage()));
  }

  private static void refuseRepeated(List<History> histories) {
    Set<String> met = new HashSet<>();
    for (int i = 0; i < histories.size(); i++)
      if (!met.add(histories.get(i).seriesId()))
        throw new InfeasibleRequestException(
            "/hierarchy",
            "the series '%s' is named twice, so it would count twice in the sums"
                .formatted(histories.get(i).seriesId()));
  }

  private static List<String> warnings(SameEnd end) {
    List<String> warnings = new ArrayList<>();
    if (!end.late().isEmpty())
      warnings.add(
          "Series end before the others, and their missing steps were forecast; steps of each series: %s."
              .formatted(SeriesNames.few(end.late().stream(), end.late().size())));
    if (!end.ended().isEmpty())
      warnings.add(
          "Series that ended long before the others were left out, also from the past of the sums: %s."
              .formatted(SeriesNames.few(end.ended().stream(), end.ended().size())));
    return warnings;
  }

  private static long answerBytes(ForecastOptions options, Sums sums, int targets) {
    long values = 2 + 2L * options.levels().size() + options.quantiles().size() + options.paths();
    return (long) sums.rows()
        * targets
        * options.horizon()
        * (values * Double.BYTES + BYTES_OF_A_TIME);
  }

  /// The groups of all levels, then the series that are no group of their own.
  private static List<SeriesForecast> answered(
      Hierarchy hierarchy, List<Forecast> rows, int targets) {
    List<SeriesForecast> all = new ArrayList<>();
    boolean several = targets > 1;
    boolean[] met = new boolean[hierarchy.sums().rows()];
    for (Hierarchy.Group group : hierarchy.groups()) {
      met[group.row()] = true;
      List<String> level = hierarchy.levels().get(group.level());
      for (int f = 0; f < targets; f++)
        all.add(
            SeriesForecast.of(rows.get(group.row() * targets + f), several)
                .in(level, group.values()));
    }
    for (int row = hierarchy.sums().count(); row < met.length; row++)
      for (int f = 0; f < targets && !met[row]; f++)
        all.add(SeriesForecast.of(rows.get(row * targets + f), several));
    return all;
  }
}
