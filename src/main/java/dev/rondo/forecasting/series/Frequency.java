package dev.rondo.forecasting.series;

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
}
