package dev.rondo.forecasting.reading;

import dev.rondo.forecasting.reading.time.Interpretation;
import dev.rondo.forecasting.reading.time.TimeFormat;
import dev.rondo.forecasting.reading.time.TimeParser;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The first cells of a column, and what they look like.
final class ColumnSample {
  private static final Set<String> TIME_NAMES =
      Set.of(
          "ds",
          "date",
          "datetime",
          "time",
          "timestamp",
          "ts",
          "t",
          "step",
          "steps",
          "year",
          "jahr",
          "datum",
          "zeit",
          "zeitpunkt",
          "period",
          "week",
          "day",
          "time_step",
          "timestep",
          "time_idx",
          "epoch",
          "unixtime",
          "unix_time");
  private static final Set<String> ROW_NUMBER_NAMES =
      Set.of(
          "no", "no.", "nr", "nr.", "row", "rownum", "row_number", "index", "id", "lfd. nr.", "#");
  private static final Set<String> ID_NAMES =
      Set.of("unique_id", "series_id", "series", "item_id", "series_name", "ts_id", "tsid");

  final String name;
  final int index;
  final List<String> cells = new ArrayList<>();

  /// Share of the cells that are numbers of the table's style.
  double numbers;

  private boolean integers = true;

  ColumnSample(String name, int index, List<Collector.Row> rows) {
    this.name = name;
    this.index = index;
    for (Collector.Row row : rows) {
      if (index >= row.cells().size()) continue;
      String cell = row.cells().get(index);
      if (!Markers.missing(cell.toCharArray(), 0, cell.length())) cells.add(cell);
    }
  }

  void measure(NumberParser parser) {
    int count = 0;
    for (String cell : cells) {
      int from = 0;
      while (from < cell.length() && cell.charAt(from) == '?') from++;
      double value = parser.parse(cell.toCharArray(), from, cell.length());
      if (NumberParser.isBad(value)) continue;
      count++;
      integers = integers && value == Math.rint(value);
    }
    numbers = cells.isEmpty() ? 1 : (double) count / cells.size();
  }

  boolean isEmpty() {
    return cells.isEmpty();
  }

  boolean isNumber() {
    return numbers >= 0.5;
  }

  boolean isInteger() {
    return numbers == 1 && integers && !cells.isEmpty();
  }

  boolean isYesOrNo() {
    return !cells.isEmpty()
        && cells.stream()
            .allMatch(cell -> Markers.yesOrNo(cell.toCharArray(), 0, cell.length()) >= 0);
  }

  boolean isDistinct() {
    return new HashSet<>(cells).size() == cells.size();
  }

  boolean isNamedForTime() {
    return TIME_NAMES.contains(name.toLowerCase(Locale.ROOT));
  }

  boolean isNamedForSeries() {
    return isNamedForSeries(name);
  }

  static boolean isNamedForSeries(String name) {
    return ID_NAMES.contains(name.toLowerCase(Locale.ROOT));
  }

  boolean isNamedForRowNumber() {
    String lower = name.toLowerCase(Locale.ROOT);
    return ROW_NUMBER_NAMES.contains(lower)
        || lower.startsWith("unnamed")
        || lower.equals("column-1");
  }

  /// The format most cells are of, among those that cannot be taken for numbers.
  @Nullable TimeFormat writtenTime() {
    for (TimeFormat format : TimeFormat.values()) {
      if (!format.looksLikeNumber() && isMostly(format)) return format;
    }
    return null;
  }

  /// The format of a column of times written as numbers.
  @Nullable TimeFormat numberedTime() {
    if (isNamedForTime() && isMostly(TimeFormat.MONTH_DOT_YEAR)) return TimeFormat.MONTH_DOT_YEAR;
    return TimeCells.digits(name, cells) == null ? null : TimeFormat.DIGITS;
  }

  /// Whether the cells are numbers that are hardly anything but times, although the column is not named for them.
  boolean isSurelyTime() {
    Interpretation digits = TimeCells.digits(name, cells);
    return digits != null && digits != Interpretation.STEP && isRising();
  }

  boolean hasOffsets() {
    TimeParser parser = TimeParser.of(TimeFormat.ISO);
    return !cells.isEmpty() && parser.parse(cells.getFirst()) != TimeParser.BAD && parser.offset;
  }

  boolean isRising() {
    double before = Double.NEGATIVE_INFINITY;
    for (String cell : cells) {
      double value = new NumberParser('.').parse(cell.toCharArray(), 0, cell.length());
      if (!(value > before)) return false;
      before = value;
    }
    return cells.size() > 1;
  }

  private boolean isMostly(TimeFormat format) {
    TimeParser parser = TimeParser.of(format);
    long good = cells.stream().filter(cell -> parser.parse(cell) != TimeParser.BAD).count();
    return good > 0 && good >= 0.6 * cells.size();
  }
}
