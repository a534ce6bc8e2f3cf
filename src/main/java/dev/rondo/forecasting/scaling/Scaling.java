package dev.rondo.forecasting.scaling;

import java.util.List;

/// A scaler with what it has learned from the training part. Values stay raw until a batch is filled; outputs are brought back
/// with the same scale of the same window.
///
/// @param columns scale of each column of the dataset over all series
public record Scaling(Scaler scaler, List<Scale> columns) {
  public Scaling {
    columns = List.copyOf(columns);
  }
}
