package dev.rondo.forecasting.series;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Period;

/// The distance between time steps: `count` units. Text forms: an ISO 8601 duration of one unit (`PT30M`, `P1D`, `P7D`, `P1M`,
/// `P1Y`), `business-day` for Monday to Friday, and `step` or `step:10` for integer steps. Monthly steps that start on the last
/// day of a month stay on last days. `P1M@28` puts them on the 28th instead, or on the last day of shorter months.
///
/// @param dayOfMonth 28 to 30 if the text names it, otherwise 0
public record Frequency(Unit unit, long count, int dayOfMonth) {
  public enum Unit {
    /// No clock: positions are integers.
    STEP,
    MILLISECOND,
    /// Calendar days in the dataset's zone.
    DAY,
    /// Monday to Friday in the dataset's zone.
    BUSINESS_DAY,
    /// Calendar months in the dataset's zone.
    MONTH
  }

  public static final Frequency STEP = new Frequency(Unit.STEP, 1);
  public static final Frequency BUSINESS_DAY = new Frequency(Unit.BUSINESS_DAY, 1);

  private static final long HOUR = 3_600_000;
  private static final String STEPS = "step:";

  public Frequency {
    if (count < 1)
      throw new IllegalArgumentException("frequency must be positive, was " + count + " " + unit);
    if (unit == Unit.BUSINESS_DAY && count != 1)
      throw new IllegalArgumentException("frequency must be one business day, was " + count);
    if (dayOfMonth != 0 && (unit != Unit.MONTH || dayOfMonth < 28 || dayOfMonth > 30))
      throw new IllegalArgumentException(
          "frequency must be of months or years where it names a day of the month, and name one from 28 to 30, was "
              + dayOfMonth);
  }

  public Frequency(Unit unit, long count) {
    this(unit, count, 0);
  }

  /// Reads the text form. Throws [IllegalArgumentException].
  public static Frequency parse(String text) {
    if (text.equals("step")) return STEP;
    if (text.equals("business-day")) return BUSINESS_DAY;
    try {
      if (text.startsWith(STEPS))
        return new Frequency(Unit.STEP, Long.parseLong(text.substring(STEPS.length())));
      int at = text.indexOf('@');
      if (at > 0) {
        Frequency months = duration(text.substring(0, at), text);
        return new Frequency(months.unit, months.count, Integer.parseInt(text.substring(at + 1)));
      }
      return duration(text, text);
    } catch (DateTimeException | NumberFormatException | ArithmeticException e) {
      throw new IllegalArgumentException(
          "frequency must be an ISO-8601 duration such as PT1H, P1D or P1M, business-day, step or step:10, was '"
              + text
              + "'",
          e);
    }
  }

  private static Frequency duration(String duration, String text) {
    if (duration.startsWith("PT")) {
      Duration time = Duration.parse(duration);
      if (time.getNano() % 1_000_000 != 0)
        throw new IllegalArgumentException(
            "frequency must be in whole milliseconds, was '" + text + "'");
      return new Frequency(Unit.MILLISECOND, time.toMillis());
    }
    if (duration.indexOf('T') > 0)
      throw new IllegalArgumentException(
          "frequency must be of days or of hours, not of both, as days may have 23 or 25 hours; write PT36H for 36 hours, was '"
              + text
              + "'");
    Period period = Period.parse(duration);
    if (period.getDays() != 0 && period.toTotalMonths() != 0)
      throw new IllegalArgumentException(
          "frequency must be of months or of days, not of both, was '" + text + "'");
    return period.getDays() != 0
        ? new Frequency(Unit.DAY, period.getDays())
        : new Frequency(Unit.MONTH, period.toTotalMonths());
  }

  /// Whether the steps have the same distance as those of the other frequency, on any day of the month. All integer steps have
  /// the same distance.
  public boolean isAsLongAs(Frequency other) {
    return unit == other.unit && (unit == Unit.STEP || count == other.count);
  }

  /// Number of steps of the usual season of this frequency: a day for hours or shorter steps, a week for days, a year for weeks,
  /// months or quarters; 1 if there is none.
  public int season() {
    return switch (unit) {
      case STEP -> 1;
      case MILLISECOND ->
          count < 24 * HOUR && 24 * HOUR % count == 0
              ? (int) Math.min(24 * HOUR / count, 86_400)
              : 1;
      case DAY -> count == 1 ? 7 : count == 7 ? 52 : 1;
      case BUSINESS_DAY -> 5;
      case MONTH -> count < 12 && 12 % count == 0 ? (int) (12 / count) : 1;
    };
  }

  @Override
  public String toString() {
    return switch (unit) {
      case STEP -> count == 1 ? "step" : STEPS + count;
      case MILLISECOND -> Duration.ofMillis(count).toString();
      case DAY -> "P" + count + "D";
      case BUSINESS_DAY -> "business-day";
      case MONTH ->
          (count % 12 == 0 ? "P" + count / 12 + "Y" : "P" + count + "M")
              + (dayOfMonth == 0 ? "" : "@" + dayOfMonth);
    };
  }
}
