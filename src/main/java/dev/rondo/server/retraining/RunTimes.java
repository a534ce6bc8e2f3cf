package dev.rondo.server.retraining;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.support.CronExpression;

/// The times at which something is repeated.
public sealed interface RunTimes {
  /// The first time after `now`; null if there is none.
  ///
  /// @param since time from which intervals are counted
  @Nullable Instant next(Instant since, Instant now);

  /// At intervals of whole days, months or years of a time zone.
  record Days(Period every, ZoneId zone) implements RunTimes {
    @Override
    public @Nullable Instant next(Instant since, Instant now) {
      ZonedDateTime start = since.atZone(zone);
      for (int times = 1; ; times++) {
        Instant next = start.plus(every.multipliedBy(times)).toInstant();
        if (next.isAfter(now)) return next;
      }
    }
  }

  /// At intervals of one length.
  record Intervals(Duration every) implements RunTimes {
    @Override
    public @Nullable Instant next(Instant since, Instant now) {
      long passed = Math.max(0, Duration.between(since, now).dividedBy(every));
      return since.plus(every.multipliedBy(passed + 1));
    }
  }

  /// At the times of a cron expression.
  record Cron(CronExpression expression, ZoneId zone) implements RunTimes {
    @Override
    public @Nullable Instant next(Instant since, Instant now) {
      ZonedDateTime next = expression.next(now.atZone(zone));
      return next == null ? null : next.toInstant();
    }
  }

  /// Reads a duration such as `P7D` or `PT6H`, or a cron expression of five fields such as `0 3 * * MON`. Throws
  /// [IllegalArgumentException] with a message that begins with `schedule`.
  static RunTimes of(String text, ZoneId zone) {
    if (text.length() > 100) throw refusal("had " + text.length() + " characters");
    try {
      return text.startsWith("P") ? intervals(text, zone) : cron(text, zone);
    } catch (DateTimeException | ArithmeticException e) {
      throw refusal("was '" + text + "'");
    }
  }

  private static RunTimes intervals(String text, ZoneId zone) {
    Period days = days(text);
    if (days != null) {
      if (days.isNegative()
          || days.isZero()
          || days.toTotalMonths() > 1200
          || days.getDays() > 36500) throw refusal("was '" + text + "'");
      return new Days(days, zone);
    }
    Duration every = Duration.parse(text);
    if (every.compareTo(Duration.ofMinutes(1)) < 0 || every.compareTo(Duration.ofDays(36500)) > 0)
      throw refusal("was '" + text + "'");
    return new Intervals(every);
  }

  /// Null if the text has a time of day.
  private static @Nullable Period days(String text) {
    try {
      return Period.parse(text);
    } catch (DateTimeParseException _) {
      return null;
    }
  }

  private static RunTimes cron(String text, ZoneId zone) {
    if (text.strip().split("\\s+").length != 5) throw refusal("was '" + text + "'");
    try {
      return new Cron(CronExpression.parse("0 " + text.strip()), zone);
    } catch (IllegalArgumentException e) {
      throw refusal("was '" + text + "': " + e.getMessage());
    }
  }

  private static IllegalArgumentException refusal(String was) {
    return new IllegalArgumentException(
        "schedule must be a duration of at least a minute such as P7D or PT6H, or a cron expression of five fields such as '0 3 * * MON', "
            + was);
  }
}
