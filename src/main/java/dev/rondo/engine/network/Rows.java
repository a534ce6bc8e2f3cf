package dev.rondo.engine.network;

import dev.rondo.engine.kernel.Kernels;
import dev.rondo.engine.kernel.Panels;

/// Copies between different layouts.
final class Rows {
  /// Columns whose cache lines are written together.
  private static final int TILE = 16;

  private Rows() {}

  /// Copies `rows` rows of `width` columns of the pass from step `t` of one array to step `s` of the other.
  static void copy(Pass pass, Panels source, int t, Panels target, int s, int rows, int width) {
    for (int p = pass.from; p < pass.to; p++) {
      int sourceAt = source.at(t, p);
      int targetAt = target.at(s, p);
      if (source.row() == width && target.row() == width) {
        System.arraycopy(source.values(), sourceAt, target.values(), targetAt, rows * width);
        continue;
      }
      if (width == 1) {
        for (int row = 0; row < rows; row++)
          target.values()[targetAt + row * target.row()] =
              source.values()[sourceAt + row * source.row()];
        continue;
      }
      for (int row = 0; row < rows; row++) {
        System.arraycopy(source.values(), sourceAt, target.values(), targetAt, width);
        sourceAt += source.row();
        targetAt += target.row();
      }
    }
  }

  /// Adds `rows` rows of 16 columns of the pass from step `t` of one array to step `s` of the other.
  static void add(Pass pass, Panels source, int t, Panels target, int s, int rows) {
    for (int p = pass.from; p < pass.to; p++)
      add(
          source.values(),
          source.at(t, p),
          target.values(),
          target.at(s, p),
          rows * Kernels.COLUMNS);
  }

  private static void add(float[] source, int sourceAt, float[] target, int targetAt, int n) {
    for (int i = 0; i < n; i++) target[targetAt + i] += source[sourceAt + i];
  }

  /// Adds columns `[column, column + k)` of rows `[from, to)` of `sums` to columns `[from, to)` of the matrix `[k, width]` that
  /// starts at `at` in `target`.
  ///
  /// @param row floats from one row of `sums` to the next
  static void addTransposed(
      float[] sums,
      int column,
      int row,
      int k,
      int from,
      int to,
      float[] target,
      int at,
      int width) {
    for (int first = from; first < to; first += TILE) {
      int end = Math.min(to, first + TILE);
      for (int i = 0; i < k; i++) {
        int targetAt = at + i * width;
        int sumsAt = column + i;
        for (int j = first; j < end; j++) target[targetAt + j] += sums[sumsAt + j * row];
      }
    }
  }
}
