package dev.rondo.forecasting.reading;

import dev.rondo.forecasting.reading.time.TimeFormat;
import dev.rondo.forecasting.reading.time.TimeParser;
import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.TimeAxis;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A single time that a request names, such as the start of a split or a cutoff, in any spelling that an upload reads.
public final class TimeText {
  private static final List<TimeFormat> SPELLINGS =
      List.of(
          TimeFormat.ISO,
          TimeFormat.MONTH_NAME,
          TimeFormat.WEEK,
          TimeFormat.QUARTER,
          TimeFormat.COMPACT,
          TimeFormat.YEAR);

  private TimeText() {}

  /// The position of a time on an axis; a time without offset is one of the axis' zone. Throws [IllegalArgumentException]
  /// where the text is no time, or day and month cannot be told apart; the message continues the name of the member.
  public static long position(TimeAxis axis, String text) {
    String trimmed = text.strip();
    if (axis.frequency().unit() == Frequency.Unit.STEP) return axis.position(trimmed);
    for (TimeFormat spelling : SPELLINGS) {
      TimeParser parser = new TimeParser(spelling);
      long time = parser.parse(trimmed);
      if (time != TimeParser.BAD) return instant(axis, parser, time);
    }
    Long numeric = numeric(axis, trimmed);
    return numeric == null ? axis.position(trimmed) : numeric;
  }

  /// A date of numbers with the year last; null where it is none.
  private static @Nullable Long numeric(TimeAxis axis, String text) {
    TimeParser parser = new TimeParser(TimeFormat.NUMERIC);
    long packed = parser.parse(text);
    if (packed == TimeParser.BAD) return null;
    long dayFirst = TimeParser.unpack(packed, true);
    long monthFirst = TimeParser.unpack(packed, false);
    if (dayFirst == TimeParser.BAD && monthFirst == TimeParser.BAD) return null;
    if (dayFirst != monthFirst && dayFirst != TimeParser.BAD && monthFirst != TimeParser.BAD) {
      throw new IllegalArgumentException(
          "could be %s or %s; write it with the year first, was '%s'"
              .formatted(
                  axis.text(instant(axis, parser, dayFirst)),
                  axis.text(instant(axis, parser, monthFirst)),
                  text));
    }
    return instant(axis, parser, dayFirst == TimeParser.BAD ? monthFirst : dayFirst);
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
