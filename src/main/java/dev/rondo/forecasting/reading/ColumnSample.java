package dev.rondo.forecasting.reading;

import dev.rondo.forecasting.reading.number.NumberParser;
import dev.rondo.forecasting.reading.number.UnitParser;
import dev.rondo.forecasting.reading.time.Interpretation;
import dev.rondo.forecasting.reading.time.TimeFormat;
import dev.rondo.forecasting.reading.time.TimeParser;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The first cells of a column, and their properties.
final class ColumnSample {
  final String name;
  final int index;

  /// The cells that are not missing.
  final List<String> cells = new ArrayList<>();

  final List<Collector.Row> rows;

  /// Share of the cells that are numbers, with or without a unit.
  private double numbers;

  private boolean integers = true;

  ColumnSample(String name, int index, List<Collector.Row> rows) {
    this.name = name;
    this.index = index;
    this.rows = rows;
    for (Collector.Row row : rows) {
      String cell = cell(row);
      if (!Markers.missing(cell.toCharArray(), 0, cell.length())) cells.add(cell);
    }
    measure();
  }

  private String cell(Collector.Row row) {
    return index < row.cells().size() ? row.cells().get(index) : "";
  }

  /// The cell of a row; empty where the row has none.
  String cell(int row) {
    return cell(rows.get(row));
  }

  /// Whether no cell is missing.
  boolean isComplete() {
    return cells.size() == rows.size();
  }

  private void measure() {
    NumberParser parser = new NumberParser();
    UnitParser units = new UnitParser();
    int count = 0;
    for (String cell : cells) {
      char[] text = cell.toCharArray();
      int from = 0;
      while (from < text.length && text[from] == '?') from++;
      double value = parser.parse(text, from, text.length);
      if (NumberParser.isBad(value)) {
        if (units.part(text, from, text.length)
            && !NumberParser.isBad(parser.parse(text, units.from(), units.to()))) count++;
        integers = false;
        continue;
      }
      count++;
      integers =
          integers && value == Math.rint(value) && parser.shape() == NumberParser.Shape.PLAIN;
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
    return distinct() == cells.size();
  }

  /// Whether the cells may be names of series: text, or numbers in a column whose name says so.
  boolean mayNameSeries() {
    return !isEmpty() && (!isNumber() || ColumnNames.isEntity(name));
  }

  boolean isNamedForTime() {
    return ColumnNames.isTime(name);
  }

  /// Number of different cells.
  int distinct() {
    return new HashSet<>(cells).size();
  }

  /// Whether the cells count the rows.
  boolean isCounter() {
    return isInteger() && isDistinct() && isRising();
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

  /// How numbers in the cells are read as times; null if they are none, or integer steps.
  @Nullable Interpretation digits() {
    Interpretation digits = writtenTime() == null ? TimeCells.digits(name, cells) : null;
    return digits == Interpretation.STEP ? null : digits;
  }

  /// Whether the cells are numbers that are hardly anything but times, although the column is not named for them.
  boolean isSurelyTime() {
    return digits() != null && isRising();
  }

  /// The format of a column of times; null if it holds none.
  @Nullable TimeFormat timeFormat() {
    TimeFormat written = writtenTime();
    return written == null && isNamedForTime() ? numberedTime() : written;
  }

  boolean hasOffsets() {
    TimeParser parser = TimeParser.of(TimeFormat.ISO);
    return !cells.isEmpty() && parser.parse(cells.getFirst()) != TimeParser.BAD && parser.offset;
  }

  /// Whether the times of the column have a clock time.
  boolean hasClock() {
    TimeFormat format = writtenTime();
    if (format == null) format = numberedTime();
    if (format == null || isEmpty()) return false;
    if (format == TimeFormat.DIGITS) {
      Interpretation digits = TimeCells.digits(name, cells);
      return digits == null || digits == Interpretation.STEP || digits.hasClock();
    }
    TimeParser parser = TimeParser.of(format);
    return cells.stream().anyMatch(cell -> parser.parse(cell) != TimeParser.BAD && parser.clock);
  }

  boolean isRising() {
    double before = Double.NEGATIVE_INFINITY;
    for (String cell : cells) {
      double value = new NumberParser().parse(cell.toCharArray(), 0, cell.length());
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
