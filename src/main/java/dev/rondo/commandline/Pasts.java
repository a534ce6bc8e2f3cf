package dev.rondo.commandline;

import dev.rondo.commandline.result.ForecastPicture;
import dev.rondo.forecasting.forecast.Forecast;
import dev.rondo.forecasting.series.Column;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Series;
import dev.rondo.forecasting.series.Timeline;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The values before forecasts that a service has made, as far as this process knows them.
///
/// @param dataset the table as it is understood here; null if only the service can read it
record Pasts(@Nullable Dataset dataset, Map<String, Series> series) {
  static Pasts of(@Nullable Dataset dataset) {
    Map<String, Series> series = new HashMap<>();
    if (dataset != null) dataset.series().forEach(one -> series.put(one.id(), one));
    return new Pasts(dataset, series);
  }

  /// What is known of a table; nothing of one that is not delimited text.
  static Pasts of(RemoteTable table, TableArguments arguments) {
    boolean delimited = table.mediaType().equals("text/csv");
    return of(delimited ? table.input().read(arguments.options()).dataset() : null);
  }

  ForecastPicture picture(Forecast forecast) {
    Series one = series.get(forecast.seriesId());
    if (dataset == null || one == null) return new ForecastPicture(forecast, new double[0], null);
    List<String> names = dataset.columns().stream().map(Column::name).toList();
    int column = names.size() == 1 ? 0 : names.indexOf(forecast.target());
    if (column < 0) return new ForecastPicture(forecast, new double[0], null);
    int steps = one.observedSteps(dataset.targets());
    return new ForecastPicture(
        forecast,
        Arrays.copyOf(one.values()[column], steps),
        new Timeline(dataset.axis(), one.start()));
  }
}
