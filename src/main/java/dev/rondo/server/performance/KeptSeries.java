package dev.rondo.server.performance;

import dev.rondo.server.web.BadRequestException;
import dev.rondo.server.web.Fault;

/// One target of one series of which forecasts are kept.
///
/// @param forecasts number of kept forecasts
/// @param first earliest origin
/// @param last latest origin
/// @param steps steps of the longest forecast
record KeptSeries(Place place, String seriesId, long forecasts, long first, long last, int steps) {

  /// Where it belongs.
  ///
  /// @param series position of the series in the dataset
  /// @param target number of the target among those of the model
  record Place(String datasetId, int series, int target) {
    /// Sorts before every place.
    static final Place START = new Place("", -1, -1);

    /// Sorts before every place of a dataset.
    static Place startOf(String datasetId) {
      return new Place(datasetId, -1, -1);
    }

    /// The place as a key of a page.
    String key() {
      return datasetId + "/" + series + "/" + target;
    }

    /// Reads [#key]; throws [BadRequestException].
    static Place of(String key) {
      String[] parts = key.split("/", -1);
      try {
        if (parts.length == 3)
          return new Place(parts[0], Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
      } catch (NumberFormatException e) {
        // reported below
      }
      throw new BadRequestException(
          Fault.parameter("cursor", "cursor must be the nextCursor of an earlier page"));
    }
  }
}
