package dev.rondo.forecasting.reading;

import dev.rondo.forecasting.reading.time.Interpretation;
import dev.rondo.forecasting.reading.time.OpenTimes;
import dev.rondo.forecasting.reading.time.Settlement;
import dev.rondo.forecasting.reading.time.TimeFormat;
import dev.rondo.forecasting.reading.time.TimeParser;
import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.Frequency.Unit;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Decides how the times of a column are read if a single one is ambiguous, such as 3/4/81 or 202601.
final class OpenColumn {
  private final TimeCells cells;
  private final OpenTimes times;
  private final @Nullable Frequency wanted;
  private final @Nullable String usual;

  /// @param usual see [Interpretation#slug]: applies if every time can be read so; null for none
  OpenColumn(TimeCells cells, OpenTimes times, @Nullable Frequency wanted, @Nullable String usual) {
    this.cells = cells;
    this.times = times;
    this.wanted = wanted;
    this.usual = usual;
  }

  /// Makes times of the numbers, in place.
  void settle(Lines lines, Faults faults, Findings findings) {
    boolean digits = cells.parser.format == TimeFormat.DIGITS;
    Frequency spacing = wanted == null || wanted.unit() == Unit.STEP && !digits ? null : wanted;
    Settlement settlement = usual == null ? null : Settlement.named(times, usual, digits);
    if (settlement == null) {
      settlement =
          switch (cells.parser.format) {
            case DIGITS -> Settlement.digits(times, cells.name, spacing);
            case WORDS, PERIOD -> Settlement.words(times, spacing);
            default -> Settlement.written(times, spacing);
          };
    }
    if (settlement == null) {
      faults.add(
          null,
          cells.column,
          "the numbers in column '%s' have fractions and are neither seconds since 1970 nor days of a spreadsheet; write times such as 2026-01-31T13:00:00Z"
              .formatted(cells.name));
      return;
    }
    cells.settled(settlement, times, lines);
    if (settlement.bad() > 0) tellBad(settlement, lines, faults);
    else if (settlement.reading() != Interpretation.STEP) tell(settlement, digits, findings);
    long[] raw = times.raw();
    for (int row = 0; row < raw.length; row++)
      raw[row] = settlement.time(raw[row], times.millionths());
  }

  private void tell(Settlement settlement, boolean digits, Findings findings) {
    Interpretation rival = settlement.rival();
    if (rival != null) {
      findings.warning(
          "date-order",
          "the times in column '%s' can be read as %s, so that the last is %s, or as %s (%s), and both are as even; they are read as %s; to have it otherwise, name frequency, or write the times as 2026-01-31"
              .formatted(
                  cells.name,
                  settlement.reading(),
                  shown(settlement, times.raw().length - 1),
                  rival,
                  shown(
                      new Settlement(rival, settlement.firstYear(), 0, null),
                      times.raw().length - 1),
                  settlement.reading()),
          times.raw().length,
          List.of());
      return;
    }
    findings.inferred(
        digits ? "time-format" : "date-order",
        "the times in column '%s' are read as %s, from %s in the first row to %s in the last"
            .formatted(
                cells.name,
                settlement.reading(),
                shown(settlement, 0),
                shown(settlement, times.raw().length - 1)));
  }

  private String shown(Settlement settlement, int row) {
    long time = settlement.time(times.raw()[row], times.millionths());
    return Instant.ofEpochMilli(time).atOffset(ZoneOffset.UTC).toLocalDate().toString();
  }

  private void tellBad(Settlement settlement, Lines lines, Faults faults) {
    long[] raw = times.raw();
    int good = -1;
    for (int row = 0; row < raw.length; row++)
      if (good < 0 && settlement.time(raw[row], times.millionths()) != TimeParser.BAD) good = row;
    for (int row = 0; row < raw.length && !faults.full(); row++) {
      if (settlement.time(raw[row], times.millionths()) != TimeParser.BAD) continue;
      faults.add(
          lines.of(row),
          cells.column,
          good < 0
              ? "there is no such date in column '%s'; write it as 2026-01-31".formatted(cells.name)
              : "there is no such date in column '%s' where the others, as in line %d, are %s; write all dates as 2026-01-31"
                  .formatted(cells.name, lines.of(good), settlement.reading()));
    }
  }
}
