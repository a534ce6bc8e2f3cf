package dev.rondo.forecasting.reading;

import dev.rondo.forecasting.reading.ReadingOptions.Layout;
import dev.rondo.forecasting.reading.SplitTime.Field;
import dev.rondo.forecasting.reading.SplitTime.Part;
import dev.rondo.forecasting.reading.time.CivilDate;
import dev.rondo.forecasting.reading.time.TimeFormat;
import dev.rondo.forecasting.reading.time.TimeParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds tables that are laid out like a calendar: rows and columns are two parts of one time, such as a row for each year and a
/// column for each month, or a row for each date and a column for each hour. Such a table holds one series, or one for each value
/// of the columns that name series.
final class WideCalendar {
  private static final List<Field> FIELDS =
      List.of(
          Field.MONTH,
          Field.QUARTER,
          Field.WEEK,
          Field.DAY,
          Field.CLOCK,
          Field.HOUR,
          Field.HOUR_ENDING);
  private static final List<Field> OF_A_YEAR = List.of(Field.MONTH, Field.QUARTER, Field.WEEK);
  private static final List<Field> OF_A_DAY = List.of(Field.CLOCK, Field.HOUR, Field.HOUR_ENDING);

  private final List<ColumnSample> all;
  private final char delimiter;
  private final ReadingOptions options;
  private final Findings findings;

  private WideCalendar(
      List<ColumnSample> all, char delimiter, ReadingOptions options, Findings findings) {
    this.all = all;
    this.delimiter = delimiter;
    this.options = options;
    this.findings = findings;
  }

  /// The times of the rows: parts, or a column of dates.
  private record Rows(List<Part> parts, @Nullable ColumnSample dates) {}

  /// The table; null if the columns are not those of a calendar.
  static @Nullable WideTable of(
      List<ColumnSample> all, char delimiter, ReadingOptions options, Findings findings) {
    return new WideCalendar(all, delimiter, options, findings).table();
  }

  private @Nullable WideTable table() {
    for (Field field : FIELDS) {
      PartHeader header = PartHeader.of(field, all);
      if (header == null || !areNumbers(header.first(), header.end())) continue;
      Rows rows = rows(header, all.subList(0, header.first()));
      if (rows == null) continue;
      Cells inner = new PartCells(field.toString(), header.first() + 1, field);
      return table(rows, header.first(), header.end(), inner, header.parts(), header.bare());
    }
    return turned();
  }

  private boolean areNumbers(int first, int end) {
    return all.subList(first, end).stream().allMatch(ColumnSample::isNumber);
  }

  /// The columns with the rest of the time; null if there are none.
  private @Nullable Rows rows(PartHeader header, List<ColumnSample> before) {
    Field field = header.field();
    if (OF_A_YEAR.contains(field)) {
      ColumnSample year = named(Field.YEAR, before);
      for (ColumnSample column : before)
        if (year == null && !header.bare() && isYears(column)) year = column;
      return year == null ? null : new Rows(List.of(new Part(year.index, Field.YEAR)), null);
    }
    SplitTime split = options.columns().time() == null ? SplitTime.of(before) : null;
    if (field == Field.DAY) {
      if (split != null && split.columns().size() == 2 && split.has(Field.MONTH))
        return new Rows(split.columns(), null);
      ColumnSample months = dates(before, true);
      return months == null ? null : new Rows(List.of(), months);
    }
    if (split != null && split.has(Field.DAY) && !split.hasClock())
      return new Rows(split.columns(), null);
    ColumnSample dates = dates(before, false);
    return dates == null || header.bare() && !areDays(dates) ? null : new Rows(List.of(), dates);
  }

  private static @Nullable ColumnSample named(Field field, List<ColumnSample> columns) {
    for (ColumnSample column : columns)
      if (field.isNamed(column.name) && field.fits(column)) return column;
    return null;
  }

  private static boolean isYears(ColumnSample column) {
    return !column.isEmpty()
        && column.cells.stream().allMatch(cell -> cell.matches("(1[6-9]|20|21)\\d\\d"));
  }

  /// The column of dates, or of months, without a clock time.
  private @Nullable ColumnSample dates(List<ColumnSample> before, boolean months) {
    String wanted = options.columns().time();
    for (ColumnSample column : before) {
      if (wanted != null && !column.name.equals(wanted)) continue;
      TimeFormat format = column.timeFormat();
      if (format == null || column.hasClock()) continue;
      if (!months || column.cells.stream().allMatch(cell -> cell.length() <= 8)) return column;
    }
    return null;
  }

  /// Whether most of the dates are a day after another one, as far as a date alone tells which day it is.
  private static boolean areDays(ColumnSample dates) {
    TimeParser parser = TimeParser.of(Objects.requireNonNull(dates.timeFormat()));
    List<Long> days = new ArrayList<>();
    for (String cell : dates.cells) {
      long day = parser.parse(cell);
      if (parser.open) return true;
      days.add(day);
    }
    List<Long> sorted = days.stream().distinct().sorted().toList();
    int next = 0;
    for (int i = 1; i < sorted.size(); i++)
      if (sorted.get(i) - sorted.get(i - 1) == CivilDate.DAY) next++;
    return 2 * next >= sorted.size() - 1;
  }

  /// A calendar with the longer part in the header: a column for each year or date, a row for each month or hour.
  private @Nullable WideTable turned() {
    TimeHeader header = TimeHeader.of(all);
    if (header == null
        || header.format() == null
        || header.times().size() < 2
        || !areNumbers(header.first(), header.end())) return null;
    if (hasClock(header.format(), header.times())) return null;
    List<ColumnSample> before = all.subList(0, header.first());
    for (Field field : header.years() ? OF_A_YEAR : OF_A_DAY) {
      ColumnSample column = named(field, before);
      if (column == null || !isWhole(field, column)) continue;
      Rows rows = new Rows(List.of(new Part(column.index, field)), null);
      Cells outer =
          header.years()
              ? new PartCells("year", header.first() + 1, Field.YEAR)
              : new TimeCells("date", header.first() + 1, header.format())
                  .expecting(header.times());
      return table(rows, header.first(), header.end(), outer, header.times(), false);
    }
    return null;
  }

  private static boolean hasClock(TimeFormat format, List<String> times) {
    TimeParser parser = TimeParser.of(format);
    return times.stream().anyMatch(time -> parser.parse(time) != TimeParser.BAD && parser.clock);
  }

  /// Whether the cells of the column are all months, quarters or weeks of a year or all hours of a day.
  private static boolean isWhole(Field field, ColumnSample column) {
    long different =
        column.cells.stream()
            .map(cell -> field.read(cell.toCharArray(), 0, cell.length()))
            .distinct()
            .count();
    return switch (field) {
      case MONTH -> different == 12;
      case QUARTER -> different == 4;
      case WEEK -> different >= 52;
      default -> different >= 24;
    };
  }

  private WideTable table(
      Rows rows, int first, int end, Cells header, List<String> names, boolean bare) {
    List<ColumnSample> before = all.subList(0, first);
    List<ColumnSample> kept = new ArrayList<>();
    List<Cells> columns = new ArrayList<>();
    List<TimeCells> times = new ArrayList<>();
    List<Part> parts = new ArrayList<>(rows.parts());
    List<String> timeNames = new ArrayList<>();
    for (ColumnSample column : before) {
      Cells cells = cells(column, rows);
      if (cells == null) {
        findings.droppedColumn(column.name, "neither a time nor part of a series' name");
        continue;
      }
      kept.add(column);
      columns.add(cells);
      if (cells instanceof TimeCells dates) times.add(dates);
      if (!(cells instanceof TextCells)) timeNames.add("'" + column.name + "'");
    }
    columns.add(header);
    if (header instanceof TimeCells dates) {
      dates.inHeader = true;
      times.add(dates);
    }
    if (header instanceof PartCells part) parts.add(new Part(-1, part.field));
    columns.add(new NumberCells("value", first + 1, false));
    tell(timeNames, all.get(first).name, all.get(end - 1).name, bare);
    WideTable.dropBehind(all, end, findings);
    ReadingOptions inner =
        options.with(
            new NamedColumns(
                null, options.columns().series(), List.of(), List.of(), List.of(), List.of()),
            Layout.LONG);
    LongTable table =
        new LongTable(columns, times, new SplitTime(parts), Set.of(), delimiter, inner, findings);
    boolean sparse = parts.stream().anyMatch(part -> part.field() == Field.DAY);
    return new WideTable(table, before, kept, names, all.size(), sparse, options, findings);
  }

  /// The cells of a column before the header's times; null if it is not kept.
  private @Nullable Cells cells(ColumnSample column, Rows rows) {
    int place = column.index + 1;
    if (column == rows.dates())
      return new TimeCells(column.name, place, Objects.requireNonNull(column.timeFormat()))
          .expecting(column.cells);
    for (Part part : rows.parts())
      if (part.index() == column.index) return new PartCells(column.name, place, part.field());
    List<String> wanted = options.columns().series();
    boolean names = wanted.isEmpty() ? column.mayNameSeries() : wanted.contains(column.name);
    return names ? new TextCells(column.name, place, true, options.memory()) : null;
  }

  private void tell(List<String> rows, String from, String to, boolean bare) {
    String detail =
        "rows (%s) and columns ('%s' to '%s') are two parts of one time, so each series runs along the rows; with layout=long each column is a target of its own"
            .formatted(String.join(", ", rows), from, to);
    // Numbers alone could as well be the names of other things.
    if (bare) findings.warning("layout", detail, 1, List.of());
    else findings.inferred("layout", detail);
  }
}
