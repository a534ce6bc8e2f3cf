package dev.rondo.forecasting.reading;

import dev.rondo.forecasting.reading.SplitTime.Field;
import dev.rondo.forecasting.reading.time.CivilDate;

/// A column of one part of the times, such as the hour.
final class PartCells extends Cells {
  private static final long HOUR = 3_600_000;

  final Field field;
  private final Longs values = new Longs();
  private boolean zero;
  private boolean end; // whether some are the end of the day
  private long common; // divisor of clock times
  private long least = Long.MAX_VALUE;

  PartCells(String name, int column, Field field) {
    super(name, column);
    this.field = field;
  }

  @Override
  void add(char[] text, int from, int to, long line) {
    long value = field.read(text, from, to);
    values.add(value);
    if (value == Field.BAD) {
      fault(
          line,
          "'%s' in column '%s' is no %s, and the time needs it; write it like %s"
              .formatted(
                  new String(text, from, Math.min(to - from, 40)), name, field, field.example));
    }
    zero |= value == 0;
    end |= value == (field == Field.CLOCK ? CivilDate.DAY : 24);
    if (value > 0) {
      common = divisor(value, common);
      least = Math.min(least, value);
    }
  }

  @Override
  void truncate(int rows) {
    values.truncate(rows);
  }

  long get(int row) {
    return values.get(row);
  }

  private static long divisor(long a, long b) {
    return b == 0 ? a : divisor(b, a % b);
  }

  /// Whether hours or clock times are the ends of their steps: they run from 1 to 24 or from 01:00 to 24:00, or the name says so.
  boolean isEnding() {
    return switch (field) {
      case HOUR_ENDING -> true;
      case HOUR -> end && !zero;
      case CLOCK ->
          Field.HOUR_ENDING.isNamed(name) || end && !zero && least == common && common <= HOUR;
      default -> false;
    };
  }

  /// Milliseconds of the day at which the hour or clock time of a row begins.
  long begin(int row) {
    long value = get(row);
    if (field != Field.CLOCK) return (isEnding() ? value - 1 : value) * HOUR;
    return isEnding() ? value - Math.min(common, HOUR) : value;
  }
}
