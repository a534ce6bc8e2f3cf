package dev.rondo.server.model;

import dev.rondo.forecasting.backtest.Challenge;
import dev.rondo.server.dataset.StoredDataset;

/// What a model was trained on.
///
/// @param version version of the dataset
/// @param until position of the last observed target of all series
public record TrainedOn(String datasetId, int version, long until) {
  public static TrainedOn of(StoredDataset dataset) {
    return new TrainedOn(
        dataset.description().id(),
        dataset.description().version(),
        Challenge.end(dataset.content()));
  }
}
