package dev.rondo.forecasting.reading;

import org.jspecify.annotations.Nullable;

/// The lines of the rows of a table.
///
/// @param steps step of each row
@SuppressWarnings("ArrayRecordComponent")
record TableLocator(Order order, long[] steps, Lines lines) implements RowLocator {
  @Override
  public @Nullable Place of(int series, int step) {
    // The series of a table with a column for each series share their rows.
    int one = order.series() == 1 ? 0 : series;
    int low = order.begin()[one];
    int high = order.begin()[one + 1];
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (steps[order.rows()[middle]] < step) low = middle + 1;
      else high = middle;
    }
    if (low == order.begin()[one + 1]) return null;
    int row = order.rows()[low];
    return steps[row] == step ? Place.line(lines.of(row)) : null;
  }
}
