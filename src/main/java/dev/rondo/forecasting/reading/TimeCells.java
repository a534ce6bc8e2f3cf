package dev.rondo.forecasting.reading;

import dev.rondo.forecasting.reading.time.Interpretation;
import dev.rondo.forecasting.reading.time.OpenTimes;
import dev.rondo.forecasting.reading.time.Settlement;
import dev.rondo.forecasting.reading.time.TimeFormat;
import dev.rondo.forecasting.reading.time.TimeParser;
import dev.rondo.forecasting.series.Frequency;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A column of times of one format. The whole column may be needed to decide what a time means, so this is settled at the end.
final class TimeCells extends Cells {
  private static final int MILLIONTHS = 1_000_000;
  private static final long MOST_MILLIONTHS = Long.MAX_VALUE / MILLIONTHS - 1;

  final TimeParser parser;
  private final Longs times = new Longs();

  /// Fractions of the times in billionths, from the first row with one on.
  private final Longs fractions = new Longs();

  private boolean first = true;
  private boolean open;
  private int firstBelow;
  private long belowMillisecond;
  private long lineBelow;
  private @Nullable Interpretation reading;

  /// Whether the times have an offset from UTC, and which.
  boolean offsets;

  final OffsetTrack track = new OffsetTrack();

  /// The zone that the times name; null if they name none.
  @Nullable ZoneId zone;

  /// Whether a time has a clock time, so that it is more than a date.
  boolean clock;

  /// Line of the first time with a clock time; 0 if there is none.
  long clockLine;

  /// Whether the times are names of columns.
  boolean inHeader;

  private long firstTime;

  /// Line of the first time that differs from that of the first row; 0 if all are equal.
  long changeLine;

  /// How the first rows read, if their numbers and not the name of the column show that it holds times.
  @Nullable Interpretation presumed;

  TimeCells(String name, int column, TimeFormat format) {
    super(name, column);
    parser = TimeParser.of(format);
  }

  /// How numbers are read as times; null if they are not times.
  ///
  /// @param name of their column
  static @Nullable Interpretation digits(String name, List<String> texts) {
    TimeCells cells = new TimeCells(name, 0, TimeFormat.DIGITS);
    for (String text : texts) cells.add(text.toCharArray(), 0, text.length(), 0);
    if (texts.isEmpty() || cells.faultCount > 0) return null;
    boolean millionths = cells.fractions.size() > 0;
    Settlement settlement =
        Settlement.digits(new OpenTimes(cells.take(), millionths, null, 1), name, null);
    return settlement == null ? null : settlement.reading();
  }

  /// Shows the parser cells of the column, so that it knows their language from the first row on.
  TimeCells expecting(List<String> sample) {
    for (String cell : sample) parser.parse(cell);
    return this;
  }

  @Override
  void add(char[] text, int from, int to, long line) {
    long time = parser.parse(text, from, to);
    times.add(time);
    if (parser.fraction != 0 || fractions.size() > 0) fraction(line);
    if (time == TimeParser.BAD || !first && parser.open != open) {
      String shown = new String(text, from, Math.min(to - from, 40));
      fault(
          line,
          (from == to
                  ? "the time in column '%s' is missing%s; every row needs one such as %s"
                  : "the time in column '%s' cannot be read: '%s'; write it like the others, such as %s")
              .formatted(name, shown, parser.format.example));
      return;
    }
    if (parser.clock && !clock) {
      clock = true;
      clockLine = line;
    }
    if (time != firstTime && changeLine == 0 && !first) changeLine = line;
    if (first) {
      firstTime = time;
      first = false;
      open = parser.open;
      offsets = parser.offset;
      zone = parser.zone;
    } else if (parser.offset != offsets) {
      fault(
          line,
          "the time '%s' in column '%s' %s; write all times with an offset, or none"
              .formatted(
                  new String(text, from, to - from),
                  name,
                  offsets
                      ? "has no offset from UTC, but others have"
                      : "has an offset from UTC, but others have none"));
    } else if (!Objects.equals(parser.zone, zone)) {
      fault(
          line,
          "the time '%s' in column '%s' is of another zone than the first; write all times in one zone, or with an offset such as +01:00"
              .formatted(new String(text, from, to - from), name));
    }
    if (offsets) track.add(time, parser.offsetMilliseconds);
  }

  private void fraction(long line) {
    if (parser.format == TimeFormat.DIGITS) {
      while (fractions.size() < times.size() - 1) fractions.add(0);
      fractions.add(parser.fraction);
    } else {
      below(times.size() - 1, parser.fraction, line);
    }
  }

  /// Notes the nanoseconds of a time below the millisecond. Those that all times share do no harm.
  private void below(int row, int nanoseconds, long line) {
    if (row == 0) firstBelow = nanoseconds;
    if (nanoseconds == firstBelow) return;
    if (belowMillisecond++ == 0) lineBelow = line;
  }

  @Override
  void truncate(int rows) {
    times.truncate(rows);
    fractions.truncate(rows);
  }

  int size() {
    return times.size();
  }

  /// Takes the times as they were read, so that equal times are equal numbers; [#settle] makes times of them. None are left
  /// here.
  long[] take() {
    boolean millionths = fractions.size() > 0;
    long[] all = times.take();
    if (!millionths) return all;
    for (int row = 0; row < all.length; row++) {
      long fraction = row < fractions.size() ? Math.round(fractions.get(row) / 1000.0) : 0;
      all[row] =
          Math.abs(all[row]) > MOST_MILLIONTHS ? TimeParser.BAD : all[row] * MILLIONTHS + fraction;
    }
    return all;
  }

  /// Makes milliseconds, or integer steps, of what [#take] gave, in place.
  ///
  /// @param usual how the times of an earlier table were read, see [#order]; null if not known
  void settle(
      long[] raw,
      SeriesKeys keys,
      @Nullable Frequency wanted,
      @Nullable String usual,
      Lines lines,
      Faults faults,
      Findings findings) {
    if (open) {
      OpenTimes times = new OpenTimes(raw, fractions.size() > 0, keys.codes(), keys.names().size());
      new OpenColumn(this, times, wanted, usual).settle(lines, faults, findings);
    }
    if (belowMillisecond > 0) {
      faults.add(
          lineBelow,
          column,
          "%d times in column '%s' differ from the first by parts of a millisecond, and times are kept to the millisecond; write integer steps in place of the times, or values at whole milliseconds"
              .formatted(belowMillisecond, name));
    }
  }

  /// Notes what [OpenColumn] found out.
  void settled(Settlement settlement, OpenTimes times, Lines lines) {
    reading = settlement.reading();
    clock |= reading.hasClock() || reading == Interpretation.SPREADSHEET_DAYS && times.millionths();
    if (parser.format != TimeFormat.DIGITS) return;
    for (int row = 0; row < times.raw().length; row++)
      below(row, settlement.below(times.raw()[row], times.millionths()), lines.of(row));
  }

  /// How the times were read if they had several readings; null if they had one, or are integer steps.
  @Nullable String order() {
    return reading == null || isStep() ? null : reading.slug();
  }

  /// Whether the times are instants although they have no offset.
  boolean isInstant() {
    return reading != null && reading.isInstant();
  }

  /// Refuses a column that was taken for times because of its first rows, if its other numbers are not times.
  ///
  /// @param raw the times after [#settle]
  void requirePresumed(long[] raw, Lines lines, Faults faults) {
    if (presumed == null || !isStep()) return;
    int row = 1;
    while (row < raw.length - 1
        && raw[row] > raw[row - 1]
        && presumed.time(raw[row], false, 1951) != TimeParser.BAD) row++;
    faults.add(
        lines.of(row),
        column,
        "the numbers in column '%s' look like times (%s) up to this line, and not from here on; name the column in timeColumn, or in targets or seriesColumn"
            .formatted(name, presumed));
  }

  /// Gives the memory back.
  void release() {
    times.clear();
    fractions.clear();
  }

  /// Whether the times are integer steps.
  boolean isStep() {
    return reading == Interpretation.STEP;
  }
}
