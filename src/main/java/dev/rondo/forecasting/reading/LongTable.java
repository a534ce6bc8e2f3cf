package dev.rondo.forecasting.reading;

import dev.rondo.forecasting.reading.SplitTime.Field;
import dev.rondo.forecasting.reading.UnreadableException.Fault;
import dev.rondo.forecasting.series.Column;
import dev.rondo.forecasting.series.DecimalSeparator;
import dev.rondo.forecasting.series.TableColumns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A table with a row for each time, or for each series and time.
final class LongTable implements Table {
  private static final int MOST_NOTES = 20;

  private final Cells[] columns;
  private final List<TimeCells> candidates;
  private final @Nullable SplitTime split;
  private final Set<Integer> rowNumbers;
  private final char delimiter;
  private final ReadingOptions options;
  private final Findings findings;
  private final Lines lines = new Lines();
  private final Faults faults = new Faults();

  /// Short rows that begin with a word: remarks after the table, if no row of it follows.
  private final List<Fault> notes = new ArrayList<>();

  private long line;
  private boolean content;
  private boolean surplus;
  private char initial;
  private final int timePlace;
  private final char[] timeName;
  private boolean headerAgain;
  private long headers;
  private final List<Long> headerLines = new ArrayList<>();

  /// @param candidates columns of times, first the one that the first rows suggest; all rows decide
  LongTable(
      List<Cells> columns,
      List<TimeCells> candidates,
      @Nullable SplitTime split,
      Set<Integer> rowNumbers,
      char delimiter,
      ReadingOptions options,
      Findings findings) {
    this.columns = columns.toArray(new Cells[0]);
    TimeCells suggested = candidates.isEmpty() ? null : candidates.getFirst();
    this.timePlace = suggested == null ? -1 : columns.indexOf(suggested);
    this.timeName = suggested == null ? new char[0] : suggested.name.toCharArray();
    this.candidates = candidates;
    this.split = split;
    this.rowNumbers = rowNumbers;
    this.delimiter = delimiter;
    this.options = options;
    this.findings = findings;
  }

  @Override
  public void beginRow(long startingLine) {
    line = startingLine;
    content = false;
    surplus = false;
    headerAgain = false;
    initial = 0;
  }

  @Override
  public void cell(int index, char[] text, int from, int to) {
    if (from < to) {
      content = true;
      if (index == 0) initial = text[from];
    }
    if (index == timePlace && to - from == timeName.length)
      headerAgain = Arrays.equals(timeName, 0, timeName.length, text, from, to);
    // The cells of a row that turns out short or blank are taken back when it ends.
    if (index < columns.length) columns[index].add(text, from, to, line);
    else if (from < to) surplus = true;
  }

  @Override
  public void endRow(int count) {
    int width = columns.length;
    if (content && count >= width && !surplus && !headerAgain) {
      lines.add(line);
      if (!notes.isEmpty()) {
        faults.addAll(notes);
        notes.clear();
      }
      return;
    }
    for (Cells column : columns) column.drop(lines.size(), line);
    if (!content) return;
    if (headerAgain) {
      headers++;
      if (headerLines.size() < Findings.MOST_LINES) headerLines.add(line);
      return;
    }
    Fault fault =
        new Fault(
            line,
            null,
            "the line has %d cells where the header has %d; %s"
                .formatted(
                    count,
                    width,
                    count < width
                        ? "add the missing cells, empty where a value is missing"
                        : "take out the surplus, or quote cells that hold the delimiter"));
    boolean word =
        Character.isLetter(initial) || initial == '(' || initial == '*' || initial == '#';
    if (count < width && word && notes.size() < MOST_NOTES) notes.add(fault);
    else faults.add(fault.line(), fault.column(), fault.detail());
  }

  @Override
  public Reading finish() {
    if (lines.size() == 0 && notes.isEmpty()) faults.throwIfAny();
    if (lines.size() == 0) throw Faults.refusal("there is a header but no row of values after it");
    if (!notes.isEmpty()) {
      List<Long> at = new ArrayList<>();
      for (Fault note : notes) if (note.line() != null) at.add(note.line());
      findings.dropped(
          "trailing-lines", "lines after the table that are no rows of it", notes.size(), at);
    }
    if (headers > 0)
      findings.dropped("header", "lines that repeat the header", headers, headerLines);
    TimeCells times = TimeChoice.of(candidates, split, findings);
    if (times != null) tell(times);
    List<NumberCells> numbers = numbers();
    if (times != null) faults.addAll(times.faults);
    List<PartCells> parts = parts();
    DecimalSeparator decimal = NumberStyle.settle(numbers, delimiter, options, faults, findings);
    for (NumberCells column : numbers) column.tellUnits(faults, findings);
    for (PartCells part : parts) faults.addAll(part.faults);
    faults.throwIfAny();
    long[] raw = raw(times, parts);
    SeriesKeys keys =
        SeriesKeys.of(texts(), numbers, raw, times == null && split == null, options, findings);
    numbers.removeIf(keys.columns()::contains);
    if (times != null && split == null) {
      times.settle(
          raw,
          keys,
          options.expectedFrequency(true),
          options.usualDateOrder(),
          lines,
          faults,
          findings);
      times.requirePresumed(raw, lines, faults);
    }
    faults.throwIfAny();
    boolean clocked = split != null || times != null && !times.isStep();
    LocalTimes clock = LocalTimes.of(options.timeZone(), clocked, times, findings);
    clock.toInstants(raw, keys.codes(), numbers, lines, faults, findings);
    faults.throwIfAny();
    boolean dates =
        clocked && (times == null || !times.clock) && (split == null || !split.hasClock());
    Reading reading =
        new Assembly(
                raw,
                keys,
                numbers,
                lines,
                clock,
                clocked,
                dates,
                options.expectedFrequency(times != null || split != null),
                options,
                findings)
            .dataset();
    return reading.with(
        new TableColumns(
            times == null ? null : times.name,
            keys.columns().stream().map(column -> column.name).toList(),
            reading.dataset().columns().stream().map(Column::name).toList(),
            decimal,
            reading.dropped(),
            times == null ? null : times.order(),
            keys.statics().isEmpty()
                ? null
                : keys.statics().stream().map(StaticWords::name).toList()));
  }

  private void tell(TimeCells times) {
    if (times.inHeader) return;
    findings.inferred(
        "time-column",
        "times stand in column '%s', written like %s"
            .formatted(times.name, times.parser.format.example));
    if (split == null && times.clock && Field.HOUR_ENDING.isNamed(times.name)) {
      findings.inferred(
          "hour-ending",
          "column '%s' names the ends of hours; its times are kept as they are written, so the hour from 00:00 stands at 01:00"
              .formatted(times.name));
    }
  }

  private List<PartCells> parts() {
    List<PartCells> parts = new ArrayList<>();
    for (Cells column : columns) if (column instanceof PartCells part) parts.add(part);
    return parts;
  }

  /// The times as they were read; of several columns, put together.
  private long[] raw(@Nullable TimeCells times, List<PartCells> parts) {
    if (times == null && split == null) return counted();
    long[] dates = times == null ? null : times.take();
    if (split == null) return Objects.requireNonNull(dates);
    if (times != null && dates != null) {
      times.settle(
          dates, SeriesKeys.one(), null, options.usualDateOrder(), lines, faults, findings);
      if (times.clock) {
        faults.add(
            times.clockLine == 0 ? null : times.clockLine,
            times.column,
            "the time in column '%s' has a clock time, but the clock times are in the column '%s'; write dates only, or name columns in timeColumn and targets"
                .formatted(times.name, parts.getFirst().name));
      }
      faults.throwIfAny();
      times.clock |= split.hasClock();
    }
    long[] raw = SplitTime.join(parts, dates, lines, faults, findings);
    faults.throwIfAny();
    return raw;
  }

  private long[] counted() {
    findings.inferred("time-column", "no column holds times, so the rows count steps");
    long[] steps = new long[lines.size()];
    for (int i = 0; i < steps.length; i++) steps[i] = i;
    return steps;
  }

  /// The columns with values, after all rows have shown which those are.
  private List<NumberCells> numbers() {
    List<NumberCells> kept = new ArrayList<>();
    for (int i = 0; i < columns.length; i++) {
      if (!(columns[i] instanceof NumberCells column)) continue;
      boolean named = options.columns().hasRole(column.name);
      if (!named && columns.length > 1 && rowNumbers.contains(i) && column.isConsecutive()) {
        drop(column, "only numbers that count the rows");
      } else if (!named && column.missing == lines.size()) {
        drop(column, "no values");
      } else if (!named && 2 * column.faultCount > lines.size() - column.missing) {
        drop(column, "text");
      } else {
        faults.addAll(column.faults);
        if (column.questioned > 0) {
          findings.warning(
              "question-mark",
              "values of column '%s' with a question mark before them are in doubt and became missing"
                  .formatted(column.name),
              column.questioned,
              column.questionedLines);
        }
        if (column.missing > 0) {
          findings.inferred(
              "missing-value",
              "%d cells of column '%s' are empty or hold a marker such as NA and are read as missing"
                  .formatted(column.missing, column.name));
        }
        kept.add(column);
      }
    }
    if (kept.isEmpty()) {
      faults.throwIfAny();
      throw new NoNumbers(List.of(columns), lines).refusal();
    }
    return kept;
  }

  private void drop(NumberCells column, String holds) {
    findings.droppedColumn(column.name, holds);
    column.release();
  }

  private List<TextCells> texts() {
    List<TextCells> texts = new ArrayList<>();
    for (Cells column : columns) if (column instanceof TextCells text) texts.add(text);
    return texts;
  }
}
