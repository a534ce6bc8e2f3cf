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

  /// Reads the text form.
  public static Frequency parse(String text) {
    if (text.equals("step")) return STEP;
    try {
      if (text.startsWith("PT")) return new Frequency(Unit.MILLISECOND, Duration.parse(text).toMillis());
      Period period = Period.parse(text);
      if (period.getDays() > 0) return new Frequency(Unit.DAY, period.getDays());
      return new Frequency(Unit.MONTH, period.toTotalMonths());
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("frequency must be an ISO-8601 duration such as PT1H, P1D or P1M, or step, was '" + text + "'", e);
    }
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
