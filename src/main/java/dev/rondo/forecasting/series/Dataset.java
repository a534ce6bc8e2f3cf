package dev.rondo.forecasting.series;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Series with one frequency and the same columns, of which the targets come first.
///
/// @param zone time zone in which days and months are counted
/// @param table columns of the table that the dataset was read from; null if it was not read from a table
public record Dataset(
    List<Column> columns,
    Frequency frequency,
    ZoneId zone,
    List<Series> series,
    @Nullable TableColumns table) {
  private static final ZoneId UTC = ZoneId.of("UTC");

  /// A dataset that was not read from a table.
  public Dataset(List<Column> columns, Frequency frequency, ZoneId zone, List<Series> series) {
    this(columns, frequency, zone, series, null);
  }

  public Dataset {
    columns = List.copyOf(columns);
    series = List.copyOf(series);
    // Equivalent zones get one name, which the fingerprint includes.
    if (zone.normalized().equals(ZoneOffset.UTC)) zone = UTC;
    if (columns.stream().noneMatch(column -> column.role() == Role.TARGET)) {
      throw new IllegalArgumentException("a dataset needs a target column");
    }
    boolean covariates = false;
    Set<String> names = new HashSet<>();
    for (Column column : columns) {
      if (!names.add(column.name()))
        throw new IllegalArgumentException("two columns are named '" + column.name() + "'");
      if (column.role() != Role.TARGET) covariates = true;
      else if (covariates) throw new IllegalArgumentException("targets come before covariates");
    }
    if (series.isEmpty()) throw new IllegalArgumentException("a dataset needs a series");
    Set<String> ids = new HashSet<>(2 * series.size());
    for (Series one : series) {
      if (!ids.add(one.id()))
        throw new IllegalArgumentException("two series are named '" + one.id() + "'");
      if (one.values().length != columns.size()) {
        throw new IllegalArgumentException(
            "series '%s' has %d columns, not %d"
                .formatted(one.id(), one.values().length, columns.size()));
      }
    }
  }

  /// This dataset with the columns of the table it was read from.
  public Dataset with(@Nullable TableColumns source) {
    return new Dataset(columns, frequency, zone, series, source);
  }

  /// The positions of its time steps.
  public TimeAxis axis() {
    return new TimeAxis(frequency, zone);
  }

  /// Number of target columns; they are columns 0 to `targets() - 1`.
  public int targets() {
    return (int) columns.stream().filter(column -> column.role() == Role.TARGET).count();
  }
}
