package dev.rondo.engine.network;

import dev.rondo.engine.cell.Tape;
import dev.rondo.engine.kernel.Kernels;
import dev.rondo.engine.kernel.Panels;

/// How many columns a workspace holds, and how.
///
/// @param stride columns of a row, a multiple of 16
/// @param single whether only the first column is used, with the units in the lanes of vectors
/// @param unit what the units of a single series are rounded up to
record Extent(int stride, boolean training, boolean single, int unit) {
  static Extent of(int capacity, boolean training) {
    return new Extent(Columns.roundUp(capacity), training, false, 1);
  }

  static Extent single(int unit) {
    return new Extent(Kernels.COLUMNS, false, true, unit);
  }

  int width() {
    return single ? 1 : Kernels.COLUMNS;
  }

  int panels() {
    return stride / Kernels.COLUMNS;
  }

  Tape.Shape tape(int inputs, int units, int steps) {
    return new Tape.Shape(inputs, units, steps, panels(), width(), unit, training);
  }

  /// `[steps, P, rows, W]`.
  Panels panels(int steps, int rows) {
    int panel = Math.multiplyExact(rows, width());
    int step = Math.multiplyExact(panels(), panel);
    return new Panels(new float[Math.multiplyExact(steps, step)], 0, step, panel, width());
  }

  /// The panels of an array `[steps, rows, stride]`.
  Panels rows(float[] values, int rows) {
    return new Panels(values, 0, rows * stride, Kernels.COLUMNS, stride);
  }
}
