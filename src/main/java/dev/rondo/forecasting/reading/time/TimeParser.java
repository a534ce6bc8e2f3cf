package dev.rondo.forecasting.reading.time;

import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Times of one format from characters, as milliseconds: since 1970 UTC if the text has an offset, otherwise of local time as
/// if it were UTC. A time that can be read in several ways is `open`: it is packed, and an [Interpretation] reads it.
public abstract sealed class TimeParser
    permits ClockParser,
        IsoParser,
        NumericParser,
        WordsParser,
        WeekParser,
        PeriodParser,
        DigitsParser {
  /// What text that is no time of the format gives.
  public static final long BAD = Long.MIN_VALUE;

  public final TimeFormat format;

  char[] text = {};
  int at;
  int to;

  /// Count of digits that [#digits] read last.
  int width;

  /// Whether the last time had an offset, and which, in milliseconds.
  public boolean offset;

  public int offsetMilliseconds;

  /// The zone that the last time named by its region, such as Europe/Berlin.
  public @Nullable ZoneId zone;

  /// Whether the last time had a clock time.
  public boolean clock;

  /// Whether the last time is packed.
  public boolean open;

  /// Whether the clock time of the last time is one of twelve hours.
  boolean twelveHours;

  /// Nanoseconds of the last time below the millisecond; of a number, its fraction in billionths.
  public int fraction;

  TimeParser(TimeFormat format) {
    this.format = format;
  }

  public static TimeParser of(TimeFormat format) {
    return switch (format) {
      case ISO, BASIC -> new IsoParser(format);
      case NUMERIC, MONTH_DOT_YEAR -> new NumericParser(format);
      case WORDS -> new WordsParser();
      case WEEK -> new WeekParser();
      case PERIOD -> new PeriodParser();
      case DIGITS -> new DigitsParser();
    };
  }

  public final long parse(String whole) {
    return parse(whole.toCharArray(), 0, whole.length());
  }

  public final long parse(char[] characters, int from, int end) {
    text = characters;
    at = from;
    to = end;
    offset = false;
    clock = false;
    open = false;
    twelveHours = false;
    fraction = 0;
    zone = null;
    long value = read();
    return at == to ? value : BAD;
  }

  /// Reads from `at` on; what is left before `to` makes the time bad.
  abstract long read();

  /// A date with the clock time and the zone that follow it, if any.
  final long withClock(long date) {
    if (date == BAD || at == to) return date;
    long ofDay = clockAfterDate();
    return ofDay == BAD ? BAD : date + ofDay - offsetMilliseconds();
  }

  /// Milliseconds of the day of the clock time after a date; 0 if nothing follows.
  final long clockAfterDate() {
    if (at == to) return 0;
    int from = at;
    skipBlanks();
    if (at < to && "Tt,@_:".indexOf(text[at]) >= 0) at++;
    skipBlanks();
    if (at == from) return BAD;
    long ofDay = clock();
    return ofDay != BAD && ZoneText.read(this) ? ofDay : BAD;
  }

  final int offsetMilliseconds() {
    return offset ? offsetMilliseconds : 0;
  }

  /// Milliseconds of the day of a clock time: `13`, `1300`, `13:00:00.5`, `1:00 PM`; the digits of a fraction below the
  /// millisecond go to `fraction`.
  final long clock() {
    int hour = digits();
    int minute = -1;
    int second = -1;
    if (width == 4 || width == 6) {
      second = width == 6 ? hour % 100 : -1;
      if (width == 6) hour /= 100;
      minute = hour % 100;
      hour /= 100;
    } else if (width < 1 || width > 2) {
      return BAD;
    } else {
      minute = part();
      second = minute < 0 ? -1 : part();
    }
    int milliseconds = second < 0 ? 0 : fraction();
    int blank = at;
    skipBlanks();
    int half = half();
    twelveHours = half >= 0;
    if (twelveHours) {
      if (hour < 1 || hour > 12) return BAD;
      hour = hour % 12 + half;
    } else {
      at = blank;
    }
    if (hour > 24 || minute > 59 || second > 60 || hour == 24 && (minute > 0 || second > 0))
      return BAD;
    clock = true;
    return hour * 3_600_000L
        + Math.max(minute, 0) * 60_000L
        + Math.max(second, 0) * 1000L
        + milliseconds;
  }

  /// 0 of AM, 12 of PM, -1 of neither.
  private int half() {
    if (at == to) return -1;
    char first = Character.toLowerCase(text[at]);
    if (first != 'a' && first != 'p') return -1;
    int from = at;
    at++;
    if (at < to && text[at] == '.') at++;
    if (at == to || Character.toLowerCase(text[at]) != 'm') {
      at = from;
      return -1;
    }
    at++;
    if (at < to && text[at] == '.') at++;
    return first == 'a' ? 0 : 12;
  }

  /// The number after a colon; -1 without one, out of range if it is malformed.
  private int part() {
    if (at == to || text[at] != ':') return -1;
    at++;
    int number = digits();
    return width == 2 ? number : 99;
  }

  private int fraction() {
    if (at == to || text[at] != '.' && text[at] != ',') return 0;
    at++;
    int nanoseconds = billionths();
    fraction = nanoseconds % 1_000_000;
    return nanoseconds / 1_000_000;
  }

  /// The digits at the cursor as a fraction, in billionths.
  final int billionths() {
    int number = 0;
    int count = 0;
    for (; at < to && isDigit(text[at]); at++)
      if (count++ < 9) number = number * 10 + (text[at] - '0');
    for (; count < 9; count++) number *= 10;
    return number;
  }

  final void skipBlanks() {
    while (at < to && text[at] == ' ') at++;
  }

  /// The digits at the cursor as a number; sets their count.
  final int digits() {
    int number = 0;
    int from = at;
    while (at < to && isDigit(text[at]) && at - from < 9) number = number * 10 + (text[at++] - '0');
    width = at - from;
    return number;
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /// The word at the cursor in lower case.
  final String word() {
    int from = at;
    while (at < to && WordsParser.isLetter(text[at])) at++;
    return new String(text, from, at - from).toLowerCase(Locale.ROOT);
  }
}
