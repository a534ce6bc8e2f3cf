package dev.rondo.forecasting.reading.time;

import java.util.Locale;

/// The ways to read an open (ambiguous) time: the order of the numbers of a date, or the unit that a number counts.
public enum Interpretation {
  DAY_MONTH_YEAR("day, month, year", Kind.PACKED, 0, 0),
  MONTH_DAY_YEAR("month, day, year", Kind.PACKED, 0, 0),
  YEAR_MONTH_DAY("year, month, day", Kind.PACKED, 0, 0),
  MONTH_YEAR("month and year", Kind.PACKED, 0, 0),
  QUARTER_YEAR("quarter and year", Kind.PACKED, 0, 0),
  YEAR("yyyy", Kind.WEAK, 1600, 2199),
  YYYYMM("yyyymm", Kind.WEAK, 160_001, 219_912),
  YYMMDD("yymmdd", Kind.WEAK, 101, 991_231),
  DDMMYY("ddmmyy", Kind.WEAK, 10_100, 311_299),
  MMDDYY("mmddyy", Kind.WEAK, 10_100, 123_199),
  YYYYWW("yyyyww", Kind.WEAK, 160_001, 219_953),
  YYYYQ("yyyyq", Kind.WEAK, 16_001, 21_994),
  YYYYDDD("yyyyddd", Kind.WEAK, 1_600_001, 2_199_366),
  YYYYMMDD("yyyymmdd", Kind.STRONG, 16_000_101, 21_991_231),
  DDMMYYYY("ddmmyyyy", Kind.STRONG, 1_011_600, 31_122_199),
  MMDDYYYY("mmddyyyy", Kind.STRONG, 1_011_600, 12_312_199),
  YYYYMMDDHH("yyyymmddhh", Kind.STRONG, 1_600_010_100L, 2_199_123_124L),
  YYYYMMDDHHMM("yyyymmddhhmm", Kind.STRONG, 160_001_010_000L, 219_912_312_400L),
  YYYYMMDDHHMMSS("yyyymmddhhmmss", Kind.STRONG, 16_000_101_000_000L, 21_991_231_240_000L),
  YYMMDDHHMM("yymmddhhmm", Kind.WEAK, 100_000_000, 9_912_312_400L),
  SPREADSHEET_DAYS("days of a spreadsheet, counted from 1899-12-30", Kind.WEAK, 20_000, 73_050),
  EPOCH_SECONDS("seconds since 1970", Kind.STRONG, -11_676_096_000L, 7_258_118_399L),
  EPOCH_MILLISECONDS(
      "milliseconds since 1970", Kind.STRONG, -11_676_096_000_000L, 7_258_118_399_999L),
  EPOCH_MICROSECONDS(
      "microseconds since 1970", Kind.STRONG, -11_676_096_000_000_000L, 7_258_118_399_999_999L),
  EPOCH_NANOSECONDS(
      "nanoseconds since 1970", Kind.STRONG, Long.MIN_VALUE + 1, 7_258_118_399_999_999_999L),
  STEP("integer steps", Kind.STRONG, Long.MIN_VALUE + 1, Long.MAX_VALUE);

  /// Positions of numbers with a fraction are in millionths.
  static final int MILLIONTHS = 1_000_000;

  private static final long DAY = CivilDate.DAY;
  private static final int SPREADSHEET_EPOCH = 25_569; // the day number of 1970-01-01

  enum Kind {
    /// Of packed dates.
    PACKED,
    /// Of numbers that could as well be steps.
    WEAK,
    /// Of numbers that can hardly be anything else.
    STRONG
  }

  private final String text;
  final Kind kind;
  final long least;
  final long greatest;

  Interpretation(String text, Kind kind, long least, long greatest) {
    this.text = text;
    this.kind = kind;
    this.least = least;
    this.greatest = greatest;
  }

  /// For a person.
  @Override
  public String toString() {
    return text;
  }

  /// For documents.
  public String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  boolean isPacked() {
    return kind == Kind.PACKED;
  }

  /// Whether the times are instants and not of a local clock.
  public boolean isInstant() {
    return switch (this) {
      case EPOCH_SECONDS, EPOCH_MILLISECONDS, EPOCH_MICROSECONDS, EPOCH_NANOSECONDS -> true;
      default -> false;
    };
  }

  /// Whether the numbers hold a clock time.
  public boolean hasClock() {
    return switch (this) {
      case YYYYMMDDHH, YYYYMMDDHHMM, YYYYMMDDHHMMSS, YYMMDDHHMM -> true;
      default -> isInstant();
    };
  }

  /// Whether a year may have two digits, which is the third number of a packed date or the first of [#YEAR_MONTH_DAY].
  int shortYear(long raw) {
    return switch (this) {
      case DAY_MONTH_YEAR, MONTH_DAY_YEAR, MONTH_YEAR, QUARTER_YEAR ->
          Packed.third(raw) < 100 ? Packed.third(raw) : -1;
      case YEAR_MONTH_DAY -> Packed.first(raw);
      case YYMMDD -> (int) (raw / 10_000);
      case DDMMYY, MMDDYY -> (int) (raw % 100);
      case YYMMDDHHMM -> (int) (raw / 100_000_000);
      default -> -1;
    };
  }

  /// Milliseconds of an open time, or [TimeParser#BAD] where it cannot be read so; of [#STEP] the number itself.
  ///
  /// @param millionths whether the number is in millionths
  /// @param firstYear first of the hundred years that a year of two digits may be of
  public long time(long raw, boolean millionths, int firstYear) {
    if (isPacked()) return packed(raw, firstYear);
    if (millionths) return fractional(raw);
    if (raw < least || raw > greatest) return TimeParser.BAD;
    int number = (int) raw;
    return switch (this) {
      case YEAR -> CivilDate.of(number, 1, 1);
      case YYYYMM -> CivilDate.of(number / 100, number % 100, 1);
      case YYYYQ ->
          number % 10 < 1 || number % 10 > 4
              ? TimeParser.BAD
              : CivilDate.of(number / 10, number % 10 * 3 - 2, 1);
      case YYYYWW -> WeekParser.of(number / 100, number % 100, 1);
      case YYYYDDD -> IsoParser.dayOfYear(number / 1000, number % 1000);
      case YYMMDD -> yearFirst(fullYear(number / 10_000, firstYear), number);
      case DDMMYY -> date(fullYear(number % 100, firstYear), number / 100 % 100, number / 10_000);
      case MMDDYY -> date(fullYear(number % 100, firstYear), number / 10_000, number / 100 % 100);
      case YYYYMMDD -> yearFirst(number / 10_000, number);
      case DDMMYYYY -> date(number % 10_000, number / 10_000 % 100, number / 1_000_000);
      case MMDDYYYY -> date(number % 10_000, number / 1_000_000, number / 10_000 % 100);
      case YYYYMMDDHH -> clocked((int) (raw / 1_000_000), raw / 100, raw % 100, 0, 0);
      case YYYYMMDDHHMM ->
          clocked((int) (raw / 100_000_000), raw / 10_000, raw / 100 % 100, raw % 100, 0);
      case YYYYMMDDHHMMSS ->
          clocked(
              (int) (raw / 10_000_000_000L),
              raw / 1_000_000,
              raw / 10_000 % 100,
              raw / 100 % 100,
              raw % 100);
      case YYMMDDHHMM ->
          clocked(
              fullYear((int) (raw / 100_000_000), firstYear),
              raw / 10_000,
              raw / 100 % 100,
              raw % 100,
              0);
      case SPREADSHEET_DAYS -> (raw - SPREADSHEET_EPOCH) * DAY;
      case EPOCH_SECONDS -> raw * 1000;
      case EPOCH_MICROSECONDS -> Math.floorDiv(raw, 1000);
      case EPOCH_NANOSECONDS -> Math.floorDiv(raw, 1_000_000);
      default -> raw;
    };
  }

  private long packed(long raw, int firstYear) {
    int first = Packed.first(raw);
    int second = Packed.second(raw);
    int third = Packed.third(raw);
    boolean twoNumbers = second == 0;
    if (twoNumbers != (this == MONTH_YEAR || this == QUARTER_YEAR)) return TimeParser.BAD;
    if (this == YEAR_MONTH_DAY && third > 31 || this == QUARTER_YEAR && !isQuarter(raw))
      return TimeParser.BAD;
    int year = fullYear(this == YEAR_MONTH_DAY ? first : third, firstYear);
    long day =
        switch (this) {
          case DAY_MONTH_YEAR -> date(year, second, first);
          case MONTH_DAY_YEAR -> date(year, first, second);
          case YEAR_MONTH_DAY -> date(year, second, third);
          case QUARTER_YEAR -> date(year, 3 * first - 2, 1);
          default -> date(year, first, 1);
        };
    return day == TimeParser.BAD ? day : day + Packed.rest(raw);
  }

  private static boolean isQuarter(long raw) {
    int first = Packed.first(raw);
    return first >= 1 && first <= 4 && Packed.style(raw) != Packed.ISO_MONTH;
  }

  /// Days of a spreadsheet to the second, seconds since 1970 to the millisecond.
  private long fractional(long raw) {
    long whole = Math.floorDiv(raw, MILLIONTHS);
    if (whole < least || whole > greatest) return TimeParser.BAD;
    return switch (this) {
      case SPREADSHEET_DAYS ->
          Math.round((raw - SPREADSHEET_EPOCH * (long) MILLIONTHS) * 86_400.0 / MILLIONTHS) * 1000;
      case EPOCH_SECONDS -> Math.floorDiv(raw, 1000);
      case EPOCH_MILLISECONDS -> whole;
      default -> TimeParser.BAD;
    };
  }

  /// Nanoseconds below the millisecond.
  int below(long raw, boolean millionths) {
    return switch (this) {
      case EPOCH_SECONDS -> millionths ? (int) Math.floorMod(raw, 1000) * 1000 : 0;
      case EPOCH_MILLISECONDS -> millionths ? (int) Math.floorMod(raw, MILLIONTHS) : 0;
      case EPOCH_MICROSECONDS -> (int) Math.floorMod(raw, 1000) * 1000;
      case EPOCH_NANOSECONDS -> (int) Math.floorMod(raw, 1_000_000L);
      default -> 0;
    };
  }

  private static int fullYear(int year, int firstYear) {
    return year >= 100 ? year : firstYear + Math.floorMod(year - firstYear, 100);
  }

  private static long yearFirst(int year, int number) {
    return date(year, number / 100 % 100, number % 100);
  }

  private static long date(int year, int month, int day) {
    return CivilDate.of(year, month, day);
  }

  private static long clocked(int year, long date, long hour, long minute, long second) {
    if (hour > 24 || minute > 59 || second > 59 || hour == 24 && minute + second > 0)
      return TimeParser.BAD;
    long day = yearFirst(year, (int) (date % 10_000));
    return day == TimeParser.BAD ? day : day + hour * 3_600_000 + minute * 60_000 + second * 1000;
  }
}
