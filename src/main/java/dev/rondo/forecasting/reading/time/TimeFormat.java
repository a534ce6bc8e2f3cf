package dev.rondo.forecasting.reading.time;

/// Ways to write a time.
public enum TimeFormat {
  ISO("2026-01-31, 2026-01-31 13:00 or 2026-01-31T13:00:00Z"),
  /// Day, month and year in numbers; which of the two comes first shows only over the whole column.
  NUMERIC("31.01.2026 13:00 or 1/31/26"),
  MONTH_NAME("Jan 2026 or 31 Jan 2026"),
  WEEK("2026 W05"),
  QUARTER("2026 Q1"),
  COMPACT("20260131"),
  YEAR("2026"),
  EPOCH_SECONDS("seconds since 1970"),
  EPOCH_MILLISECONDS("milliseconds since 1970"),
  STEP("an integer step");

  public final String example;

  TimeFormat(String example) {
    this.example = example;
  }

  /// Whether a number that is no time may be written the same way.
  public boolean looksLikeNumber() {
    return ordinal() >= COMPACT.ordinal();
  }
}
