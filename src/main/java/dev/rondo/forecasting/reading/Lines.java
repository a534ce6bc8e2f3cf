package dev.rondo.forecasting.reading;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Line of each row. Rows that follow each other line by line, as nearly all do, take no memory.
final class Lines {
  private int[] rows = new int[4];
  private long[] offsets = new long[4];
  private int jumps;
  private int size;
  private long lastOffset = Long.MIN_VALUE;

  void add(long line) {
    long offset = line - size;
    if (offset != lastOffset) {
      lastOffset = offset;
      if (jumps == rows.length) {
        rows = Arrays.copyOf(rows, 2 * jumps);
        offsets = Arrays.copyOf(offsets, 2 * jumps);
      }
      rows[jumps] = size;
      offsets[jumps++] = offset;
    }
    size++;
  }

  int size() {
    return size;
  }

  long of(int row) {
    int at = Arrays.binarySearch(rows, 0, jumps, row);
    return row + offsets[at >= 0 ? at : -at - 2];
  }

  List<Long> of(IntStream some) {
    return some.mapToObj(this::of).sorted().limit(Findings.MOST_LINES).toList();
  }
}
