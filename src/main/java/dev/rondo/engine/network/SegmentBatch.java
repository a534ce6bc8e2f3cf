package dev.rondo.engine.network;

import dev.rondo.engine.kernel.Kernels;
import dev.rondo.engine.kernel.Panels;
import dev.rondo.engine.memory.Arena;

/// The windows that pass through a [SegmentNetwork] together; reused from batch to batch.
///
/// The values of window b are 16 floats apart: value i is at `at(b, rows) + 16 i`, where `rows` is the number of values of a
/// window in that array. A source fills all arrays for the windows `[0, size)`.
public final class SegmentBatch extends Bundle {
  public final SegmentSpec spec;

  /// The lookback, oldest value first; 0 where a value is missing. `[P, n*W, 16]`.
  public final float[] values;

  /// 1 where a value is observed, 0 where it is missing. `[P, n*W, 16]`; empty if the network does not read it.
  public final float[] observed;

  /// Number of the series, 0 for an unknown one. `[stride]`.
  public final int[] series;

  /// Values that do not change over time. `[P, S, 16]`.
  public final float[] statics;

  /// Values that are known in advance, segment after segment. `[P, m*K, 16]`.
  public final float[] known;

  /// `[P, m*W, 16]`; where a target is missing, any finite stand-in.
  public final float[] targets;

  /// Weights of the targets in the loss, 0 where a target is missing or lies beyond the horizon. `[P, m*W, 16]`.
  public final float[] weights;

  final Panels lookback; // values, segment by segment
  final Panels mask; // observed, segment by segment
  final Panels fixed; // statics
  final Panels future; // known, segment by segment

  public SegmentBatch(SegmentSpec spec, int capacity) {
    this(Arena.heap(), spec, capacity);
  }

  public SegmentBatch(Arena arena, SegmentSpec spec, int capacity) {
    super(capacity);
    this.spec = spec;
    int horizon = spec.horizon();
    boolean masked = spec.observed() != ObservedInput.NONE;
    this.values = floats(arena, spec.lookback());
    this.observed = floats(arena, masked ? spec.lookback() : 0);
    this.series = arena.ints(stride);
    this.statics = floats(arena, spec.staticWidth());
    this.known = floats(arena, (long) spec.horizonSegments() * spec.knownWidth());
    this.targets = floats(arena, horizon);
    this.weights = floats(arena, horizon);
    this.lookback = panels(values, spec.length(), spec.segments());
    this.mask = panels(observed, spec.length(), spec.segments());
    this.fixed = panels(statics, spec.staticWidth(), 1);
    this.future = panels(known, spec.knownWidth(), spec.horizonSegments());
  }

  private float[] floats(Arena arena, long rows) {
    return arena.floats(Math.multiplyExact(rows, stride));
  }

  private static Panels panels(float[] values, int rows, int steps) {
    int step = rows * Kernels.COLUMNS;
    return new Panels(values, 0, step, steps * step, Kernels.COLUMNS);
  }

  /// The index of the first value of window `b` in an array with `rows` values for each window.
  public int at(int b, int rows) {
    return b / Kernels.COLUMNS * rows * Kernels.COLUMNS + b % Kernels.COLUMNS;
  }

  /// Completes a filled batch: the columns after the last window get weight 0 and an unknown series. Throws
  /// [IllegalArgumentException] if the number of windows or of a series is beyond the limits.
  public void finish() {
    check();
    int rows = spec.horizon();
    for (int b = size; b < Columns.roundUp(size); b++) {
      series[b] = 0;
      int at = at(b, rows);
      for (int i = 0; i < rows; i++) weights[at + i * Kernels.COLUMNS] = 0f;
    }
  }

  /// Sum of the weights of all targets.
  public double weight() {
    double sum = 0;
    int panel = spec.horizon() * Kernels.COLUMNS;
    for (int at = 0; at < Columns.roundUp(size) / Kernels.COLUMNS * panel; at += Kernels.COLUMNS) {
      float row = 0;
      for (int b = 0; b < Kernels.COLUMNS; b++) row += weights[at + b];
      sum += row;
    }
    return sum;
  }

  private void check() {
    if (size < 1 || size > capacity)
      throw new IllegalArgumentException(
          "a batch must have 1 to %d windows, was %d".formatted(capacity, size));
    for (int b = 0; b < size; b++) {
      if (series[b] < 0 || series[b] > spec.series())
        throw new IllegalArgumentException(
            "series must be between 0 and %d, was %d".formatted(spec.series(), series[b]));
    }
  }
}
