package dev.rondo.forecasting.reading;

import dev.rondo.forecasting.series.TableColumns;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The columns that the user named for a use; the use of all others is inferred. A text that is not the name of a column may list
/// several, separated by commas, with double quotes around a name that contains a comma.
///
/// @param series columns that together identify the series
/// @param statics columns with one value for each series
public record NamedColumns(
    @Nullable String time,
    List<String> series,
    List<String> targets,
    List<String> futureCovariates,
    List<String> pastCovariates,
    List<String> statics) {
  /// No column is named.
  public static final NamedColumns NONE =
      new NamedColumns(null, List.of(), List.of(), List.of(), List.of(), List.of());

  public NamedColumns {
    series = List.copyOf(series);
    targets = List.copyOf(targets);
    futureCovariates = List.copyOf(futureCovariates);
    pastCovariates = List.copyOf(pastCovariates);
    statics = List.copyOf(statics);
  }

  /// These names, and those of `usual` for what they leave open. If these give a target or a covariate, the roles of `usual` do not
  /// apply.
  NamedColumns or(NamedColumns usual) {
    boolean roles = !targets.isEmpty() || !futureCovariates.isEmpty() || !pastCovariates.isEmpty();
    return new NamedColumns(
        time == null ? usual.time : time,
        series.isEmpty() ? usual.series : series,
        roles ? targets : usual.targets,
        roles ? futureCovariates : usual.futureCovariates,
        roles ? pastCovariates : usual.pastCovariates,
        statics.isEmpty() ? usual.statics : statics);
  }

  /// The same with single names of a table's columns. Throws [UnreadableException] if a column does not exist.
  ///
  /// @param remembered columns of an earlier table, which are used if they exist and no name contradicts
  NamedColumns resolved(List<String> columns, @Nullable TableColumns remembered) {
    Set<String> known = new HashSet<>(columns);
    String when = time == null ? null : ColumnList.one("timeColumn", time, known, columns);
    List<String> ids = ColumnList.resolve("seriesColumn", series, known, columns);
    List<String> values = ColumnList.resolve("targets", targets, known, columns);
    List<String> fixed = ColumnList.resolve("staticColumns", statics, known, columns);
    boolean roles = !values.isEmpty() || !futureCovariates.isEmpty() || !pastCovariates.isEmpty();
    if (remembered != null) {
      if (when == null && remembered.time() != null && known.contains(remembered.time()))
        when = remembered.time();
      if (ids.isEmpty() && known.containsAll(remembered.series())) ids = remembered.series();
      if (!roles && known.containsAll(remembered.values())) values = remembered.values();
      if (fixed.isEmpty() && remembered.statics() != null)
        fixed = remembered.statics().stream().filter(known::contains).toList();
    }
    return new NamedColumns(
        when,
        ids,
        values,
        ColumnList.resolve("futureCovariates", futureCovariates, known, columns),
        ColumnList.resolve("pastCovariates", pastCovariates, known, columns),
        fixed);
  }

  /// Whether the column is named as a target or covariate.
  boolean hasRole(String column) {
    return targets.contains(column)
        || futureCovariates.contains(column)
        || pastCovariates.contains(column);
  }

  /// Whether the column is named for any use.
  boolean contains(String column) {
    return hasRole(column)
        || series.contains(column)
        || statics.contains(column)
        || column.equals(time);
  }
}
