package dev.rondo.forecasting.reading;

import dev.rondo.forecasting.reading.time.Interpretation;
import dev.rondo.forecasting.reading.time.OpenTimes;
import dev.rondo.forecasting.reading.time.TimeFormat;
import dev.rondo.forecasting.reading.time.TimeParser;
import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.TimeAxis;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A single time in a request, such as the start of a split or a cutoff, in any spelling that an upload accepts.
public final class TimeText {
  private static final List<TimeFormat> SPELLINGS =
      List.of(
          TimeFormat.ISO, TimeFormat.WORDS, TimeFormat.WEEK, TimeFormat.PERIOD, TimeFormat.BASIC);
  private static final List<Interpretation> DATES =
      List.of(
          Interpretation.DAY_MONTH_YEAR,
          Interpretation.MONTH_DAY_YEAR,
          Interpretation.YEAR_MONTH_DAY,
          Interpretation.MONTH_YEAR);

  /// The same, and quarters by number, on an axis of quarters.
  private static final List<Interpretation> QUARTERS =
      List.of(
          Interpretation.DAY_MONTH_YEAR,
          Interpretation.MONTH_DAY_YEAR,
          Interpretation.YEAR_MONTH_DAY,
          Interpretation.MONTH_YEAR,
          Interpretation.QUARTER_YEAR);

  private static final List<Interpretation> NUMBERS =
      List.of(Interpretation.YYYYMMDD, Interpretation.YEAR);

  private TimeText() {}

  /// The position of a time on an axis; a time without offset is one of the axis' zone. Throws [IllegalArgumentException]
  /// if the text is not a time, or day and month cannot be told apart; the message continues the name of the member.
  public static long position(TimeAxis axis, String text) {
    String trimmed = text.strip();
    if (axis.frequency().unit() == Frequency.Unit.STEP) return axis.position(trimmed);
    for (TimeFormat spelling : SPELLINGS) {
      TimeParser parser = TimeParser.of(spelling);
      long time = parser.parse(trimmed);
      if (time != TimeParser.BAD && !parser.open) return instant(axis, parser, time);
    }
    Frequency frequency = axis.frequency();
    boolean quarters = frequency.unit() == Frequency.Unit.MONTH && frequency.count() == 3;
    Long open = open(axis, TimeParser.of(TimeFormat.ISO), quarters ? QUARTERS : DATES, trimmed);
    if (open == null)
      open = open(axis, TimeParser.of(TimeFormat.NUMERIC), quarters ? QUARTERS : DATES, trimmed);
    if (open == null) open = open(axis, TimeParser.of(TimeFormat.DIGITS), NUMBERS, trimmed);
    return open == null ? axis.position(trimmed) : open;
  }

  /// As [#position], for the first step of a series. Throws [IllegalArgumentException] also where no step can be there, or where
  /// the series leaves the range of times.
  ///
  /// @param steps number of steps of the series, at least 1
  public static long start(TimeAxis axis, String text, long steps) {
    long start = position(axis, text);
    String refusal = axis.refusal(start);
    if (refusal != null) throw new IllegalArgumentException(refusal);
    axis.requireRange(start, steps);
    return start;
  }

  /// The one time that the readings find; null if they find none.
  private static @Nullable Long open(
      TimeAxis axis, TimeParser parser, List<Interpretation> readings, String text) {
    long raw = parser.parse(text);
    if (raw == TimeParser.BAD || parser.fraction != 0) return null;
    OpenTimes times = new OpenTimes(new long[] {raw}, false, null, 1);
    Long found = null;
    for (Interpretation reading : readings) {
      long time = times.time(0, reading);
      if (time == TimeParser.BAD) continue;
      long instant = instant(axis, parser, time);
      if (found != null && found != instant) {
        throw new IllegalArgumentException(
            "could be %s or %s; write it like 2026-01-31, was '%s'"
                .formatted(axis.text(found), axis.text(instant), text));
      }
      found = instant;
    }
    return found;
  }

  private static long instant(TimeAxis axis, TimeParser parser, long time) {
    if (parser.offset) return time;
    return LocalDateTime.ofEpochSecond(
            Math.floorDiv(time, 1000L), Math.floorMod(time, 1000) * 1_000_000, ZoneOffset.UTC)
        .atZone(axis.zone())
        .toInstant()
        .toEpochMilli();
  }
}
