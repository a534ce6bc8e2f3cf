package dev.rondo.server.forecast;

import dev.rondo.forecasting.forecast.History;
import dev.rondo.forecasting.forecast.ServedModel;
import dev.rondo.server.forecast.Predictions.SeriesForecast;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/// Forecasts of many histories, computed in parts while they are written. The first part is computed at once, so that errors of
/// the request are reported before the answer begins.
final class Chunks implements Iterable<SeriesForecast> {
  private final List<History> histories;
  private final int size;
  private final Function<List<History>, List<SeriesForecast>> forecast;
  private final List<SeriesForecast> first;

  Chunks(
      ServedModel forecaster,
      List<History> histories,
      int horizon,
      List<Double> levels,
      int targets,
      int size) {
    this.histories = histories;
    this.size = size;
    this.forecast =
        part ->
            forecaster.forecast(part, horizon, levels).stream()
                .map(each -> SeriesForecast.of(each, targets > 1))
                .toList();
    this.first = part(0);
  }

  /// The forecasts of the current part.
  List<SeriesForecast> first() {
    return first;
  }

  private List<SeriesForecast> part(int number) {
    int from = number * size;
    return forecast.apply(histories.subList(from, Math.min(from + size, histories.size())));
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
