package dev.rondo.forecasting.reading.time;

/// Ways to write a time.
public enum TimeFormat {
  ISO("2026-01-31, 2026-01-31 13:00 or 2026-01-31T13:00:00Z"),
  /// Day, month and year in numbers, or month and year; the whole column decides their order.
  NUMERIC("31.01.2026 13:00, 1/31/26 or 01/2026"),
  /// With a month in words, in any language that the Java runtime knows.
  WORDS("Jan 2026, 31 Jan 2026 or Sat, 31 Jan 2026 13:00:00 GMT"),
  WEEK("2026 W05"),
  /// Quarters, half years and months by number.
  PERIOD("2026 Q1, Q1 2026 or 2026M01"),
  /// ISO 8601 without dashes, with a clock time.
  BASIC("20260131T130000Z"),
  MONTH_DOT_YEAR("01.2026"),
  /// A number: a date such as 20260131, a year, seconds or smaller units since 1970, a spreadsheet date, or an integer step. The
  /// whole column decides which.
  DIGITS("20260131, 202601, 2026, 1767225600 or an integer step");

  public final String example;

  TimeFormat(String example) {
    this.example = example;
  }

  /// Whether a number that is no time may be written the same way.
  public boolean looksLikeNumber() {
    return ordinal() >= MONTH_DOT_YEAR.ordinal();
  }
}
