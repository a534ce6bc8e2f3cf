package dev.rondo.engine.network;

import dev.rondo.engine.kernel.Kernels;

/// A range `[from, to)` of the columns of a batch, whose rows have `stride` floats. A column is one window of the batch. All
/// three numbers are multiples of [Kernels#COLUMNS], so a range consists of whole panels (groups of 16 columns).
public record Columns(int stride, int from, int to) {
  /// The smallest multiple of [Kernels#COLUMNS] that is at least `windows`.
  public static int roundUp(int windows) {
    return Math.multiplyExact(Math.ceilDiv(windows, Kernels.COLUMNS), Kernels.COLUMNS);
  }

  /// Part `part` of `parts` of these columns; parts differ by at most one panel and may be empty.
  public Columns part(int part, int parts) {
    int panels = (to - from) / Kernels.COLUMNS;
    return new Columns(
        stride,
        from + Kernels.COLUMNS * (panels * part / parts),
        from + Kernels.COLUMNS * (panels * (part + 1) / parts));
  }

  public boolean isEmpty() {
    return to <= from;
  }

  int firstPanel() {
    return from / Kernels.COLUMNS;
  }

  int endPanel() {
    return to / Kernels.COLUMNS;
  }
}
