package dev.rondo.forecasting.series;

import java.time.Duration;
import java.time.Period;
import java.time.format.DateTimeParseException;

/// The distance between time steps: `count` units. Text form: ISO-8601 (`PT30M`, `P1D`, `P7D`, `P1M`, `P1Y`) or `step` for
/// series that count steps without a clock.
public record Frequency(Unit unit, long count) {
  public enum Unit {
    /// No clock: positions are integers.
    STEP,
    MILLISECOND,
    /// Calendar days in the dataset's zone.
    DAY,
    /// Calendar months in the dataset's zone.
    MONTH
  }

  public static final Frequency STEP = new Frequency(Unit.STEP, 1);

  private static final long HOUR = 3_600_000;

  public Frequency {
    if (count < 1)
      throw new IllegalArgumentException("frequency must be positive, was " + count + " " + unit);
  }

  /// Reads the text form.
  public static Frequency parse(String text) {
    if (text.equals("step")) return STEP;
    try {
      if (text.startsWith("PT"))
        return new Frequency(Unit.MILLISECOND, Duration.parse(text).toMillis());
      Period period = Period.parse(text);
      if (period.getDays() > 0) return new Frequency(Unit.DAY, period.getDays());
      return new Frequency(Unit.MONTH, period.toTotalMonths());
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "frequency must be an ISO-8601 duration such as PT1H, P1D or P1M, or step, was '"
              + text
              + "'",
          e);
    }
  }

  /// Steps of the season that people's habits give series of this frequency: a day of hours or shorter steps, a week of
  /// days, a year of weeks, months or quarters; 1 where there is none.
  public int season() {
    return switch (unit) {
      case STEP -> 1;
      case MILLISECOND ->
          count < 24 * HOUR && 24 * HOUR % count == 0
              ? (int) Math.min(24 * HOUR / count, 86_400)
              : 1;
      case DAY -> count == 1 ? 7 : count == 7 ? 52 : 1;
      case MONTH -> count < 12 && 12 % count == 0 ? (int) (12 / count) : 1;
    };
  }

  @Override
  public String toString() {
    return switch (unit) {
      case STEP -> "step";
      case MILLISECOND -> Duration.ofMillis(count).toString();
      case DAY -> "P" + count + "D";
      case MONTH -> count % 12 == 0 ? "P" + count / 12 + "Y" : "P" + count + "M";
    };
  }
}
