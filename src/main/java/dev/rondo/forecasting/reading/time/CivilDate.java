package dev.rondo.forecasting.reading.time;

import java.time.YearMonth;

/// Dates as arithmetic on milliseconds since 1970 of a clock without a zone.
public final class CivilDate {
  public static final long DAY = 86_400_000;

  private CivilDate() {}

  /// First millisecond of a day, or [TimeParser#BAD] if there is no such day.
  public static long of(int year, int month, int day) {
    if (month < 1
        || month > 12
        || day < 1
        || day > 28 && day > YearMonth.of(year, month).lengthOfMonth()) return TimeParser.BAD;
    long y = month <= 2 ? year - 1L : year;
    long era = Math.floorDiv(y, 400L);
    long ofEra = y - era * 400;
    long ofYear = (153L * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return (era * 146_097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719_468) * DAY;
  }

  /// Months since the year 0 times 32, plus the day of the month.
  public static long monthAndDay(long time) {
    long days = Math.floorDiv(time, DAY) + 719_468;
    long era = Math.floorDiv(days, 146_097L);
    long ofEra = days - era * 146_097;
    long yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365;
    long ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    long fromMarch = (5 * ofYear + 2) / 153;
    long day = ofYear - (153 * fromMarch + 2) / 5 + 1;
    long month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
    long year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
    return (year * 12 + month - 1) * 32 + day;
  }
}
