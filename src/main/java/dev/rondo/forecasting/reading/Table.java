package dev.rondo.forecasting.reading;

/// A table whose columns are understood.
interface Table extends RowSink {
  /// Makes the dataset of all rows. Throws [UnreadableException].
  Reading finish();
}
