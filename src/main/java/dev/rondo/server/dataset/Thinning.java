package dev.rondo.server.dataset;

import java.util.Arrays;
import java.util.Iterator;

/// Selects rows of a series for a plot. The range is divided into equal buckets, half as many as points. Each bucket keeps the
/// rows of its minimum and maximum in the first column, so peaks stay visible. A bucket of missing values keeps its first row. The
/// first missing value of each bucket is told too.
/// The series is read piece by piece; only the rows are held in memory.
final class Thinning {
  private final int from;
  private final int steps;
  private final int buckets;
  private final int[] rows;
  private final int[] gaps;
  private int count;
  private int gapCount;
  private boolean complete = true;
  private int bucket;
  private int least = -1;
  private int greatest = -1;
  private double minimum;
  private double maximum;

  private Thinning(int from, int steps, int points) {
    this.from = from;
    this.steps = steps;
    this.buckets = points / 2;
    this.rows = new int[2 * buckets];
    this.gaps = new int[buckets];
  }

  /// Selects from the rows of `[from, to)`.
  ///
  /// @param pieces pieces of the series, in the order of time
  /// @param points from 2 to `to - from`
  static Thinning of(Iterator<Blocks.Piece> pieces, int from, int to, int points) {
    Thinning thinning = new Thinning(from, to - from, points);
    while (pieces.hasNext()) {
      Blocks.Piece piece = pieces.next();
      if (piece.firstStep() >= to) break;
      int begin = Math.max(from, piece.firstStep());
      int end = Math.min(to, piece.firstStep() + piece.steps());
      for (int row = begin; row < end; row++)
        thinning.add(row, piece.values()[0][row - piece.firstStep()]);
    }
    thinning.endBucket();
    return thinning;
  }

  /// The selected rows, ascending, at most as many as points.
  int[] rows() {
    return Arrays.copyOf(rows, count);
  }

  /// The first row without a value in the first column of each bucket that has one, ascending.
  int[] gaps() {
    return Arrays.copyOf(gaps, gapCount);
  }

  private void add(int row, double value) {
    if (row == end()) {
      endBucket();
      bucket++;
      least = -1;
      complete = true;
    }
    if (complete && Double.isNaN(value)) {
      gaps[gapCount++] = row;
      complete = false;
    }
    if (least < 0) {
      least = row;
      greatest = row;
      minimum = value;
      maximum = value;
      return;
    }
    if (value < minimum || (Double.isNaN(minimum) && !Double.isNaN(value))) {
      least = row;
      minimum = value;
    }
    if (value > maximum || (Double.isNaN(maximum) && !Double.isNaN(value))) {
      greatest = row;
      maximum = value;
    }
  }

  /// Row after the last one of the present bucket.
  private int end() {
    return from + (int) ((long) steps * (bucket + 1) / buckets);
  }

  private void endBucket() {
    if (least < 0) return;
    rows[count++] = Math.min(least, greatest);
    if (least != greatest) rows[count++] = Math.max(least, greatest);
  }
}
