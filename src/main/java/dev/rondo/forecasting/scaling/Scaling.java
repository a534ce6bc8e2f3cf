package dev.rondo.forecasting.scaling;

import java.util.Collections;
import java.util.List;

/// A scaler fitted on the training part. Values stay raw until a batch is filled; outputs are transformed back with the scale of
/// the same window.
///
/// @param columns scale of each column over all series; a relative scaler replaces those of the targets in each window
public record Scaling(Scaler scaler, List<Scale> columns) {
  public Scaling {
    columns = List.copyOf(columns);
  }

  /// Leaves all columns unchanged.
  public static Scaling identity(int columns) {
    return new Scaling(new Scaler.None(), Collections.nCopies(columns, new Scale(0, 1)));
  }

  /// Whether the scale of a column is the same in every window.
  ///
  /// @param targets number of target columns, which come first
  public boolean isShared(int column, int targets) {
    return column >= targets || !(scaler instanceof Scaler.Relative);
  }
}
