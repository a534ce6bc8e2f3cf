package dev.rondo.server.forecast;

import dev.rondo.forecasting.forecast.History;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.TimeAxis;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/// Where the histories of a request lie in their dataset.
final class DatasetPlaces {
  private final TimeAxis axis;
  private final Map<String, Integer> positions = new HashMap<>();

  DatasetPlaces(Dataset dataset) {
    this.axis = dataset.axis();
    for (int i = 0; i < dataset.series().size(); i++)
      positions.put(dataset.series().get(i).id(), i);
  }

  /// The position of a series in the dataset.
  int position(String seriesId) {
    return Objects.requireNonNull(positions.get(seriesId));
  }

  /// The position in time of the last step of a history.
  long origin(History history) {
    return axis.plus(Objects.requireNonNull(history.start()), history.steps() - 1L);
  }
}
