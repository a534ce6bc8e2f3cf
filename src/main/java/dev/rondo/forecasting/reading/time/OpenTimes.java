package dev.rondo.forecasting.reading.time;

import org.jspecify.annotations.Nullable;

/// The open times of a column, as a [TimeParser] packed them.
///
/// @param raw one of each row
/// @param millionths whether the numbers have fractions and are in millionths
/// @param series place of the series of each row; null if there is only one
@SuppressWarnings("ArrayRecordComponent")
public record OpenTimes(long[] raw, boolean millionths, int @Nullable [] series, int seriesCount) {
  private static final int USUAL = 1951;

  int series(int row) {
    return series == null ? 0 : series[row];
  }

  /// The time of a row in one reading, or [TimeParser#BAD].
  public long time(int row, Interpretation reading) {
    return reading.time(raw[row], millionths, firstYear(reading));
  }

  /// First of the hundred years that hold the column's years of two digits most closely: they begin after the widest gap
  /// between the years that occur, and end by 2050.
  int firstYear(Interpretation reading) {
    if (raw.length == 0 || !reading.isPacked() && reading.shortYear(raw[0]) < 0) return USUAL;
    boolean[] occurs = new boolean[100];
    int first = -1;
    for (long one : raw) {
      int year = reading.shortYear(one);
      if (year < 0 || year > 99) continue;
      occurs[year] = true;
      if (first < 0) first = year;
    }
    if (first < 0) return USUAL;
    int begin = first;
    int widest = 0;
    for (int year = 0; year < 100; year++) {
      if (!occurs[year]) continue;
      int gap = 1;
      while (gap < 100 && !occurs[Math.floorMod(year - gap, 100)]) gap++;
      // Of two gaps as wide, the one before the first row's year.
      if (gap > widest || gap == widest && year == first) {
        widest = gap;
        begin = year;
      }
    }
    int span = 100 - widest;
    int last = Math.floorMod(begin + span, 100);
    int lastYear = last <= 50 ? 2000 + last : 1900 + last;
    return lastYear - span;
  }
}
