package dev.rondo.forecasting.reading.time;

import java.util.HashMap;
import java.util.Map;
import java.util.function.IntToLongFunction;

/// The distances between the times of one series, in one unit.
///
/// @param times different times
/// @param usual the commonest distance; 0 with less than two times
/// @param common greatest common divisor of the distances
/// @param span from the first time to the last
public record Spacing(long times, long usual, long usualCount, long common, long span) {
  /// @param position of each of the places from `from` to `to - 1`, at least as great as that of the place before
  public static Spacing of(int from, int to, IntToLongFunction position) {
    Map<Long, Long> counts = new HashMap<>();
    if (from == to) return new Spacing(0, 0, 0, 0, 0);
    long first = position.applyAsLong(from);
    long before = first;
    long times = 1;
    long common = 0;
    long run = 0;
    long runDistance = 0;
    for (int i = from + 1; i < to; i++) {
      long next = position.applyAsLong(i);
      long distance = next - before;
      before = next;
      if (distance == 0) continue;
      times++;
      if (distance == runDistance) {
        run++;
        continue;
      }
      if (run > 0) counts.merge(runDistance, run, Long::sum);
      common = divisor(common, distance);
      runDistance = distance;
      run = 1;
    }
    if (run > 0) counts.merge(runDistance, run, Long::sum);
    long usual = 0;
    long usualCount = 0;
    for (var entry : counts.entrySet()) {
      if (entry.getValue() > usualCount
          || entry.getValue() == usualCount && entry.getKey() < usual) {
        usual = entry.getKey();
        usualCount = entry.getValue();
      }
    }
    return new Spacing(times, usual, usualCount, common, before - first);
  }

  private static long divisor(long a, long b) {
    while (b != 0) {
      long rest = a % b;
      a = b;
      b = rest;
    }
    return a;
  }

  /// Whether steps of this length are plausible.
  public boolean showsSteps(long step) {
    if (common % step != 0) return false;
    return step == usual && 4 * usualCount >= times - 1 || 2 * (times - 1) * step >= span;
  }

  /// The plausible step, or 0.
  public long step() {
    if (times < 2) return 0;
    if (showsSteps(usual)) return usual;
    return showsSteps(common) ? common : 0;
  }
}
