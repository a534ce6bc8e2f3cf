package dev.rondo.engine.network;

import dev.rondo.engine.cell.Tape;
import dev.rondo.engine.kernel.Kernels;
import dev.rondo.engine.kernel.Panels;
import dev.rondo.engine.memory.Arena;

/// The size and layout of a workspace's columns.
///
/// @param stride columns of a row, a multiple of 16
/// @param use purpose of the workspace
/// @param single whether only the first column is used, with the units in the lanes of vectors (one unit in each element)
/// @param rounding the units of a single series are rounded up to a multiple of it
record Extent(int stride, Use use, boolean single, int rounding) {
  /// What a workspace is for.
  enum Use {
    /// Two steps of states, used alternately.
    INFERENCE,
    /// All steps, and gradients of the parameters.
    TRAINING,
    /// Training that also computes the gradient of the network's inputs.
    INPUT_GRADIENT,
    /// Training that also keeps the gradients of the states of all steps.
    TRACE
  }

  static Extent of(int capacity, Use use) {
    return new Extent(Columns.roundUp(capacity), use, false, 1);
  }

  static Extent single(int rounding) {
    return new Extent(Kernels.COLUMNS, Use.INFERENCE, true, rounding);
  }

  boolean training() {
    return use != Use.INFERENCE;
  }

  private boolean traced() {
    return use == Use.TRACE;
  }

  int width() {
    return single ? 1 : Kernels.COLUMNS;
  }

  int panels() {
    return stride / Kernels.COLUMNS;
  }

  /// `units`, rounded up for a single series.
  int rounded(int units) {
    return Math.ceilDiv(units, rounding) * rounding;
  }

  Tape.Shape tape(int inputs, int units, int steps) {
    return new Tape.Shape(
        inputs, units, rounded(units), steps, panels(), width(), training(), false, traced());
  }

  /// A tape whose steps all start from the same state and read no inputs.
  Tape.Shape parallelTape(int units, int steps) {
    return new Tape.Shape(
        0, units, rounded(units), steps, panels(), width(), training(), true, traced());
  }

  /// `[steps, P, rows, W]`.
  Panels panels(Arena arena, int steps, int rows) {
    int panel = Math.multiplyExact(rows, width());
    int step = Math.multiplyExact(panels(), panel);
    return new Panels(arena.floats((long) steps * step), 0, step, panel, width());
  }

  /// `[steps, P, rows, W]`, with panels at a distance that suits caches.
  Panels spacedPanels(Arena arena, int steps, int rows) {
    int panel = Panels.distance(Math.multiplyExact(rows, width()), width());
    int step = Math.multiplyExact(panels(), panel);
    return new Panels(arena.floats((long) steps * step), 0, step, panel, width());
  }

  /// `[steps, P, rows, 16]`, also for a single series.
  Panels columns(Arena arena, int steps, int rows) {
    int panel = Math.multiplyExact(rows, Kernels.COLUMNS);
    int step = Math.multiplyExact(panels(), panel);
    return new Panels(arena.floats((long) steps * step), 0, step, panel, Kernels.COLUMNS);
  }

  /// The panels of an array `[steps, rows, stride]`.
  Panels rows(float[] values, int rows) {
    return new Panels(values, 0, rows * stride, Kernels.COLUMNS, stride);
  }
}
