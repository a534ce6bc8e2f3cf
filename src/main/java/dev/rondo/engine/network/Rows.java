package dev.rondo.engine.network;

import dev.rondo.engine.kernel.Panels;

/// Copies between panels of different layouts.
final class Rows {
  private Rows() {}

  /// `rows` rows of `width` columns from step `t` of one to step `s` of the other.
  ///
  /// @param sourceRow first row of the source
  static void copy(
      Panels source,
      int t,
      int sourceRow,
      Panels target,
      int s,
      int rows,
      int width,
      int from,
      int to) {
    for (int p = from; p < to; p++) {
      int sourceAt = source.at(t, p) + sourceRow * source.row();
      int targetAt = target.at(s, p);
      if (source.row() == width && target.row() == width) {
        System.arraycopy(source.values(), sourceAt, target.values(), targetAt, rows * width);
        continue;
      }
      for (int row = 0; row < rows; row++) {
        System.arraycopy(source.values(), sourceAt, target.values(), targetAt, width);
        sourceAt += source.row();
        targetAt += target.row();
      }
    }
  }
}
