package dev.rondo.forecasting.reading;

/// A table whose columns are identified.
interface Table extends RowSink {
  /// Creates the dataset of all rows. Throws [UnreadableException].
  Reading finish();
}
