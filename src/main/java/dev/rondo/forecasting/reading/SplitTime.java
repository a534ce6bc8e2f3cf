package dev.rondo.forecasting.reading;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A time given in columns of its own for year, month, day, hour and minute.
///
/// @param parts places of the columns, from the year on
record SplitTime(List<Integer> parts) {
  private static final List<Set<String>> NAMES =
      List.of(
          Set.of("year", "jahr", "yr", "yyyy"),
          Set.of("month", "monat", "mon", "mm"),
          Set.of("day", "tag", "dd"),
          Set.of("hour", "stunde", "hr", "hh"),
          Set.of("minute", "min"));

  /// Null unless there are at least a year and a month.
  static @Nullable SplitTime of(List<ColumnSample> columns) {
    List<Integer> parts = new ArrayList<>();
    for (Set<String> names : NAMES) {
      ColumnSample found = null;
      for (ColumnSample column : columns) {
        if (found == null
            && names.contains(column.name.toLowerCase(Locale.ROOT))
            && column.isInteger()) found = column;
      }
      if (found == null) break;
      parts.add(found.index);
    }
    return parts.size() < 2 ? null : new SplitTime(parts);
  }

  /// Local times as if they were UTC.
  long[] join(List<NumberCells> cells, Lines lines, Faults faults) {
    long[] times = new long[lines.size()];
    int[] part = new int[5];
    for (int row = 0; row < times.length; row++) {
      for (int i = 0; i < 5; i++)
        part[i] = i < cells.size() ? (int) cells.get(i).get(row) : i < 3 ? 1 : 0;
      try {
        times[row] =
            LocalDateTime.of(part[0], part[1], part[2], 0, part[4])
                .plusHours(part[3])
                .toInstant(ZoneOffset.UTC)
                .toEpochMilli();
      } catch (DateTimeException e) {
        faults.add(
            lines.of(row),
            cells.getFirst().column,
            "the columns of year, month and day make no date: " + e.getMessage());
      }
    }
    return times;
  }
}
