package dev.rondo.forecasting.reading.time;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.IsoFields;
import java.util.Locale;

/// Times of one format from characters, as milliseconds: since 1970 UTC where the text has an offset, else of local time as
/// if it were UTC. Integer steps are themselves.
public final class TimeParser {
  /// What text that is no time of the format gives.
  public static final long BAD = Long.MIN_VALUE;

  private static final long DAY = 86_400_000;
  private static final String[] MONTHS = {
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "mär",
    "mai", "okt", "dez", "mrz"
  };
  private static final int[] MONTH_NUMBERS = {
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 3, 5, 10, 12, 3
  };

  public final TimeFormat format;

  private char[] text = {};
  private int at;
  private int to;
  private int width;

  /// The date read last, as a number of eight digits, and its first millisecond: many rows are of one day.
  private int lastDate = -1;

  private long lastDay;

  /// Whether the last time had an offset, and which, in milliseconds.
  public boolean offset;

  public int offsetMilliseconds;

  /// Whether the last time had a clock time.
  public boolean clock;

  /// Character between the numbers of the last [TimeFormat#NUMERIC] date.
  public char separator;

  public TimeParser(TimeFormat format) {
    this.format = format;
  }

  public long parse(String whole) {
    return parse(whole.toCharArray(), 0, whole.length());
  }

  public long parse(char[] characters, int from, int end) {
    text = characters;
    at = from;
    to = end;
    offset = false;
    clock = false;
    long value =
        switch (format) {
          case ISO -> iso();
          case NUMERIC -> numeric();
          case MONTH_NAME -> monthName();
          case WEEK -> week();
          case QUARTER -> quarter();
          case COMPACT -> compact();
          case YEAR -> year();
          case EPOCH_SECONDS -> scaled(1000);
          case EPOCH_MILLISECONDS, STEP -> scaled(1);
        };
    return at == to ? value : BAD;
  }

  /// A packed [TimeFormat#NUMERIC] time as milliseconds, or [#BAD] where there is no such date.
  public static long unpack(long packed, boolean dayFirst) {
    int date = (int) Math.floorDiv(packed, DAY);
    int first = date / 100 % 100;
    int second = date % 100;
    long day = dayFirst ? day(date / 10_000, second, first) : day(date / 10_000, first, second);
    return day == BAD ? BAD : day + Math.floorMod(packed, DAY);
  }

  /// Which number comes first in a packed time; at(1) is the first, at(2) the second.
  public static int packedNumber(long packed, int position) {
    int date = (int) Math.floorDiv(packed, DAY);
    return position == 1 ? date / 100 % 100 : date % 100;
  }

  private static long day(int year, int month, int day) {
    if (month < 1
        || month > 12
        || day < 1
        || day > 28 && day > YearMonth.of(year, month).lengthOfMonth()) return BAD;
    long y = month <= 2 ? year - 1L : year;
    long era = Math.floorDiv(y, 400L);
    long ofEra = y - era * 400;
    long ofYear = (153L * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return (era * 146_097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719_468) * DAY;
  }

  /// The commonest shape, 2026-01-31T13:00:00 with or without a Z or an offset, at one go; whatever is not quite so goes the
  /// long way.
  private long iso() {
    int from = at;
    if (to - from < 19
        || text[from + 4] != '-'
        || text[from + 7] != '-'
        || text[from + 10] != 'T' && text[from + 10] != ' '
        || text[from + 13] != ':'
        || text[from + 16] != ':') return anyIso();
    int century = two(from);
    int year = two(from + 2);
    int month = two(from + 5);
    int day = two(from + 8);
    int hour = two(from + 11);
    int minute = two(from + 14);
    int second = two(from + 17);
    if ((century | year | month | day | hour | minute | second) < 0
        || hour > 23
        || minute > 59
        || second > 59) return anyIso();
    int date = ((century * 100 + year) * 100 + month) * 100 + day;
    if (date != lastDate) {
      lastDay = day(century * 100 + year, month, day);
      lastDate = date;
    }
    if (lastDay == BAD) return BAD;
    long time = lastDay + hour * 3_600_000L + minute * 60_000L + second * 1000L;
    int rest = to - from - 19;
    char follows = rest == 0 ? 0 : text[from + 19];
    if (rest == 1 && follows == 'Z') {
      offset = true;
      offsetMilliseconds = 0;
    } else if (follows == '+' || follows == '-') {
      at = from + 19;
      clock = true;
      return zoned(time, false);
    } else if (rest > 0) {
      return anyIso();
    }
    clock = true;
    at = to;
    return time;
  }

  /// The number of two digits, negative where there are none.
  private int two(int place) {
    int tens = text[place] - '0';
    int ones = text[place + 1] - '0';
    return (tens | ones | 9 - tens | 9 - ones) < 0 ? -1 : tens * 10 + ones;
  }

  private long anyIso() {
    int year = digits();
    if (width != 4 || at == to) return BAD;
    char dash = text[at];
    if (dash != '-' && dash != '/' && dash != '.') return BAD;
    at++;
    int month = digits();
    if (width < 1 || width > 2) return BAD;
    if (at == to) return dash == '-' ? day(year, month, 1) : BAD;
    if (text[at++] != dash) return BAD;
    int dayOfMonth = digits();
    if (width < 1 || width > 2) return BAD;
    return withClock(day(year, month, dayOfMonth));
  }

  private long numeric() {
    int first = digits();
    if (width < 1 || width > 2 || at == to) return BAD;
    separator = text[at];
    if (separator != '.' && separator != '/' && separator != '-') return BAD;
    at++;
    int second = digits();
    if (width < 1 || width > 2 || at == to || text[at++] != separator) return BAD;
    int year = digits();
    if (width == 2) year = fullYear(year);
    else if (width != 4) return BAD;
    if (first < 1 || second < 1 || first > 31 || second > 31 || first > 12 && second > 12)
      return BAD;
    return withClock(((year * 100L + first) * 100 + second) * DAY);
  }

  /// Two digits from 69 on are of the last century.
  private static int fullYear(int twoDigits) {
    return twoDigits < 69 ? 2000 + twoDigits : 1900 + twoDigits;
  }

  private long monthName() {
    int day = 1;
    int year = -1;
    int month = 0;
    int numbers = 0;
    while (at < to) {
      char c = text[at];
      if (c >= '0' && c <= '9') {
        int number = digits();
        numbers++;
        if (width == 4) year = number;
        else if (width > 2) return BAD;
        else if (month == 0 || numbers == 1 && year < 0 && at < to && text[at] == ',') day = number;
        else if (numbers == 1 && at == to || numbers == 2 && year < 0 && at == to)
          year = fullYear(number);
        else day = number;
        if (year >= 0 && month != 0 && at < to) return withClock(day(year, month, day));
      } else if (Character.isLetter(c)) {
        if (month != 0) return BAD;
        month = month();
        if (month == 0) return BAD;
      } else if (c == ' ' || c == '-' || c == '/' || c == ',' || c == '.') {
        at++;
      } else {
        return BAD;
      }
    }
    return year < 0 || month == 0 ? BAD : day(year, month, day);
  }

  private int month() {
    int from = at;
    while (at < to && Character.isLetter(text[at])) at++;
    if (at - from < 3 || at - from > 9) return 0;
    String start = new String(text, from, 3).toLowerCase(Locale.ROOT);
    for (int i = 0; i < MONTHS.length; i++) if (MONTHS[i].equals(start)) return MONTH_NUMBERS[i];
    return 0;
  }

  private long week() {
    int year = digits();
    if (width != 4) return BAD;
    if (at < to && (text[at] == ' ' || text[at] == '-')) at++;
    if (at == to || text[at] != 'W' && text[at] != 'w') return BAD;
    at++;
    int week = digits();
    if (width < 1 || width > 2 || week < 1 || week > 53) return BAD;
    int dayOfWeek = 1;
    if (at < to && text[at] == '-') {
      at++;
      dayOfWeek = digits();
      if (width != 1 || dayOfWeek < 1 || dayOfWeek > 7) return BAD;
    }
    LocalDate fourth = LocalDate.of(year, 1, 4);
    if (week == 53 && IsoFields.WEEK_OF_WEEK_BASED_YEAR.rangeRefinedBy(fourth).getMaximum() < 53)
      return BAD;
    return fourth.with(DayOfWeek.MONDAY).plusDays(7L * (week - 1) + dayOfWeek - 1).toEpochDay()
        * DAY;
  }

  private long quarter() {
    int year = -1;
    int quarter = 0;
    while (at < to) {
      char c = text[at];
      if (c == 'Q' || c == 'q') {
        at++;
        quarter = digits();
        if (width != 1) return BAD;
      } else if (c >= '0' && c <= '9') {
        year = digits();
        if (width != 4) return BAD;
      } else if (c == ' ' || c == '-' || c == '/') {
        at++;
      } else {
        return BAD;
      }
    }
    return year < 0 || quarter < 1 || quarter > 4 ? BAD : day(year, 3 * quarter - 2, 1);
  }

  private long compact() {
    int date = digits();
    if (width != 8 || date < 10_000_000) return BAD;
    return withClock(day(date / 10_000, date / 100 % 100, date % 100));
  }

  private long year() {
    int year = digits();
    return width == 4 && year >= 1000 && year < 3000 ? day(year, 1, 1) : BAD;
  }

  private long scaled(long factor) {
    clock = format != TimeFormat.STEP;
    boolean negative = at < to && text[at] == '-';
    if (negative) at++;
    long number = 0;
    int from = at;
    while (at < to && text[at] >= '0' && text[at] <= '9' && at - from < 15)
      number = number * 10 + (text[at++] - '0');
    if (at == from) return BAD;
    // Tools that make a column floating point write whole numbers as 12.0.
    if (at + 1 < to && text[at] == '.') {
      at++;
      while (at < to && text[at] == '0') at++;
    }
    return (negative ? -number : number) * factor;
  }

  private long withClock(long date) {
    if (date == BAD || at == to) return date;
    if (text[at] != ' ' && text[at] != 'T' && text[at] != 't' && text[at] != ',') return BAD;
    at++;
    while (at < to && text[at] == ' ') at++;
    int hour = digits();
    if (width < 1 || width > 2) return BAD;
    int minute = part();
    int second = minute < 0 ? -1 : part();
    int milliseconds = second < 0 ? 0 : fraction();
    boolean spaced = at < to && text[at] == ' ';
    while (at < to && text[at] == ' ') at++;
    if (at + 2 <= to && (text[at + 1] == 'M' || text[at + 1] == 'm')) {
      char half = Character.toUpperCase(text[at]);
      if (half != 'A' && half != 'P' || hour < 1 || hour > 12) return BAD;
      hour = hour % 12 + (half == 'P' ? 12 : 0);
      at += 2;
    }
    if (hour > 24 || minute > 59 || second > 60 || hour == 24 && (minute > 0 || second > 0))
      return BAD;
    clock = true;
    long time =
        date
            + hour * 3_600_000L
            + Math.max(minute, 0) * 60_000L
            + Math.max(second, 0) * 1000L
            + milliseconds;
    return at == to ? time : zoned(time, spaced);
  }

  /// The number after a colon; -1 without one, out of range where it is malformed.
  private int part() {
    if (at == to || text[at] != ':') return -1;
    at++;
    int number = digits();
    return width == 2 ? number : 99;
  }

  private int fraction() {
    if (at == to || text[at] != '.' && text[at] != ',') return 0;
    at++;
    int milliseconds = 0;
    int count = 0;
    for (; at < to && text[at] >= '0' && text[at] <= '9'; at++) {
      if (count++ < 3) milliseconds = milliseconds * 10 + (text[at] - '0');
    }
    for (; count < 3; count++) milliseconds *= 10;
    return milliseconds;
  }

  private long zoned(long time, boolean spaced) {
    char sign = text[at];
    if (sign == 'Z'
        || sign == 'z'
        || spaced && to - at == 3 && (text[at] == 'U' || text[at] == 'G')) {
      String name = new String(text, at, to - at);
      if (!name.equalsIgnoreCase("Z") && !name.equals("UTC") && !name.equals("GMT")) return BAD;
      at = to;
      offset = true;
      offsetMilliseconds = 0;
      return time;
    }
    if (sign != '+' && sign != '-') return BAD;
    at++;
    int hours = digits();
    int minutes = 0;
    if (width == 4) {
      minutes = hours % 100;
      hours /= 100;
    } else if (width != 2) {
      return BAD;
    } else if (at < to && text[at] == ':') {
      at++;
      minutes = digits();
      if (width != 2) return BAD;
    }
    if (hours > 18 || minutes > 59) return BAD;
    offset = true;
    offsetMilliseconds = (hours * 60 + minutes) * 60_000 * (sign == '-' ? -1 : 1);
    return time - offsetMilliseconds;
  }

  /// The digits at the cursor as a number; sets their count.
  private int digits() {
    int number = 0;
    int from = at;
    while (at < to && text[at] >= '0' && text[at] <= '9' && at - from < 9)
      number = number * 10 + (text[at++] - '0');
    width = at - from;
    return number;
  }
}
