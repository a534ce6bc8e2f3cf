package dev.rondo.forecasting.series;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/// Positions of a dataset's time steps as text.
///
/// @param zone time zone in which days and months are counted
public record TimeAxis(Frequency frequency, ZoneId zone) {
  /// The years 1 to 9999, in milliseconds.
  private static final long FIRST_TIME = -62_135_596_800_000L;

  private static final long LAST_TIME = 253_402_300_799_999L;

  /// JSON carries integers exactly up to here.
  private static final long LAST_STEP = (1L << 53) - 1;

  /// Position of the step `steps` after the one at `start`. Throws [ArithmeticException] beyond the range of `long`.
  public long plus(long start, long steps) {
    long count = Math.multiplyExact(steps, frequency.count());
    return switch (frequency.unit()) {
      case STEP, MILLISECOND -> Math.addExact(start, count);
      case DAY -> instant(local(start).plusDays(count));
      case BUSINESS_DAY -> instant(plusBusinessDays(local(start), count));
      case MONTH -> instant(plusMonths(local(start), count));
    };
  }

  /// Checks that `steps` steps from `start` on lie in the years 1 to 9999, or are integers of up to 53 bits. Throws
  /// [IllegalArgumentException].
  ///
  /// @param steps at least 1
  public void requireRange(long start, long steps) {
    boolean counted = frequency.unit() == Frequency.Unit.STEP;
    if (!inRange(start) || !inRange(last(start, steps)))
      throw new IllegalArgumentException(
          counted
              ? "must lead to steps from %d to %d".formatted(-LAST_STEP, LAST_STEP)
              : "must lead to times in the years 1 to 9999");
  }

  private long last(long start, long steps) {
    try {
      return plus(start, steps - 1);
    } catch (ArithmeticException | DateTimeException e) {
      return Long.MAX_VALUE;
    }
  }

  private boolean inRange(long position) {
    return frequency.unit() == Frequency.Unit.STEP
        ? Math.abs(position) <= LAST_STEP && position != Long.MIN_VALUE
        : position >= FIRST_TIME && position <= LAST_TIME;
  }

  private static LocalDateTime plusBusinessDays(LocalDateTime start, long days) {
    return businessDate(businessDay(start.toLocalDate()) + days).atTime(start.toLocalTime());
  }

  /// Local time of a position. If a clock was set forward at midnight, the result is midnight although the day began later.
  private LocalDateTime local(long position) {
    ZonedDateTime time = Instant.ofEpochMilli(position).atZone(zone);
    if (!time.toLocalTime().equals(LocalTime.MIDNIGHT)
        && time.toLocalDate().atStartOfDay(zone).equals(time))
      return time.toLocalDate().atStartOfDay();
    return time.toLocalDateTime();
  }

  private long instant(LocalDateTime local) {
    return local.atZone(zone).toInstant().toEpochMilli();
  }

  /// Monthly steps that start on the last day of a month stay on last days, or fall on the day that the frequency names.
  private LocalDateTime plusMonths(LocalDateTime start, long months) {
    LocalDate date = start.toLocalDate();
    boolean last = date.getDayOfMonth() == date.lengthOfMonth();
    YearMonth month = YearMonth.from(date).plusMonths(months);
    int wanted = date.getDayOfMonth();
    if (last) {
      int named = frequency.dayOfMonth();
      wanted = named > 0 && Math.min(named, date.lengthOfMonth()) == wanted ? named : 31;
    }
    return month.atDay(Math.min(wanted, month.lengthOfMonth())).atTime(start.toLocalTime());
  }

  /// Number of business days since Monday, 1969-12-29; a Saturday or Sunday counts as the Friday before.
  public static long businessDay(LocalDate date) {
    long sinceMonday = date.toEpochDay() + 3;
    return Math.floorDiv(sinceMonday, 7L) * 5 + Math.min(Math.floorMod(sinceMonday, 7L), 4);
  }

  private static LocalDate businessDate(long day) {
    return LocalDate.ofEpochDay(Math.floorDiv(day, 5L) * 7 + Math.floorMod(day, 5L) - 3);
  }

  /// The reason why no step can be at the position, as the end of a sentence that begins with the position; null if a step can.
  public @Nullable String refusal(long position) {
    if (frequency.unit() != Frequency.Unit.BUSINESS_DAY) return null;
    DayOfWeek day = local(position).getDayOfWeek();
    return day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY
        ? "must be a day from Monday to Friday, was " + text(position)
        : null;
  }

  /// The position of a time or step that a user names and that should be among the steps of the series. Throws
  /// [IllegalArgumentException] for an integer step outside of them, because the user probably counts differently.
  public long within(long position, Iterable<Series> series) {
    if (frequency.unit() != Frequency.Unit.STEP) return position;
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (Series one : series) {
      first = Math.min(first, one.start());
      last = Math.max(last, plus(one.start(), one.steps() - 1L));
    }
    return within(position, first, last);
  }

  /// As [#within(long, Iterable)], for steps from `first` to `last`.
  public long within(long position, long first, long last) {
    if (frequency.unit() != Frequency.Unit.STEP) return position;
    if (position < first || position > last)
      throw new IllegalArgumentException(
          "must be among the steps of the data, %d to %d, was %d".formatted(first, last, position));
    return position;
  }

  /// ISO-8601 with offset, or the integer step.
  public String text(long position) {
    if (frequency.unit() == Frequency.Unit.STEP) return Long.toString(position);
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
        Instant.ofEpochMilli(position).atZone(zone));
  }

  /// Reads the format of [#text]; a time without offset is in the zone of the dataset. Throws [IllegalArgumentException].
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
