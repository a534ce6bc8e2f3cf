package dev.rondo.server.dataset;

import dev.rondo.server.dataset.Blocks.Piece;
import org.jspecify.annotations.Nullable;

/// Rows for one series, and what their merging with the stored values has changed so far.
final class SeriesAddition {
  /// Number of the series in the body.
  final int source;

  /// Position of the series in the dataset.
  final int position;

  final String id;

  /// Position of its first step in time.
  final long start;

  /// Null for a new series.
  final @Nullable StoredSeries known;

  /// Step of each row, ascending.
  final int[] steps;

  /// Step of each row in the series of the body.
  final int[] rows;

  /// Cells that were missing and are no more.
  long filled;

  boolean changed;

  /// Stored steps up to the end, which were taken out of their block to be stored with those that follow.
  @Nullable Piece tail;

  SeriesAddition(
      int source,
      int position,
      String id,
      long start,
      @Nullable StoredSeries known,
      int[] steps,
      int[] rows) {
    this.source = source;
    this.position = position;
    this.id = id;
    this.start = start;
    this.known = known;
    this.steps = steps;
    this.rows = rows;
  }

  /// Number of stored steps.
  int knownSteps() {
    return known == null ? 0 : known.steps();
  }

  /// Number of steps with the rows.
  int stepsAfter() {
    return Math.max(knownSteps(), steps[steps.length - 1] + 1);
  }

  /// First row that is not before a step.
  int firstRow(int step) {
    int low = 0;
    int high = steps.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (steps[middle] < step) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
