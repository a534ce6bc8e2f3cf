package dev.rondo.forecasting.reading;

import dev.rondo.forecasting.reading.ReadingOptions.Layout;
import dev.rondo.forecasting.reading.time.TimeFormat;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A table with a row for each series and a column for each time; rows may end early. Its cells are kept as rows of a long
/// table, so that times and repairs are the same.
final class WideTable implements Table {
  private final LongTable rows;
  private final int nameColumn;
  private final char[][] times;
  private final NumberParser numbers;
  private char[] name = {};
  private final List<char[]> cells = new ArrayList<>();
  private long line;

  private WideTable(LongTable rows, int nameColumn, char[][] times, NumberParser numbers) {
    this.rows = rows;
    this.nameColumn = nameColumn;
    this.times = times;
    this.numbers = numbers;
  }

  /// Whether the columns are those of a wide table.
  static boolean fits(List<ColumnSample> columns, ReadingOptions options) {
    if (options.layout() == Layout.LONG || columns.size() < 3 || !options.targets().isEmpty())
      return false;
    ColumnSample first = columns.getFirst();
    if (options.seriesColumn() != null && !options.seriesColumn().equals(first.name)) return false;
    if (columns.stream().skip(1).anyMatch(column -> !column.isNumber())) return false;
    if (options.layout() == Layout.WIDE) return true;
    return !first.isEmpty()
        && first.isDistinct()
        && (!first.isNumber() || first.isNamedForSeries())
        && (format(columns) != null || isCounted(columns));
  }

  private static @Nullable TimeFormat format(List<ColumnSample> columns) {
    return TimeCells.common(columns.stream().skip(1).map(column -> column.name).toList());
  }

  /// Whether the names end in numbers that count the columns, such as V1, V2, V3.
  private static boolean isCounted(List<ColumnSample> columns) {
    long before = number(columns.get(1).name) - 1;
    for (ColumnSample column : columns.subList(1, columns.size())) {
      if (number(column.name) != before + 1) return false;
      before++;
    }
    return before >= 0;
  }

  private static long number(String name) {
    int from = name.length();
    while (from > 0 && name.length() - from < 9 && Character.isDigit(name.charAt(from - 1))) from--;
    return from == name.length() ? Long.MIN_VALUE / 2 : Long.parseLong(name.substring(from));
  }

  static WideTable of(
      List<ColumnSample> columns, NumberParser numbers, ReadingOptions options, Findings findings) {
    TimeFormat format = format(columns);
    boolean counted = isCounted(columns);
    char[][] times = new char[columns.size()][];
    for (int i = 1; i < times.length; i++) {
      String time =
          format != null
              ? columns.get(i).name
              : Long.toString(counted ? number(columns.get(i).name) : i);
      times[i] = time.toCharArray();
    }
    findings.inferred("layout", "each row is a series and each column a time");
    TextCells names = new TextCells(columns.getFirst().name, 1, true);
    TimeCells at = new TimeCells("time", 2, format == null ? TimeFormat.DIGITS : format);
    NumberCells values = new NumberCells("value", 3, numbers, false);
    ReadingOptions inner =
        new ReadingOptions(
            "time",
            names.name,
            List.of(),
            List.of(),
            List.of(),
            options.frequency(),
            options.timeZone(),
            Layout.LONG,
            options.onDuplicate(),
            options.onGap());
    return new WideTable(
        new LongTable(List.of(names, at, values), at, null, java.util.Set.of(), inner, findings),
        0,
        times,
        numbers);
  }

  @Override
  public void beginRow(long startingLine) {
    line = startingLine;
    cells.clear();
    name = new char[0];
  }

  @Override
  public void cell(int index, char[] text, int from, int to) {
    char[] cell = java.util.Arrays.copyOfRange(text, from, to);
    if (index == nameColumn) name = cell;
    else cells.add(cell);
  }

  @Override
  public void endRow(int count) {
    int end = cells.size();
    while (end > 0 && Markers.missing(cells.get(end - 1), 0, cells.get(end - 1).length)) end--;
    if (end > times.length - 1) {
      throw Faults.refusal(
          line,
          times.length + 1,
          "the line has %d cells where the header has %d; name all times in the header"
              .formatted(end + 1, times.length));
    }
    for (int i = 0; i < end; i++) {
      rows.beginRow(line);
      rows.cell(0, name, 0, name.length);
      rows.cell(1, times[i + 1], 0, times[i + 1].length);
      rows.cell(2, cells.get(i), 0, cells.get(i).length);
      rows.endRow(3);
    }
  }

  @Override
  public Reading finish() {
    return rows.finish();
  }
}
