package dev.rondo.forecasting.reading;

import dev.rondo.forecasting.reading.ReadingOptions.Layout;
import dev.rondo.forecasting.reading.time.TimeFormat;
import dev.rondo.forecasting.series.DecimalSeparator;
import dev.rondo.forecasting.series.TableColumns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A table with a column for each time, or for each part of a time, after one or several columns that name the series or hold the
/// rest of the time; rows may end early. Each cell is stored as a row of a long table, so that times and repairs are treated in the
/// same way.
final class WideTable implements Table {
  /// Bytes of a cell in addition to those of its text: its time, its places in the order of rows and among the series.
  private static final int BYTES_OF_A_CELL = 24;

  private final LongTable rows;
  private final int[] places; // [columns before the times] place in the long table; -1 if not kept
  private final char[][] times;
  private final int width; // columns of the header
  private final boolean sparse;
  private final ReadingMemory memory;
  private final Findings findings;
  private final char[][] kept;
  private final List<char[]> cells = new ArrayList<>();
  private final List<Long> blankLines = new ArrayList<>();
  private long blanks;
  private long line;

  /// @param rows the long table: the columns kept, one for the names of the other columns, and one for the values
  /// @param before columns before the times
  /// @param kept those of them that the long table has
  /// @param times names of the columns of times
  /// @param width number of columns of the header
  /// @param sparse whether cells without a value are left out wherever they are, and not only at the end of a row
  WideTable(
      LongTable rows,
      List<ColumnSample> before,
      List<ColumnSample> kept,
      List<String> times,
      int width,
      boolean sparse,
      ReadingOptions options,
      Findings findings) {
    this.rows = rows;
    this.places = before.stream().mapToInt(kept::indexOf).toArray();
    this.times = times.stream().map(String::toCharArray).toArray(char[][]::new);
    this.width = width;
    this.sparse = sparse;
    this.memory = options.memory();
    this.findings = findings;
    this.kept = new char[kept.size()][];
  }

  /// A table with a row for each series; null if the columns are not those of one.
  static @Nullable WideTable of(
      List<ColumnSample> all, char delimiter, ReadingOptions options, Findings findings) {
    boolean told = options.layout() == Layout.WIDE;
    TimeHeader header = TimeHeader.of(all);
    if (header == null && told) header = TimeHeader.steps(1, all.size());
    if (header == null
        || header.first() < 1
        || header.times().size() < Math.max(2, header.first())
        || all.subList(header.first(), header.end()).stream().anyMatch(each -> !each.isNumber()))
      return null;
    List<ColumnSample> before = all.subList(0, header.first());
    List<ColumnSample> naming = naming(before, told, options);
    if (naming.isEmpty()) return null;
    findings.inferred("layout", "each row is a series and each column a time");
    List<ColumnSample> fixed =
        before.stream()
            .filter(column -> !naming.contains(column) && isStatic(column, options))
            .toList();
    List<ColumnSample> kept = new ArrayList<>(naming);
    kept.addAll(fixed);
    for (ColumnSample column : before)
      if (!kept.contains(column))
        findings.droppedColumn(column.name, "neither a time nor part of a series' name");
    dropBehind(all, header.end(), findings);
    List<Cells> columns = new ArrayList<>();
    for (ColumnSample column : kept)
      columns.add(new TextCells(column.name, column.index + 1, true, options.memory()));
    TimeFormat format = header.format() == null ? TimeFormat.DIGITS : header.format();
    TimeCells times = new TimeCells("time", header.first() + 1, format).expecting(header.times());
    times.inHeader = true;
    columns.add(times);
    columns.add(new NumberCells("value", header.first() + 1, false));
    NamedColumns named =
        new NamedColumns(
            null,
            naming.stream().map(column -> column.name).toList(),
            List.of(),
            List.of(),
            List.of(),
            fixed.stream().map(column -> column.name).toList());
    ReadingOptions inner = options.with(named, Layout.LONG);
    LongTable rows =
        new LongTable(columns, List.of(times), null, Set.of(), delimiter, inner, findings);
    return new WideTable(rows, before, kept, header.times(), all.size(), false, options, findings);
  }

  /// Whether a column before the times has a value of each series.
  private static boolean isStatic(ColumnSample column, ReadingOptions options) {
    return options.columns().statics().contains(column.name)
        || !column.isEmpty() && !column.isNumber();
  }

  /// Reports the columns from `end` on, which are not kept.
  static void dropBehind(List<ColumnSample> all, int end, Findings findings) {
    for (ColumnSample column : all.subList(end, all.size()))
      findings.droppedColumn(column.name, "behind the times, and no time itself");
  }

  /// The columns that name the series: those that the user named, the first one that differs in each row, or all columns of text together.
  private static List<ColumnSample> naming(
      List<ColumnSample> before, boolean told, ReadingOptions options) {
    List<String> wanted = options.columns().series();
    if (!wanted.isEmpty()) {
      List<ColumnSample> named =
          before.stream().filter(column -> wanted.contains(column.name)).toList();
      return named.size() == wanted.size() ? named : List.of();
    }
    if (told && before.size() == 1) return before;
    List<ColumnSample> candidates = before.stream().filter(ColumnSample::mayNameSeries).toList();
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

  @Override
  public void beginRow(long startingLine) {
    line = startingLine;
    cells.clear();
    Arrays.fill(kept, new char[0]);
  }

  @Override
  public void cell(int index, char[] text, int from, int to) {
    if (index >= places.length + times.length && index < width) return;
    if (index >= places.length) cells.add(Arrays.copyOfRange(text, from, to));
    else if (places[index] >= 0) kept[places[index]] = Arrays.copyOfRange(text, from, to);
  }

  @Override
  public void endRow(int count) {
    int end = cells.size();
    while (end > 0 && isMissing(end - 1)) end--;
    if (end > times.length) {
      throw Faults.refusal(
          line,
          places.length + times.length + 1,
          "the line has %d cells where the header has %d; name all times in the header"
              .formatted(places.length + end, places.length + times.length));
    }
    if (end == 0) {
      if (blanks++ < Findings.MOST_LINES) blankLines.add(line);
      return;
    }
    memory.reserve((long) BYTES_OF_A_CELL * end);
    for (int i = 0; i < end; i++) {
      if (sparse && isMissing(i)) continue;
      rows.beginRow(line);
      for (int place = 0; place < kept.length; place++)
        rows.cell(place, kept[place], 0, kept[place].length);
      rows.cell(kept.length, times[i], 0, times[i].length);
      rows.cell(kept.length + 1, cells.get(i), 0, cells.get(i).length);
      rows.endRow(kept.length + 2);
    }
  }

  private boolean isMissing(int cell) {
    return Markers.missing(cells.get(cell), 0, cells.get(cell).length);
  }

  @Override
  public Reading finish() {
    if (blanks > 0) findings.dropped("blank-row", "rows without a value", blanks, blankLines);
    Reading reading = rows.finish();
    TableColumns table = reading.dataset().table();
    DecimalSeparator decimal = table == null ? null : table.decimal();
    return reading.with(
        decimal == null || table == null
            ? null
            : new TableColumns(
                null, List.of(), List.of(), decimal, reading.dropped(), null, table.statics()));
  }
}
