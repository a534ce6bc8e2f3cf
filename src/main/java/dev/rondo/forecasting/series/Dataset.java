package dev.rondo.forecasting.series;

import java.time.ZoneId;
import java.util.List;

/// Series of one frequency and the same columns; targets come first among the columns.
///
/// @param zone in which days and months are counted
public record Dataset(List<Column> columns, Frequency frequency, ZoneId zone, List<Series> series) {
  public Dataset {
    columns = List.copyOf(columns);
    series = List.copyOf(series);
  }

  /// Number of target columns; they are columns 0 to `targets() - 1`.
  public int targets() {
    return (int) columns.stream().filter(column -> column.role() == Role.TARGET).count();
  }
}
