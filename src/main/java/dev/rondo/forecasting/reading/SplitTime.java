package dev.rondo.forecasting.reading;

import dev.rondo.forecasting.reading.time.CivilDate;
import dev.rondo.forecasting.reading.time.TimeParser;
import dev.rondo.forecasting.reading.time.TimePart;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A time in several columns: a year with a month, quarter or week and smaller units, or a clock time or an hour in addition to a
/// column of dates.
record SplitTime(List<Part> columns) {
  record Part(int index, Field field) {}

  enum Field {
    YEAR("2026", "year", "jahr", "yr", "yyyy", "año", "annee", "année", "anno"),
    MONTH(
        "1 or January",
        "month",
        "monat",
        "mon",
        "mm",
        "mes",
        "mois",
        "mese",
        "month_name",
        "monthname"),
    QUARTER("1 or Q1", "quarter", "qtr", "quartal", "q", "trimestre"),
    WEEK("5", "week", "woche", "kw", "week_number", "weeknumber", "iso_week"),
    DAY("31", "day", "tag", "dd", "day_of_month", "dia", "jour"),
    HOUR("13", "hour", "stunde", "hr", "hh", "hour_of_day", "hora", "heure"),
    HOUR_ENDING(
        "HE01",
        "he",
        "hour ending",
        "hour_ending",
        "hourending",
        "hour ending (he)",
        "hour end",
        "hour_end",
        "hourend"),
    MINUTE("30", "minute", "min", "minuten"),
    CLOCK(
        "13:30",
        "time",
        "clock",
        "uhrzeit",
        "zeit",
        "hora",
        "heure",
        "time_of_day",
        "time of day",
        "hour");

    static final long BAD = TimeParser.BAD;

    final String example;
    private final Set<String> names;

    Field(String example, String... names) {
      this.example = example;
      this.names = Set.of(names);
    }

    boolean isNamed(String column) {
      return names.contains(column.toLowerCase(Locale.ROOT));
    }

    /// Whether all cells of the column are such parts.
    boolean fits(ColumnSample column) {
      return !column.isEmpty()
          && column.cells.stream()
              .allMatch(cell -> read(cell.toCharArray(), 0, cell.length()) != BAD);
    }

    /// The part as a number, of a clock time the milliseconds of the day; [#BAD] if the text is not such a part.
    long read(char[] text, int from, int to) {
      return switch (this) {
        case YEAR -> TimePart.number(text, from, to, 1000, 2999);
        case MONTH -> TimePart.month(text, from, to);
        case QUARTER -> TimePart.prefixed("q", text, from, to, 1, 4);
        case WEEK -> TimePart.prefixed("w", text, from, to, 1, 53);
        case DAY -> TimePart.number(text, from, to, 1, 31);
        case HOUR -> TimePart.number(text, from, to, 0, 24);
        case HOUR_ENDING -> TimePart.prefixed("he", text, from, to, 1, 24);
        case MINUTE -> TimePart.number(text, from, to, 0, 59);
        case CLOCK -> TimePart.clock(text, from, to);
      };
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /// Null unless there is a year with a month, quarter or week.
  static @Nullable SplitTime of(List<ColumnSample> columns) {
    List<Part> parts = new ArrayList<>();
    if (!add(Field.YEAR, columns, parts)) return null;
    if (add(Field.MONTH, columns, parts)) {
      if (add(Field.DAY, columns, parts)) addClock(columns, parts);
    } else if (!add(Field.QUARTER, columns, parts) && !add(Field.WEEK, columns, parts)) {
      return null;
    }
    return new SplitTime(parts);
  }

  /// The clock time beside a column of dates; null if there is none.
  static @Nullable SplitTime beside(ColumnSample date, List<ColumnSample> columns) {
    if (date.hasClock()) return null;
    List<ColumnSample> others = new ArrayList<>(columns);
    others.remove(date);
    List<Part> parts = new ArrayList<>();
    // A clock time of another thing, such as a sunrise, stands beside dates that all differ.
    boolean repeated = date.distinct() < date.cells.size();
    for (ColumnSample column : others)
      if (parts.isEmpty()
          && (Field.CLOCK.isNamed(column.name) || repeated)
          && Field.CLOCK.fits(column)) parts.add(new Part(column.index, Field.CLOCK));
    if (parts.isEmpty() && repeated) addClock(others, parts);
    return parts.isEmpty() ? null : new SplitTime(parts);
  }

  private static void addClock(List<ColumnSample> columns, List<Part> parts) {
    if (add(Field.CLOCK, columns, parts)) return;
    if (add(Field.HOUR_ENDING, columns, parts)) return;
    for (ColumnSample column : columns) {
      if (Field.HOUR_ENDING.isNamed(column.name) && Field.CLOCK.fits(column)) {
        parts.add(new Part(column.index, Field.CLOCK));
        return;
      }
    }
    for (ColumnSample column : columns) {
      if (Field.HOUR.isNamed(column.name)
          && !Field.HOUR.fits(column)
          && Field.HOUR_ENDING.fits(column)) {
        parts.add(new Part(column.index, Field.HOUR_ENDING));
        return;
      }
    }
    if (add(Field.HOUR, columns, parts)) add(Field.MINUTE, columns, parts);
  }

  private static boolean add(Field field, List<ColumnSample> columns, List<Part> parts) {
    for (ColumnSample column : columns) {
      if (!field.isNamed(column.name) || !field.fits(column)) continue;
      parts.add(new Part(column.index, field));
      return true;
    }
    return false;
  }

  /// RowLocator of the columns.
  List<Integer> parts() {
    return columns.stream().map(Part::index).toList();
  }

  boolean has(Field field) {
    return columns.stream().anyMatch(part -> part.field() == field);
  }

  boolean hasClock() {
    return columns.stream().anyMatch(part -> part.field().compareTo(Field.HOUR) >= 0);
  }

  /// The column's part of the time; null if it has none.
  @Nullable Field field(ColumnSample column) {
    for (Part part : columns) if (part.index() == column.index) return part.field();
    return null;
  }

  /// Local times as if they were UTC.
  ///
  /// @param dates midnights to which the parts are added, overwritten; null if the parts contain the date
  static long[] join(
      List<PartCells> parts,
      long @Nullable [] dates,
      Lines lines,
      Faults faults,
      Findings findings) {
    for (PartCells part : parts) {
      if (part.isEnding())
        findings.inferred(
            "hour-ending",
            part.field == Field.CLOCK
                ? "clock times in column '%s' are read as the end of the hour or shorter step, so 01:00 is the hour that begins at 00:00"
                    .formatted(part.name)
                : "hours in column '%s' run from 1 to 24 and are read as the hour that ends then, so hour 1 begins at 00:00"
                    .formatted(part.name));
    }
    long[] times = dates == null ? new long[lines.size()] : dates;
    for (int row = 0; row < times.length; row++) {
      long date = dates == null ? date(parts, row) : dayOfMonth(parts, row, dates[row]);
      if (date == TimeParser.BAD) {
        faults.add(
            lines.of(row),
            parts.getFirst().column,
            "there is no such date in the columns "
                + Findings.list(parts.stream().map(part -> part.name).toList()));
        continue;
      }
      times[row] = date + ofDay(parts, row);
    }
    return times;
  }

  private static long date(List<PartCells> parts, int row) {
    int year = 0;
    int month = 1;
    int day = 1;
    int week = 0;
    for (PartCells part : parts) {
      int value = (int) part.get(row);
      switch (part.field) {
        case YEAR -> year = value;
        case MONTH -> month = value;
        case QUARTER -> month = 3 * value - 2;
        case WEEK -> week = value;
        case DAY -> day = value;
        case HOUR, HOUR_ENDING, MINUTE, CLOCK -> {}
      }
    }
    return week > 0 ? TimePart.week(year, week) : CivilDate.of(year, month, day);
  }

  /// The day of a month that is part of a time, where the date is its month.
  private static long dayOfMonth(List<PartCells> parts, int row, long date) {
    for (PartCells part : parts) {
      if (part.field != Field.DAY) continue;
      long month = CivilDate.monthAndDay(date);
      if ((month & 31) != 1) return TimeParser.BAD;
      int months = (int) (month >> 5);
      return CivilDate.of(
          Math.floorDiv(months, 12), Math.floorMod(months, 12) + 1, (int) part.get(row));
    }
    return date;
  }

  private static long ofDay(List<PartCells> parts, int row) {
    long ofDay = 0;
    for (PartCells part : parts) {
      switch (part.field) {
        case HOUR, HOUR_ENDING, CLOCK -> ofDay += part.begin(row);
        case MINUTE -> ofDay += part.get(row) * 60_000;
        case YEAR, MONTH, QUARTER, WEEK, DAY -> {}
      }
    }
    return ofDay;
  }
}
