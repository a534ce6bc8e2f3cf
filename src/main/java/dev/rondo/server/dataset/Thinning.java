package dev.rondo.server.dataset;

import java.util.Arrays;
import java.util.stream.IntStream;

/// Selects rows of a series for a plot. The range is divided into equal buckets, half as many as points. Each bucket keeps the
/// rows of its minimum and maximum in the first column, so peaks stay visible. A bucket of missing values keeps its first row.
final class Thinning {
  private Thinning() {}

  /// Ascending rows of `[from, to)`, at most `points` (at least 2) of them.
  static int[] rows(double[] values, int from, int to, int points) {
    int steps = Math.max(0, to - from);
    if (steps <= points) return IntStream.range(from, from + steps).toArray();
    int buckets = points / 2;
    int[] rows = new int[2 * buckets];
    int count = 0;
    for (int bucket = 0; bucket < buckets; bucket++) {
      int first = from + (int) ((long) steps * bucket / buckets);
      int end = from + (int) ((long) steps * (bucket + 1) / buckets);
      int least = first;
      int greatest = first;
      for (int row = first; row < end; row++) {
        if (values[row] < values[least] || better(values, row, least)) least = row;
        if (values[row] > values[greatest] || better(values, row, greatest)) greatest = row;
      }
      rows[count++] = Math.min(least, greatest);
      if (least != greatest) rows[count++] = Math.max(least, greatest);
    }
    return Arrays.copyOf(rows, count);
  }

  private static boolean better(double[] values, int row, int than) {
    return Double.isNaN(values[than]) && !Double.isNaN(values[row]);
  }
}
