package dev.rondo.forecasting.reading;

import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.TableColumns;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The options of an upload; what is null or empty is inferred.
///
/// @param seriesColumns columns that together identify the series
/// @param remembered columns of an earlier table, which are used if they exist and no option contradicts
public record ReadingOptions(
    @Nullable String timeColumn,
    List<String> seriesColumns,
    List<String> targets,
    List<String> futureCovariates,
    List<String> pastCovariates,
    @Nullable Frequency frequency,
    @Nullable ZoneId timeZone,
    @Nullable Layout layout,
    @Nullable OnDuplicate onDuplicate,
    @Nullable OnGap onGap,
    @Nullable TableColumns remembered) {
  /// Options that remember no table.
  public ReadingOptions(
      @Nullable String timeColumn,
      List<String> seriesColumns,
      List<String> targets,
      List<String> futureCovariates,
      List<String> pastCovariates,
      @Nullable Frequency frequency,
      @Nullable ZoneId timeZone,
      @Nullable Layout layout,
      @Nullable OnDuplicate onDuplicate,
      @Nullable OnGap onGap) {
    this(
        timeColumn,
        seriesColumns,
        targets,
        futureCovariates,
        pastCovariates,
        frequency,
        timeZone,
        layout,
        onDuplicate,
        onGap,
        null);
  }

  /// Options that leave everything to be inferred.
  public static final ReadingOptions NONE =
      new ReadingOptions(
          null, List.of(), List.of(), List.of(), List.of(), null, null, null, null, null);

  public enum Layout {
    LONG,
    WIDE
  }

  public enum OnDuplicate {
    FAIL,
    FIRST,
    LAST,
    MEAN
  }

  public enum OnGap {
    FAIL,
    NULL,
    INTERPOLATE
  }

  /// The same with the names of columns that a table has. A text that is no column's name may hold several, parted by commas,
  /// each within double quotes where it holds a comma itself. Throws [UnreadableException] where a column is not there.
  ReadingOptions resolved(List<String> columns) {
    Set<String> known = new HashSet<>(columns);
    String time =
        timeColumn == null ? null : ColumnList.one("timeColumn", timeColumn, known, columns);
    List<String> series = ColumnList.resolve("seriesColumn", seriesColumns, known, columns);
    List<String> values = ColumnList.resolve("targets", targets, known, columns);
    boolean roles = !values.isEmpty() || !futureCovariates.isEmpty() || !pastCovariates.isEmpty();
    if (remembered != null) {
      if (time == null && remembered.time() != null && known.contains(remembered.time()))
        time = remembered.time();
      if (series.isEmpty() && known.containsAll(remembered.series())) series = remembered.series();
      if (!roles && known.containsAll(remembered.values())) values = remembered.values();
    }
    return new ReadingOptions(
        time,
        series,
        values,
        ColumnList.resolve("futureCovariates", futureCovariates, known, columns),
        ColumnList.resolve("pastCovariates", pastCovariates, known, columns),
        frequency,
        timeZone,
        layout,
        onDuplicate,
        onGap,
        null);
  }

  /// Whether the column is named as a target or covariate.
  boolean hasRole(String column) {
    return targets.contains(column)
        || futureCovariates.contains(column)
        || pastCovariates.contains(column);
  }

  /// Whether the column is named as anything at all.
  boolean names(String column) {
    return hasRole(column) || seriesColumns.contains(column) || column.equals(timeColumn);
  }
}
