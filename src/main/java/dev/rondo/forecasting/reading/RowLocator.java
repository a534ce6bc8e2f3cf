package dev.rondo.forecasting.reading;

import org.jspecify.annotations.Nullable;

/// The rows of an upload that the steps of its dataset were read from.
public interface RowLocator {
  /// The row of a step, the first of several; null if the step has none.
  ///
  /// @param series number of the series in the dataset
  /// @param step step of the series, from 0
  @Nullable Place of(int series, int step);
}
