package dev.rondo.forecasting.hierarchy;

import dev.rondo.forecasting.forecast.Forecast;
import dev.rondo.forecasting.forecast.ForecastOptions;
import dev.rondo.forecasting.forecast.History;
import dev.rondo.forecasting.forecast.ServedModel;
import dev.rondo.forecasting.forecast.Turns;
import dev.rondo.forecasting.model.InfeasibleException;
import dev.rondo.forecasting.model.Model;
import dev.rondo.forecasting.model.Subject;
import dev.rondo.forecasting.series.TimeAxis;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Histories that end with the same step, so that their forecasts can be added up.
///
/// @param histories those that are kept
/// @param late series that ended some steps earlier, whose missing steps were forecast
/// @param ended series that ended much earlier and were left out
/// @param filled number of last steps of which some values are forecasts
public record SameEnd(List<History> histories, List<String> late, List<String> ended, int filled) {
  private static final int MOST_NAMES = 5;

  /// The end is that of the history that ends last. Histories without a start end together.
  ///
  /// A history that ends up to a horizon of the model earlier gets the medians of its forecast. Throws [InfeasibleException] if one
  /// has no forecast or other steps than the rest, or ends earlier than that.
  ///
  /// @param all end with the last observed target of each
  /// @param leaveOut whether histories that end earlier are left out instead
  /// @param turns in which forecasts are made
  public static SameEnd of(ServedModel model, List<History> all, boolean leaveOut, Turns turns) {
    int most = model.model().description().method().horizon();
    int[] missing = missing(model.model().description(), all, most);
    List<String> ended = new ArrayList<>();
    List<String> late = new ArrayList<>();
    List<History> kept = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    List<Integer> steps = new ArrayList<>();
    int longest = 0;
    for (int i = 0; i < all.size(); i++) {
      History history = all.get(i);
      if (missing[i] > most) {
        ended.add(history.seriesId());
        continue;
      }
      if (missing[i] > 0) {
        late.add("'%s' (%d)".formatted(history.seriesId(), missing[i]));
        places.add(kept.size());
        steps.add(missing[i]);
        longest = Math.max(longest, missing[i]);
      }
      kept.add(history);
    }
    if (!ended.isEmpty() && (!leaveOut || kept.isEmpty()))
      throw refusal(
          "sums need series that end together; these end more than %d steps, the horizon of the model, before the others: %s. Leave them out by \"ended\": \"leave-out\", name the other series, or give an earlier cutoff"
              .formatted(most, names(ended)));
    if (!places.isEmpty()) extend(model, kept, places, steps, longest, turns);
    return new SameEnd(List.copyOf(kept), late, ended, longest);
  }

  /// Appends the medians of their forecasts to some histories.
  ///
  /// @param places of the histories
  /// @param steps that each of them lacks
  private static void extend(
      ServedModel model,
      List<History> histories,
      List<Integer> places,
      List<Integer> steps,
      int longest,
      Turns turns) {
    List<History> early = places.stream().map(histories::get).toList();
    for (History history : early) {
      Optional<String> obstacle = model.obstacle(history, longest);
      if (obstacle.isPresent())
        throw refusal(
            "the series '%s' ends before the others, and its missing steps have no forecast: %s"
                .formatted(history.seriesId(), obstacle.get()));
    }
    int targets = model.model().description().targets();
    List<Forecast> made =
        turns.take(
            "missing steps",
            early.size(),
            () -> model.forecast(early, ForecastOptions.of(longest, List.of())));
    for (int i = 0; i < early.size(); i++) {
      History history = early.get(i);
      int end = history.steps() + steps.get(i);
      double[][] values = history.values().clone();
      for (int f = 0; f < targets; f++) {
        double[] median = made.get(i * targets + f).mean();
        values[f] = Arrays.copyOf(values[f], end);
        System.arraycopy(median, 0, values[f], history.steps(), steps.get(i));
      }
      histories.set(
          places.get(i),
          new History(
              history.seriesId(),
              history.start(),
              values,
              end,
              history.statics(),
              history.frequency()));
    }
  }

  /// Steps that are missing at the end of each history; more than `most` if there are more.
  private static int[] missing(Model.Description model, List<History> all, int most) {
    int[] missing = new int[all.size()];
    if (all.stream().anyMatch(history -> history.start() == null)) return missing;
    long end = Long.MIN_VALUE;
    for (History history : all) end = Math.max(end, after(model, history, 0));
    for (int i = 0; i < missing.length; i++) {
      History history = all.get(i);
      while (missing[i] <= most && after(model, history, missing[i]) < end) missing[i]++;
      if (missing[i] <= most && after(model, history, missing[i]) != end)
        throw refusal(
            "the steps of the series '%s' are not those of the other series, so they cannot be added up"
                .formatted(history.seriesId()));
    }
    return missing;
  }

  /// The position of a step after the end of a history.
  private static long after(Model.Description model, History history, int more) {
    TimeAxis axis =
        new TimeAxis(
            history.frequency() == null ? model.frequency() : history.frequency(), model.zone());
    Long start = history.start();
    return start == null ? 0 : axis.plus(start, (long) history.steps() + more);
  }

  private static String names(List<String> ids) {
    String first = String.join("', '", ids.subList(0, Math.min(MOST_NAMES, ids.size())));
    String more = ids.size() > MOST_NAMES ? " and %d more".formatted(ids.size() - MOST_NAMES) : "";
    return "'" + first + "'" + more;
  }

  private static InfeasibleException refusal(String detail) {
    return new InfeasibleException(Subject.ForecastInput.HIERARCHY, detail);
  }
}
