package dev.rondo.forecasting.reading;

import dev.rondo.forecasting.reading.ReadingOptions.Layout;
import dev.rondo.forecasting.reading.time.TimeFormat;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Decides from the first rows and the options what each column is.
final class Plan {
  private final List<String> names;
  private final ReadingOptions options;
  private final Findings findings;
  private final List<ColumnSample> columns = new ArrayList<>();
  private final Set<String> values = new LinkedHashSet<>();

  private Plan(List<String> names, ReadingOptions options, Findings findings) {
    this.names = names;
    this.options = options;
    this.findings = findings;
    values.addAll(options.targets());
    values.addAll(options.futureCovariates());
    values.addAll(options.pastCovariates());
  }

  static Table table(
      List<String> names, List<Collector.Row> rows, ReadingOptions options, Findings findings) {
    return new Plan(names, options, findings).decide(rows);
  }

  private Table decide(List<Collector.Row> rows) {
    known("timeColumn", options.timeColumn() == null ? List.of() : List.of(options.timeColumn()));
    known(
        "seriesColumn",
        options.seriesColumn() == null ? List.of() : List.of(options.seriesColumn()));
    known("targets", options.targets());
    known("futureCovariates", options.futureCovariates());
    known("pastCovariates", options.pastCovariates());
    for (int i = 0; i < names.size(); i++) columns.add(new ColumnSample(names.get(i), i, rows));
    NumberParser numbers = NumberStyle.of(columns, findings);
    for (ColumnSample column : columns) column.measure(numbers);
    ColumnSample time = writtenTime();
    SplitTime split = time == null && options.timeColumn() == null ? SplitTime.of(columns) : null;
    if (time == null && split == null && WideTable.fits(columns, options)) {
      return WideTable.of(columns, numbers, options, findings);
    }
    if (time == null && split == null) time = numberedTime();
    if (options.layout() == Layout.WIDE && time == null && split == null) {
      throw Faults.refusal(
          "a wide table needs a column of series names with one row for each series, or a column of times with one column for each series");
    }
    return long_(time, split, numbers);
  }

  private void known(String parameter, Collection<String> wanted) {
    for (String name : wanted) {
      if (!names.contains(name)) {
        throw Faults.refusal(
            "%s names the column '%s', but the columns are %s"
                .formatted(parameter, name, String.join(", ", names)));
      }
    }
  }

  private boolean isFree(ColumnSample column) {
    return !values.contains(column.name) && !column.name.equals(options.seriesColumn());
  }

  private @Nullable ColumnSample writtenTime() {
    if (options.timeColumn() != null) return columns.get(names.indexOf(options.timeColumn()));
    ColumnSample found = null;
    for (ColumnSample column : columns) {
      if (!isFree(column) || column.writtenTime() == null) continue;
      if (found == null || column.hasOffsets() && !found.hasOffsets()) found = column;
    }
    return found;
  }

  private @Nullable ColumnSample numberedTime() {
    for (ColumnSample column : columns) {
      if (isFree(column) && column.isNamedForTime() && column.numberedTime() != null) return column;
    }
    ColumnSample first = columns.getFirst();
    if (columns.size() < 2 || !isFree(first)) return null;
    TimeFormat format = first.numberedTime();
    // Without a telling name only what can hardly be a measurement passes for times.
    return format != null && first.isSurelyTime() ? first : null;
  }

  private Table long_(
      @Nullable ColumnSample time, @Nullable SplitTime split, NumberParser numbers) {
    TimeCells times = null;
    ColumnSample numberedSeries = time == null ? null : numberedSeries(time);
    List<Cells> cells = new ArrayList<>();
    for (ColumnSample column : columns) {
      int place = column.index + 1;
      if (column == time) {
        TimeFormat format = format(column);
        times = new TimeCells(column.name, place, format).expecting(column.cells);
        cells.add(times);
        findings.inferred(
            "time-column",
            "times stand in column '%s', written like %s".formatted(column.name, format.example));
      } else if (split != null && split.parts().contains(column.index)) {
        cells.add(new NumberCells(column.name, place, numbers, false));
      } else if (column == numberedSeries) {
        cells.add(new TextCells(column.name, place, true));
      } else if (column.name.equals(options.seriesColumn())
          || options.seriesColumn() == null && column.isNamedForSeries() && isFree(column)) {
        cells.add(new TextCells(column.name, place, true));
      } else if (!values.contains(column.name) && column.writtenTime() != null) {
        findings.dropped(
            "column",
            "column '%s' holds times beside the column of times in use".formatted(column.name),
            1,
            List.of());
        cells.add(new IgnoredCells(column.name, place));
      } else if (column.isYesOrNo()) {
        findings.inferred(
            "yes-no", "yes and no in column '%s' are read as 1 and 0".formatted(column.name));
        cells.add(new NumberCells(column.name, place, numbers, true));
      } else if (column.isNumber() || values.contains(column.name)) {
        cells.add(new NumberCells(column.name, place, numbers, false));
      } else {
        cells.add(new TextCells(column.name, place, false));
      }
    }
    if (split != null)
      findings.inferred(
          "time-column",
          "times are put together from the columns "
              + String.join(", ", split.parts().stream().map(names::get).toList()));
    Set<Integer> rowNumbers = new LinkedHashSet<>();
    for (ColumnSample column : columns)
      if (isFree(column) && column.isNamedForRowNumber()) rowNumbers.add(column.index);
    return new LongTable(cells, times, split, rowNumbers, options, findings);
  }

  /// The column of whole numbers, before that of times, which tells the series apart where times stand in several rows and no
  /// column of text could.
  private @Nullable ColumnSample numberedSeries(ColumnSample time) {
    if (options.seriesColumn() != null) return null;
    for (ColumnSample column : columns) {
      if (column != time
          && !column.isNumber()
          && column.writtenTime() == null
          && !column.isYesOrNo()) return null;
    }
    if (10 * new LinkedHashSet<>(time.cells).size() > 9 * time.cells.size()) return null;
    for (ColumnSample column : columns.subList(0, time.index)) {
      if (!isFree(column) || !column.isInteger() || column.cells.size() != time.cells.size())
        continue;
      Set<String> both = new LinkedHashSet<>();
      for (int i = 0; i < time.cells.size(); i++)
        both.add(column.cells.get(i) + " " + time.cells.get(i));
      if (both.size() >= 0.9 * time.cells.size() && !column.isDistinct()) return column;
    }
    return null;
  }

  private static TimeFormat format(ColumnSample column) {
    TimeFormat format = column.writtenTime();
    if (format == null) format = column.numberedTime();
    if (format != null) return format;
    String first = column.isEmpty() ? "" : column.cells.getFirst();
    throw Faults.refusal(
        null,
        column.index + 1,
        "column '%s' holds no times: '%s'; write times such as 2026-01-31T13:00:00Z, 2026-01-31, 31.01.2026 13:00 or Jan 2026"
            .formatted(column.name, first));
  }
}
