package dev.rondo.forecasting.reading;

import dev.rondo.forecasting.reading.time.TimeFormat;
import dev.rondo.forecasting.reading.time.TimeParser;

/// A column of times of one format.
final class TimeCells extends Cells {
  final TimeParser parser;
  private final Longs times = new Longs();
  private boolean first = true;

  /// Whether the times have an offset from UTC.
  boolean offsets;

  /// The offset all times have, in milliseconds, as long as there is only one.
  int commonOffset;

  boolean oneOffset = true;

  /// Whether a time has a clock time, so that it is more than a date.
  boolean clock;

  TimeCells(String name, int column, TimeFormat format) {
    super(name, column);
    parser = new TimeParser(format);
  }

  @Override
  void add(char[] text, int from, int to, long line) {
    long time = parser.parse(text, from, to);
    times.add(time);
    if (time == TimeParser.BAD) {
      String shown = new String(text, from, Math.min(to - from, 40));
      fault(
          line,
          (from == to
                  ? "the time in column '%s' is missing%s; every row needs one such as %s"
                  : "the time in column '%s' cannot be read: '%s'; write it like the others, such as %s")
              .formatted(name, shown, parser.format.example));
      return;
    }
    clock |= parser.clock;
    if (first) {
      first = false;
      offsets = parser.offset;
      commonOffset = parser.offsetMilliseconds;
    } else if (parser.offset != offsets) {
      fault(
          line,
          "the time '%s' in column '%s' %s; write all times with an offset, or none"
              .formatted(
                  new String(text, from, to - from),
                  name,
                  offsets
                      ? "has no offset from UTC, but others have"
                      : "has an offset from UTC, but others have none"));
    } else if (offsets && parser.offsetMilliseconds != commonOffset) {
      oneOffset = false;
    }
  }

  @Override
  void truncate(int rows) {
    times.truncate(rows);
  }

  int size() {
    return times.size();
  }

  /// The times themselves, which are not to be used here again.
  long[] take() {
    return times.take();
  }
}
