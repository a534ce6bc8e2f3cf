package dev.rondo.engine.kernel;

/// A view of an array as panels. A panel is 16 columns of a batch at one time step, stored as rows of 16 floats, one row for
/// each feature. Element (t, p, r, b) is at `at + t * step + p * panel + r * row + b`.
///
/// @param step floats from one time step to the next; 0 gives the same panels at each step
/// @param panel floats from one panel to the next
/// @param row floats from one row to the next
@SuppressWarnings("ArrayRecordComponent")
public record Panels(float[] values, int at, int step, int panel, int row) {
  /// Distance of two panels of `floats` floats. It is an odd number of cache lines. Otherwise, with a power of two of rows, the
  /// same row of all panels would fall into a few sets of a cache.
  public static int distance(int floats, int width) {
    return width == 1 || floats == 0 || floats / width % 2 != 0 ? floats : floats + width;
  }

  /// Where panel `p` of step `t` starts.
  public int at(int t, int p) {
    return at + t * step + p * panel;
  }
}
