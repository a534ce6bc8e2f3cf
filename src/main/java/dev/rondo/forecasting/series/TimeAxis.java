package dev.rondo.forecasting.series;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/// Positions of a dataset's time steps as text.
///
/// @param zone in which days and months are counted
public record TimeAxis(Frequency frequency, ZoneId zone) {
  /// Position of the step `steps` after the one at `start`.
  public long plus(long start, long steps) {
    return switch (frequency.unit()) {
      case STEP, MILLISECOND -> start + steps * frequency.count();
      case DAY ->
          Instant.ofEpochMilli(start)
              .atZone(zone)
              .plusDays(steps * frequency.count())
              .toInstant()
              .toEpochMilli();
      case MONTH ->
          Instant.ofEpochMilli(start)
              .atZone(zone)
              .plusMonths(steps * frequency.count())
              .toInstant()
              .toEpochMilli();
    };
  }

  /// ISO-8601 with offset, or the integer step.
  public String text(long position) {
    if (frequency.unit() == Frequency.Unit.STEP) return Long.toString(position);
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
        Instant.ofEpochMilli(position).atZone(zone));
  }

  /// Reads what [#text] writes; a time without offset is one of the zone. Throws [IllegalArgumentException].
  public long position(String text) {
    if (frequency.unit() == Frequency.Unit.STEP) {
      try {
        return Long.parseLong(text);
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            "must be an integer, as the series count steps, was '" + text + "'", e);
      }
    }
    try {
      if (text.indexOf('T') < 0)
        return LocalDate.parse(text).atStartOfDay(zone).toInstant().toEpochMilli();
      var time =
          DateTimeFormatter.ISO_DATE_TIME.parseBest(
              text, OffsetDateTime::from, LocalDateTime::from);
      return time instanceof OffsetDateTime offset
          ? offset.toInstant().toEpochMilli()
          : ((LocalDateTime) time).atZone(zone).toInstant().toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      throw new IllegalArgumentException(
          "must be a time such as 2026-01-01T00:00:00Z or 2026-01-01, was '" + text + "'", e);
    }
  }

  /// Number of steps, of `steps` from `start` on, that lie before the position.
  public int before(long start, int steps, long position) {
    int low = 0;
    int high = steps;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (plus(start, middle) < position) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
