package dev.rondo.forecasting.reading;

import dev.rondo.forecasting.series.Frequency;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What an upload says of itself; what is null or empty is inferred.
///
/// @param seriesColumns columns that together tell the series apart
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
    @Nullable OnGap onGap) {
  /// Leaves everything to be inferred.
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
    return new ReadingOptions(
        time,
        ColumnList.resolve("seriesColumn", seriesColumns, known, columns),
        ColumnList.resolve("targets", targets, known, columns),
        ColumnList.resolve("futureCovariates", futureCovariates, known, columns),
        ColumnList.resolve("pastCovariates", pastCovariates, known, columns),
        frequency,
        timeZone,
        layout,
        onDuplicate,
        onGap);
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
