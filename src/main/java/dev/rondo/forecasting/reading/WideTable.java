package dev.rondo.forecasting.reading;

import dev.rondo.forecasting.reading.ReadingOptions.Layout;
import dev.rondo.forecasting.reading.time.Interpretation;
import dev.rondo.forecasting.reading.time.TimeFormat;
import dev.rondo.forecasting.reading.time.TimeParser;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A table with a row for each series and a column for each time, after one or several columns that name the series; rows may end
/// early. Its cells are stored as rows of a long table, so that times and repairs are treated in the same way.
final class WideTable implements Table {
  private final LongTable rows;
  private final boolean[] names; // [columns before the times] whether the column goes into the name
  private final char[][] times;
  private final int width; // columns of the header
  private final char[][] name;
  private final List<char[]> cells = new ArrayList<>();
  private long line;

  private WideTable(LongTable rows, boolean[] names, char[][] times, int width) {
    this.rows = rows;
    this.names = names;
    this.times = times;
    this.width = width;
    int parts = 0;
    for (boolean used : names) if (used) parts++;
    this.name = new char[parts][];
  }

  /// The columns as those of a wide table; null where they are not.
  static @Nullable WideTable of(
      List<ColumnSample> all, char delimiter, ReadingOptions options, Findings findings) {
    if (options.layout() == Layout.LONG || all.size() < 3 || !options.targets().isEmpty())
      return null;
    List<ColumnSample> columns = all.subList(0, lastTime(all));
    TimeFormat format = null;
    int first = columns.size();
    for (TimeFormat each : TimeFormat.values()) {
      int begin = firstTime(columns, each);
      if (each == TimeFormat.DIGITS && !areTimes(columns.subList(begin, columns.size()))) break;
      if (begin < first) {
        format = each;
        first = begin;
      }
    }
    boolean counted = format == null;
    if (counted) first = firstCounted(columns);
    boolean told = options.layout() == Layout.WIDE;
    if (first == columns.size() && told) {
      first = 1;
      counted = false;
    }
    if (first < 1 || columns.size() - first < Math.max(2, first)) return null;
    List<ColumnSample> before = columns.subList(0, first);
    if (columns.subList(first, columns.size()).stream().anyMatch(column -> !column.isNumber()))
      return null;
    List<ColumnSample> naming = naming(before, told, options);
    if (naming.isEmpty()) return null;
    char[][] times = new char[columns.size() - first][];
    for (int i = 0; i < times.length; i++) {
      String header = columns.get(first + i).name;
      String time = format != null ? header : Long.toString(counted ? number(header) : first + i);
      times[i] = time.toCharArray();
    }
    for (ColumnSample column : all.subList(columns.size(), all.size()))
      findings.droppedColumn(column.name, "behind the times, and no time itself");
    return of(before, naming, times, all.size(), format, delimiter, options, findings);
  }

  /// The number of columns up to the last one whose name is a time, for example before a total; all columns if the names of the
  /// last two of these are not both times.
  private static int lastTime(List<ColumnSample> columns) {
    int last = columns.size();
    while (last > 0 && !isWrittenTime(columns.get(last - 1).name)) last--;
    boolean times = last > 1 && isWrittenTime(columns.get(last - 2).name);
    return times ? last : columns.size();
  }

  /// Whether a name is a time; a bare number may count something else.
  private static boolean isWrittenTime(String name) {
    for (TimeFormat format : TimeFormat.values())
      if (TimeParser.of(format).parse(name) != TimeParser.BAD)
        return format != TimeFormat.DIGITS || name.length() >= 4;
    return false;
  }

  /// Whether names that are numbers are times, and not steps.
  private static boolean areTimes(List<ColumnSample> columns) {
    Interpretation reading =
        TimeCells.digits("time", columns.stream().map(column -> column.name).toList());
    return reading != null && reading != Interpretation.STEP;
  }

  /// The first of the columns up to the last whose names are times of the format.
  private static int firstTime(List<ColumnSample> columns, TimeFormat format) {
    TimeParser parser = TimeParser.of(format);
    int first = columns.size();
    while (first > 0 && parser.parse(columns.get(first - 1).name) != TimeParser.BAD) first--;
    return first;
  }

  /// The first of the columns up to the last whose names end in numbers that count them, such as V1, V2, V3.
  private static int firstCounted(List<ColumnSample> columns) {
    int first = columns.size();
    long number = number(columns.getLast().name);
    while (first > 0 && number >= 0 && number(columns.get(first - 1).name) == number) {
      first--;
      number--;
    }
    return first;
  }

  private static long number(String name) {
    int from = name.length();
    while (from > 0 && name.length() - from < 9 && Character.isDigit(name.charAt(from - 1))) from--;
    return from == name.length() ? Long.MIN_VALUE / 2 : Long.parseLong(name.substring(from));
  }

  /// The columns that name the series: those told, the first that is different in each row, or all of text together.
  private static List<ColumnSample> naming(
      List<ColumnSample> before, boolean told, ReadingOptions options) {
    if (!options.seriesColumns().isEmpty()) {
      List<ColumnSample> named =
          before.stream().filter(column -> options.seriesColumns().contains(column.name)).toList();
      return named.size() == options.seriesColumns().size() ? named : List.of();
    }
    if (told && before.size() == 1) return before;
    List<ColumnSample> candidates =
        before.stream()
            .filter(column ->
                !column.isEmpty() && (!column.isNumber() || ColumnNames.isEntity(column.name)))
            .toList();
    for (ColumnSample column : candidates)
      if (column.isDistinct() && column.isComplete()) return List.of(column);
    return candidates.size() > 1 && isDistinct(candidates) ? candidates : List.of();
  }

  private static boolean isDistinct(List<ColumnSample> columns) {
    Set<String> names = new HashSet<>();
    int rows = columns.getFirst().rows.size();
    for (int row = 0; row < rows; row++) {
      StringBuilder name = new StringBuilder();
      for (ColumnSample column : columns) name.append(column.cell(row)).append('\0');
      if (!names.add(name.toString())) return false;
    }
    return true;
  }

  private static WideTable of(
      List<ColumnSample> before,
      List<ColumnSample> naming,
      char[][] times,
      int width,
      @Nullable TimeFormat format,
      char delimiter,
      ReadingOptions options,
      Findings findings) {
    findings.inferred("layout", "each row is a series and each column a time");
    boolean[] names = new boolean[before.size()];
    List<Cells> columns = new ArrayList<>();
    for (ColumnSample column : before) {
      names[column.index] = naming.contains(column);
      if (names[column.index]) columns.add(new TextCells(column.name, column.index + 1, true));
      else findings.droppedColumn(column.name, "neither a time nor part of a series' name");
    }
    TimeCells at =
        new TimeCells("time", before.size() + 1, format == null ? TimeFormat.DIGITS : format);
    columns.add(at);
    columns.add(new NumberCells("value", before.size() + 1, false));
    ReadingOptions inner =
        new ReadingOptions(
            null,
            naming.stream().map(column -> column.name).toList(),
            List.of(),
            List.of(),
            List.of(),
            options.frequency(),
            options.timeZone(),
            Layout.LONG,
            options.onDuplicate(),
            options.onGap());
    return new WideTable(
        new LongTable(columns, at, null, Set.of(), delimiter, inner, findings),
        names,
        times,
        width);
  }

  @Override
  public void beginRow(long startingLine) {
    line = startingLine;
    cells.clear();
    Arrays.fill(name, new char[0]);
  }

  @Override
  public void cell(int index, char[] text, int from, int to) {
    if (index >= names.length + times.length && index < width) return;
    char[] cell = Arrays.copyOfRange(text, from, to);
    if (index >= names.length) {
      cells.add(cell);
    } else if (names[index]) {
      int part = 0;
      for (int i = 0; i < index; i++) if (names[i]) part++;
      name[part] = cell;
    }
  }

  @Override
  public void endRow(int count) {
    int end = cells.size();
    while (end > 0 && Markers.missing(cells.get(end - 1), 0, cells.get(end - 1).length)) end--;
    if (end > times.length) {
      throw Faults.refusal(
          line,
          names.length + times.length + 1,
          "the line has %d cells where the header has %d; name all times in the header"
              .formatted(names.length + end, names.length + times.length));
    }
    for (int i = 0; i < end; i++) {
      rows.beginRow(line);
      for (int part = 0; part < name.length; part++)
        rows.cell(part, name[part], 0, name[part].length);
      rows.cell(name.length, times[i], 0, times[i].length);
      rows.cell(name.length + 1, cells.get(i), 0, cells.get(i).length);
      rows.endRow(name.length + 2);
    }
  }

  @Override
  public Reading finish() {
    return rows.finish().with(null);
  }
}
