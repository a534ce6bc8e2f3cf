package dev.rondo.forecasting.reading;

/// Receives the cells of a table, row by row.
interface RowSink {
  /// Begins the row of a line.
  void beginRow(long line);

  /// The cell of the row under way at place `index`, from 0.
  void cell(int index, char[] text, int from, int to);

  /// Ends the row of `count` cells.
  void endRow(int count);
}
