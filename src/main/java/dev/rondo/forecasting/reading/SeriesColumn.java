package dev.rondo.forecasting.reading;

import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;

/// A column that may identify series.
///
/// @param named whether its name says so
/// @param text whether it holds text rather than whole numbers
/// @param mark a number for the cell of a row, the same for the same cell only
/// @param word the cell of a row
record SeriesColumn(
    Cells cells, boolean named, boolean text, IntToLongFunction mark, IntFunction<String> word) {
  static SeriesColumn of(TextCells cells) {
    return new SeriesColumn(
        cells,
        ColumnNames.isEntity(cells.name),
        true,
        cells::code,
        row -> cells.word(cells.code(row)));
  }

  /// @param cells of which [NumberCells#mayBeIds()] holds
  static SeriesColumn of(NumberCells cells) {
    return new SeriesColumn(
        cells, ColumnNames.isEntity(cells.name), false, row -> (long) cells.get(row), cells::id);
  }

  String name() {
    return cells.name;
  }

  /// Whether some cells are in several of the rows; a column that differs in each row does not identify series.
  boolean repeats(int rows) {
    int most = Math.max(1, rows / 2);
    if (cells instanceof TextCells words) return !words.givenUp() && words.distinct() <= most;
    Map<Long, Boolean> seen = new HashMap<>();
    for (int row = 0; row < rows && seen.size() <= most; row++)
      seen.put(mark.applyAsLong(row), true);
    return seen.size() <= most;
  }
}
