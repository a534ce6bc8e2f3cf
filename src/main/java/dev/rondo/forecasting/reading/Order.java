package dev.rondo.forecasting.reading;

import java.util.ArrayList;
import java.util.List;

/// The rows of each series in time order.
///
/// @param rows rows, series after series
/// @param begin where each series begins among the rows; one more than there are series
@SuppressWarnings("ArrayRecordComponent")
record Order(int[] rows, int[] begin) {
  static Order of(long[] times, SeriesKeys keys, Lines lines, Findings findings) {
    int series = keys.names().size();
    int[] begin = new int[series + 1];
    for (int row = 0; row < times.length; row++) begin[keys.code(row) + 1]++;
    for (int i = 0; i < series; i++) begin[i + 1] += begin[i];
    int[] next = begin.clone();
    int[] rows = new int[times.length];
    for (int row = 0; row < times.length; row++) rows[next[keys.code(row)]++] = row;
    List<Integer> strays = new ArrayList<>();
    long count = 0;
    for (int i = 0; i < series; i++) {
      boolean sorted = true;
      for (int k = begin[i] + 1; k < begin[i + 1]; k++) {
        if (times[rows[k]] < times[rows[k - 1]]) {
          sorted = false;
          count++;
          if (strays.size() < Findings.MOST_LINES) strays.add(rows[k]);
        }
      }
      if (!sorted) sort(rows, begin[i], begin[i + 1], times);
    }
    if (count > 0)
      findings.repaired(
          "unsorted-rows",
          "rows were put in time order; these stood after a later one",
          count,
          lines.of(strays.stream().mapToInt(row -> row)));
    return new Order(rows, begin);
  }

  int series() {
    return begin.length - 1;
  }

  /// Merge sort, so that rows of one time keep their order.
  private static void sort(int[] rows, int from, int to, long[] times) {
    int[] other = new int[to - from];
    for (int width = 1; width < to - from; width *= 2) {
      System.arraycopy(rows, from, other, 0, to - from);
      for (int low = 0; low < to - from; low += 2 * width) {
        int middle = Math.min(low + width, to - from);
        int high = Math.min(low + 2 * width, to - from);
        int a = low;
        int b = middle;
        for (int k = low; k < high; k++) {
          rows[from + k] =
              b >= high || a < middle && times[other[a]] <= times[other[b]]
                  ? other[a++]
                  : other[b++];
        }
      }
    }
  }
}
