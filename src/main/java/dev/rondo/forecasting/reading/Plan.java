package dev.rondo.forecasting.reading;

import dev.rondo.forecasting.reading.ReadingOptions.Layout;
import dev.rondo.forecasting.reading.time.TimeFormat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Decides the use of each column from the first rows and the options.
final class Plan {
  private final List<String> names;
  private final ReadingOptions options;
  private final Findings findings;
  private final char delimiter;
  private final List<ColumnSample> columns = new ArrayList<>();

  private Plan(List<String> names, char delimiter, ReadingOptions options, Findings findings) {
    this.names = names;
    this.delimiter = delimiter;
    this.options = options;
    this.findings = findings;
  }

  static Table table(
      List<String> names,
      List<Collector.Row> rows,
      char delimiter,
      ReadingOptions options,
      Findings findings) {
    NamedColumns named = options.columns().resolved(names, options.remembered());
    return new Plan(names, delimiter, options.with(named, options.layout()), findings).decide(rows);
  }

  private Table decide(List<Collector.Row> rows) {
    for (int i = 0; i < names.size(); i++) columns.add(new ColumnSample(names.get(i), i, rows));
    boolean wide = mayBeWide();
    WideTable calendar = wide ? WideCalendar.of(columns, delimiter, options, findings) : null;
    if (calendar != null) return calendar;
    ColumnSample time = writtenTime();
    List<ColumnSample> free = columns.stream().filter(this::isFree).toList();
    SplitTime split = time == null && options.columns().time() == null ? SplitTime.of(free) : null;
    if (time == null && split == null) {
      WideTable series = wide ? WideTable.of(columns, delimiter, options, findings) : null;
      if (series != null) return series;
      time = numberedTime();
    }
    if (options.layout() == Layout.WIDE && time == null && split == null) {
      throw Faults.refusal(
          "a wide table needs a column of series names with one row for each series, or a column of times with one column for each series");
    }
    if (time == null && split == null) refuseUnreadableTime();
    if (time != null) split = SplitTime.beside(time, free);
    return longTable(time, split);
  }

  /// Whether columns can be times or parts of times. Columns named as targets are series of their own.
  private boolean mayBeWide() {
    return options.layout() != Layout.LONG
        && columns.size() >= 3
        && options.columns().targets().isEmpty();
  }

  /// Refuses a table whose column of times, as its name says, cannot be read.
  private void refuseUnreadableTime() {
    for (ColumnSample column : columns) {
      if (isFree(column) && column.isNamedForTime() && !column.isEmpty())
        throw unreadable(
            column, "; if it holds none, name it in targets, pastCovariates or futureCovariates");
    }
  }

  private static UnreadableException unreadable(ColumnSample column, String otherwise) {
    String first = column.isEmpty() ? "" : column.cells.getFirst();
    return Faults.refusal(
        null,
        column.index + 1,
        "column '%s' holds no times that can be read: '%s'; write times such as 2026-01-31T13:00:00Z, 2026-01-31 13:00, 2026-01-31, 31.01.2026 13:00, 2026-01 or Jan 2026%s"
            .formatted(column.name, first.substring(0, Math.min(first.length(), 40)), otherwise));
  }

  private boolean isFree(ColumnSample column) {
    return !options.columns().contains(column.name);
  }

  /// Selects one of several time columns: one that differs between rows, is named for time, or has offsets from UTC.
  private @Nullable ColumnSample writtenTime() {
    if (options.columns().time() != null)
      return columns.get(names.indexOf(options.columns().time()));
    return columns.stream()
        .filter(column -> isFree(column) && column.writtenTime() != null)
        .max(
            Comparator.comparing((ColumnSample column) -> column.distinct() > 1)
                .thenComparing(ColumnSample::hasOffsets)
                .thenComparing(ColumnSample::isNamedForTime)
                .thenComparing(column -> -column.index))
        .orElse(null);
  }

  /// Selects a column of numbers that are times: of those named for time, the one with the most different numbers.
  private @Nullable ColumnSample numberedTime() {
    ColumnSample named = null;
    for (ColumnSample column : columns) {
      if (isFree(column)
          && column.isNamedForTime()
          && column.numberedTime() != null
          && (named == null || column.distinct() > named.distinct())) named = column;
    }
    if (named != null) return named;
    ColumnSample first = columns.getFirst();
    if (columns.size() < 2 || !isFree(first)) return null;
    TimeFormat format = first.numberedTime();
    // Without a name for time, only numbers that can hardly be measurements are taken for times.
    return format != null && first.isSurelyTime() ? first : null;
  }

  private Table longTable(@Nullable ColumnSample time, @Nullable SplitTime split) {
    List<TimeCells> times = new ArrayList<>();
    boolean values = hasValuesBesideEntities(time, split);
    List<Cells> cells = new ArrayList<>();
    for (ColumnSample column : columns) {
      int place = column.index + 1;
      if (column == time) {
        TimeCells chosen =
            new TimeCells(column.name, place, format(column)).expecting(column.cells);
        if (options.columns().time() == null && !column.isNamedForTime())
          chosen.presumed = column.digits();
        times.addFirst(chosen);
        cells.add(chosen);
      } else if (split != null && split.parts().contains(column.index)) {
        cells.add(new PartCells(column.name, place, Objects.requireNonNull(split.field(column))));
      } else if (options.columns().statics().contains(column.name)) {
        cells.add(new TextCells(column.name, place, true, options.memory()));
      } else if (isSeries(column, values)) {
        boolean needed =
            options.columns().series().contains(column.name) || ColumnNames.isSeries(column.name);
        cells.add(new TextCells(column.name, place, needed, options.memory()));
      } else if (!options.columns().hasRole(column.name) && column.writtenTime() != null) {
        cells.add(otherTimes(column, time, times));
      } else if (column.isYesOrNo()) {
        findings.inferred(
            "yes-no", "yes and no in column '%s' are read as 1 and 0".formatted(column.name));
        cells.add(new NumberCells(column.name, place, true));
      } else if (column.isNumber() || options.columns().hasRole(column.name)) {
        cells.add(new NumberCells(column.name, place, false));
      } else {
        cells.add(
            new TextCells(column.name, place, ColumnNames.isEntity(column.name), options.memory()));
      }
    }
    if (split != null)
      findings.inferred(
          "time-column",
          "times are put together from the columns "
              + (time == null ? "" : time.name + ", ")
              + String.join(", ", split.parts().stream().map(names::get).toList()));
    Set<Integer> rowNumbers = new LinkedHashSet<>();
    for (ColumnSample column : columns)
      if (isFree(column) && ColumnNames.isRowNumber(column.name)) rowNumbers.add(column.index);
    return new LongTable(cells, times, split, rowNumbers, delimiter, options, findings);
  }

  /// The cells of a column of times beside the one in use. All rows decide between them, unless the user did.
  private Cells otherTimes(
      ColumnSample column, @Nullable ColumnSample time, List<TimeCells> times) {
    if (time != null && options.columns().time() == null && time.writtenTime() != null) {
      TimeCells other =
          new TimeCells(column.name, column.index + 1, format(column)).expecting(column.cells);
      times.addLast(other);
      return other;
    }
    findings.droppedColumn(column.name, "times beside the column of times in use");
    return new IgnoredCells(column.name, column.index + 1);
  }

  /// Whether there are numbers in columns that are not named for what is measured.
  private boolean hasValuesBesideEntities(@Nullable ColumnSample time, @Nullable SplitTime split) {
    return columns.stream()
        .anyMatch(column ->
            column != time
                && (split == null || !split.parts().contains(column.index))
                && column.isNumber()
                && !column.isEmpty()
                && (options.columns().hasRole(column.name) || !ColumnNames.isEntity(column.name)));
  }

  /// Whether the cells of the column are to be kept as text, as they name series.
  private boolean isSeries(ColumnSample column, boolean values) {
    if (options.columns().series().contains(column.name)) return true;
    if (!isFree(column) || !options.columns().series().isEmpty()) return false;
    if (ColumnNames.isSeries(column.name)) return true;
    return values
        && ColumnNames.isEntity(column.name)
        && (column.isInteger() || !column.isNumber())
        && !column.isCounter();
  }

  private static TimeFormat format(ColumnSample column) {
    TimeFormat format = column.writtenTime();
    if (format == null) format = column.numberedTime();
    if (format == null) throw unreadable(column, "");
    return format;
  }
}
