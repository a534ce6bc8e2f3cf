package dev.rondo.engine.kernel;

/// The columns of a row that a call works on: `[from, to)` of `stride`. All three are multiples of [#GROUP].
///
/// @param stride floats from one row to the next
public record Lanes(int stride, int from, int to) {
  /// Virtual lanes: sums across columns are defined over this many accumulators, whatever the hardware's width.
  public static final int GROUP = 16;

  public static Lanes all(int stride) {
    return new Lanes(stride, 0, stride);
  }

  /// The smallest multiple of [#GROUP] that holds `columns`.
  public static int roundUp(int columns) {
    return Math.multiplyExact(Math.ceilDiv(columns, GROUP), GROUP);
  }

  /// Part `part` of `parts` of these columns; parts differ by at most one group and may be empty.
  public Lanes part(int part, int parts) {
    int groups = (to - from) / GROUP;
    return new Lanes(
        stride,
        from + GROUP * (groups * part / parts),
        from + GROUP * (groups * (part + 1) / parts));
  }

  public boolean isEmpty() {
    return to <= from;
  }
}
