package dev.rondo.forecasting.series;

import dev.rondo.forecasting.series.StaticColumn.Kind;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Series with one frequency and the same columns, of which the targets come first.
///
/// A dataset has three parts. The observed part contains the targets and the past covariates, up to the last observed target of
/// each series. The part known ahead contains the future covariates, which may have values at later steps. The static part
/// contains the values of each series that do not change over time.
///
/// @param columns columns with a value at each step
/// @param staticColumns columns with one value for each series
/// @param zone time zone in which days and months are counted
/// @param table columns of the table that the dataset was read from; null if it was not read from a table
public record Dataset(
    List<Column> columns,
    List<StaticColumn> staticColumns,
    Frequency frequency,
    ZoneId zone,
    List<Series> series,
    @Nullable TableColumns table) {
  private static final ZoneId UTC = ZoneId.of("UTC");

  /// A dataset without static values that was not read from a table.
  public Dataset(List<Column> columns, Frequency frequency, ZoneId zone, List<Series> series) {
    this(columns, List.of(), frequency, zone, series, null);
  }

  public Dataset {
    columns = List.copyOf(columns);
    staticColumns = List.copyOf(staticColumns);
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
    for (StaticColumn column : staticColumns) {
      if (!names.add(column.name()))
        throw new IllegalArgumentException("two columns are named '" + column.name() + "'");
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
      requireDeclared(one, one.statics().numbers().keySet(), Kind.NUMBER, staticColumns);
      requireDeclared(one, one.statics().categories().keySet(), Kind.CATEGORY, staticColumns);
    }
  }

  private static void requireDeclared(
      Series series, Set<String> names, Kind kind, List<StaticColumn> declared) {
    for (String name : names) {
      if (!declared.contains(new StaticColumn(name, kind)))
        throw new IllegalArgumentException(
            "series '%s' has a static %s '%s', which the dataset does not have"
                .formatted(series.id(), kind.name().toLowerCase(Locale.ROOT), name));
    }
  }

  /// This dataset with the columns of the table it was read from.
  public Dataset with(@Nullable TableColumns source) {
    return new Dataset(columns, staticColumns, frequency, zone, series, source);
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
