package dev.rondo.forecasting.reading;

import dev.rondo.forecasting.reading.SplitTime.Field;

/// A column of one part of the times, such as the hour.
final class PartCells extends Cells {
  final Field field;
  private final Longs values = new Longs();
  private boolean zero;
  private boolean twentyFour;

  PartCells(String name, int column, Field field) {
    super(name, column);
    this.field = field;
  }

  @Override
  void add(char[] text, int from, int to, long line) {
    long value = field.read(text, from, to);
    values.add(value);
    if (value == Field.BAD) {
      fault(
          line,
          "'%s' in column '%s' is no %s, and the time needs it; write it like %s"
              .formatted(
                  new String(text, from, Math.min(to - from, 40)), name, field, field.example));
    }
    zero |= value == 0;
    twentyFour |= value == 24;
  }

  @Override
  void truncate(int rows) {
    values.truncate(rows);
  }

  long get(int row) {
    return values.get(row);
  }

  /// Whether hours are told by their end: from 1 to 24, or named so.
  boolean isHourEnding() {
    return field == Field.HOUR_ENDING || field == Field.HOUR && twentyFour && !zero;
  }
}
