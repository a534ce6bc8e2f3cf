package dev.rondo.forecasting.reading.time;

/// Dates of three numbers with the year last, or of two digits each, and months of two numbers.
final class NumericParser extends TimeParser {
  NumericParser(TimeFormat format) {
    super(format);
  }

  @Override
  long read() {
    open = true;
    int first = digits();
    if (width < 1 || width > 2 || at == to) return BAD;
    char separator = text[at];
    boolean dot = separator == '.';
    if (!dot && separator != '/' && separator != '-') return BAD;
    at++;
    int second = digits();
    if (width == 4 && at == to) {
      boolean month = first >= 1 && first <= 12 && second >= 1600 && second < 2200;
      return month && dot == (format == TimeFormat.MONTH_DOT_YEAR)
          ? Packed.of(first, 0, second, 0, 0, Packed.PLAIN)
          : BAD;
    }
    if (format == TimeFormat.MONTH_DOT_YEAR
        || width < 1
        || width > 2
        || at == to
        || text[at++] != separator) return BAD;
    int third = digits();
    if (width != 2 && width != 4) return BAD;
    boolean yearFirst = width == 2 && isMonth(second) && isDay(third);
    boolean yearLast = isDay(first) && isMonth(second) || isMonth(first) && isDay(second);
    if (!yearFirst && !yearLast) return BAD;
    long ofDay = clockAfterDate();
    int style = dot ? Packed.DOTTED : twelveHours ? Packed.TWELVE_HOURS : Packed.PLAIN;
    return ofDay == BAD ? BAD : Packed.of(first, second, third, ofDay, offsetMilliseconds(), style);
  }

  private static boolean isMonth(int number) {
    return number >= 1 && number <= 12;
  }

  private static boolean isDay(int number) {
    return number >= 1 && number <= 31;
  }
}
