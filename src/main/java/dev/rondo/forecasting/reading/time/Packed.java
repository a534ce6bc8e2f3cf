package dev.rondo.forecasting.reading.time;

/// A date of three numbers whose order is open, with a clock time and an offset, in one number. Equal times have equal
/// numbers, and most times that differ have different ones.
final class Packed {
  /// Ways in which a date is written.
  static final int PLAIN = 0;

  static final int DOTTED = 1;
  static final int TWELVE_HOURS = 2;

  /// A month of two digits after its year, which is no quarter.
  static final int ISO_MONTH = 3;

  private static final int OF_DAY = 27; // bits
  private static final int QUARTERS = 8; // bits: the offset in quarters of an hour, and 128
  private static final int STYLE = 2; // bits
  private static final int QUARTER = 900_000;
  private static final int YEARS = 4000;

  private Packed() {}

  static long of(int first, int second, int third, long ofDay, int offset, int style) {
    if (offset % QUARTER != 0 || third >= YEARS) return TimeParser.BAD;
    long date = (first * 100L + second) * YEARS + third;
    return ((date << STYLE | style) << QUARTERS | offset / QUARTER + 128) << OF_DAY | ofDay;
  }

  static int first(long packed) {
    return (int) (date(packed) / (100 * YEARS));
  }

  static int second(long packed) {
    return (int) (date(packed) / YEARS % 100);
  }

  static int third(long packed) {
    return (int) (date(packed) % YEARS);
  }

  static int style(long packed) {
    return (int) (packed >>> QUARTERS + OF_DAY) & (1 << STYLE) - 1;
  }

  private static long date(long packed) {
    return packed >>> STYLE + QUARTERS + OF_DAY;
  }

  /// Milliseconds to add to the date.
  static long rest(long packed) {
    long ofDay = packed & (1L << OF_DAY) - 1;
    long offset = ((packed >>> OF_DAY & (1 << QUARTERS) - 1) - 128) * QUARTER;
    return ofDay - offset;
  }
}
