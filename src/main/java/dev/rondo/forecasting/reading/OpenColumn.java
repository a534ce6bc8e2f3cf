package dev.rondo.forecasting.reading;

import dev.rondo.forecasting.reading.time.Choice;
import dev.rondo.forecasting.reading.time.Interpretation;
import dev.rondo.forecasting.reading.time.OpenTimes;
import dev.rondo.forecasting.reading.time.TimeFormat;
import dev.rondo.forecasting.reading.time.TimeParser;
import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.Frequency.Unit;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Settles how the times of a column are read where a single one leaves that open, such as 3/4/81 or 202601.
final class OpenColumn {
  private final TimeCells cells;
  private final OpenTimes times;
  private final @Nullable Frequency wanted;

  OpenColumn(TimeCells cells, OpenTimes times, @Nullable Frequency wanted) {
    this.cells = cells;
    this.times = times;
    this.wanted = wanted;
  }

  /// Makes times of the numbers, in place.
  void settle(Lines lines, Faults faults, Findings findings) {
    boolean digits = cells.parser.format == TimeFormat.DIGITS;
    Frequency spacing = wanted == null || wanted.unit() == Unit.STEP && !digits ? null : wanted;
    Choice choice =
        switch (cells.parser.format) {
          case DIGITS -> Choice.digits(times, cells.name, spacing);
          case WORDS, PERIOD -> Choice.words(times, spacing);
          default -> Choice.written(times, spacing);
        };
    if (choice == null) {
      faults.add(
          null,
          cells.column,
          "the numbers in column '%s' have fractions and are neither seconds since 1970 nor days of a spreadsheet; write times such as 2026-01-31T13:00:00Z"
              .formatted(cells.name));
      return;
    }
    cells.settled(choice, times, lines);
    if (choice.bad() > 0) tellBad(choice, lines, faults);
    else if (choice.reading() != Interpretation.STEP) tell(choice, digits, findings);
    long[] raw = times.raw();
    for (int row = 0; row < raw.length; row++) raw[row] = choice.time(raw[row], times.millionths());
  }

  private void tell(Choice choice, boolean digits, Findings findings) {
    Interpretation rival = choice.rival();
    if (rival != null) {
      findings.warning(
          "date-order",
          "the times in column '%s' can be read as %s, so that the last is %s, or as %s (%s), and both are as even; they are read as %s; to have it otherwise, name frequency, or write the times as 2026-01-31"
              .formatted(
                  cells.name,
                  choice.reading(),
                  shown(choice, times.raw().length - 1),
                  rival,
                  shown(new Choice(rival, choice.firstYear(), 0, null), times.raw().length - 1),
                  choice.reading()),
          times.raw().length,
          List.of());
      return;
    }
    findings.inferred(
        digits ? "time-format" : "date-order",
        "the times in column '%s' are read as %s, from %s in the first row to %s in the last"
            .formatted(
                cells.name,
                choice.reading(),
                shown(choice, 0),
                shown(choice, times.raw().length - 1)));
  }

  private String shown(Choice choice, int row) {
    long time = choice.time(times.raw()[row], times.millionths());
    return Instant.ofEpochMilli(time).atOffset(ZoneOffset.UTC).toLocalDate().toString();
  }

  private void tellBad(Choice choice, Lines lines, Faults faults) {
    long[] raw = times.raw();
    int good = -1;
    for (int row = 0; row < raw.length; row++)
      if (good < 0 && choice.time(raw[row], times.millionths()) != TimeParser.BAD) good = row;
    for (int row = 0; row < raw.length && !faults.full(); row++) {
      if (choice.time(raw[row], times.millionths()) != TimeParser.BAD) continue;
      faults.add(
          lines.of(row),
          cells.column,
          good < 0
              ? "there is no such date in column '%s'; write it as 2026-01-31".formatted(cells.name)
              : "there is no such date in column '%s' where the others, as in line %d, are %s; write all dates as 2026-01-31"
                  .formatted(cells.name, lines.of(good), choice.reading()));
    }
  }
}
