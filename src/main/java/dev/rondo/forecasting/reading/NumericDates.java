package dev.rondo.forecasting.reading;

import dev.rondo.forecasting.reading.time.TimeFormat;
import dev.rondo.forecasting.reading.time.TimeParser;

/// Decides over a whole column whether 3/4/81 is in March or April.
final class NumericDates {
  private NumericDates() {}

  /// The times of the column, with the order of day and month settled where the format leaves it open.
  static long[] resolved(TimeCells cells, Lines lines, Faults faults, Findings findings) {
    long[] times = cells.take();
    if (cells.parser.format != TimeFormat.NUMERIC) return times;
    int firstBeyond = -1;
    int secondBeyond = -1;
    for (int row = 0; row < times.length; row++) {
      if (TimeParser.packedNumber(times[row], 1) > 12) firstBeyond = row;
      if (TimeParser.packedNumber(times[row], 2) > 12) secondBeyond = row;
    }
    boolean dayFirst;
    if (firstBeyond >= 0 && secondBeyond >= 0) {
      faults.add(
          lines.of(Math.max(firstBeyond, secondBeyond)),
          cells.column,
          "the day stands first in some dates and second in others, as in line %d; write all dates as 2026-01-31"
              .formatted(lines.of(Math.min(firstBeyond, secondBeyond))));
      return times;
    } else if (firstBeyond >= 0 || secondBeyond >= 0 || cells.parser.separator == '.') {
      dayFirst = firstBeyond >= 0 || secondBeyond < 0;
      findings.inferred(
          "date-order",
          dayFirst
              ? "the day stands before the month in dates"
              : "the month stands before the day in dates");
    } else {
      // With no day beyond the 12th, evenly spaced dates tell: of the two readings the right one
      // has the commoner step.
      dayFirst = evenness(times, true) > evenness(times, false);
      findings.warning(
          "date-order",
          "whether the day or the month comes first shows only in the spacing of the dates, which speaks for "
              + (dayFirst ? "the day" : "the month"),
          times.length,
          java.util.List.of());
    }
    for (int row = 0; row < times.length; row++) {
      times[row] = TimeParser.unpack(times[row], dayFirst);
      if (times[row] == TimeParser.BAD)
        faults.add(
            lines.of(row), cells.column, "there is no such date in column '" + cells.name + "'");
    }
    return times;
  }

  /// Share of the commonest distance between neighbours.
  private static double evenness(long[] packed, boolean dayFirst) {
    java.util.Map<Long, Integer> counts = new java.util.HashMap<>();
    int most = 0;
    for (int row = 1; row < Math.min(packed.length, 10_000); row++) {
      long a = TimeParser.unpack(packed[row - 1], dayFirst);
      long b = TimeParser.unpack(packed[row], dayFirst);
      if (a != TimeParser.BAD && b != TimeParser.BAD)
        most = Math.max(most, counts.merge(b - a, 1, Integer::sum));
    }
    return most;
  }
}
