package dev.rondo.server.forecast;

import dev.rondo.forecasting.forecast.Forecast;
import dev.rondo.forecasting.forecast.History;
import dev.rondo.server.forecast.Predictions.SeriesForecast;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/// Forecasts of many histories, computed in parts while they are written. The first part is computed at once, so that errors of
/// the request are reported before the answer begins.
final class Chunks implements Iterable<SeriesForecast> {
  private final List<History> histories;
  private final int size;
  private final int targets;
  private final Map<Integer, String> obstacles;
  private final Function<List<History>, List<SeriesForecast>> forecast;
  private final List<SeriesForecast> first;

  /// Receives each forecast with its history and returns the one to answer.
  interface Step {
    Forecast of(History history, int target, Forecast made);
  }

  /// @param forecaster makes the forecasts of a part
  /// @param obstacles reasons why histories have no forecast, by the number of the history
  Chunks(
      Function<List<History>, List<Forecast>> forecaster,
      List<History> histories,
      Map<Integer, String> obstacles,
      Step step,
      int targets,
      int size) {
    this.histories = histories;
    this.size = size;
    this.obstacles = obstacles;
    this.targets = targets;
    this.forecast =
        part -> {
          List<Forecast> made = forecaster.apply(part);
          return IntStream.range(0, made.size())
              .mapToObj(i -> step.of(part.get(i / targets), i % targets, made.get(i)))
              .map(each -> SeriesForecast.of(each, targets > 1))
              .toList();
        };
    this.first = part(0);
  }

  /// The forecasts of the current part.
  List<SeriesForecast> first() {
    return first;
  }

  private List<SeriesForecast> part(int number) {
    int from = number * size;
    int to = Math.min(from + size, histories.size());
    if (obstacles.isEmpty()) return forecast.apply(histories.subList(from, to));
    List<History> possible = new ArrayList<>();
    for (int i = from; i < to; i++) if (!obstacles.containsKey(i)) possible.add(histories.get(i));
    Iterator<SeriesForecast> made =
        possible.isEmpty() ? Collections.emptyIterator() : forecast.apply(possible).iterator();
    List<SeriesForecast> all = new ArrayList<>();
    for (int i = from; i < to; i++) {
      String obstacle = obstacles.get(i);
      if (obstacle != null) {
        all.add(SeriesForecast.impossible(histories.get(i).seriesId(), obstacle));
      } else {
        for (int f = 0; f < targets; f++) all.add(made.next());
      }
    }
    return all;
  }

  @Override
  public Iterator<SeriesForecast> iterator() {
    int parts = (histories.size() + size - 1) / size;
    return IntStream.range(0, parts)
        .boxed()
        .flatMap(number -> (number == 0 ? first : part(number)).stream())
        .iterator();
  }
}
