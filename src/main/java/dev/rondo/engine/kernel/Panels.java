package dev.rondo.engine.kernel;

/// A view of an array as panels: for each time step and each group of 16 columns the rows of those columns. Element
/// (t, p, r, b) stands at `at + t * step + p * panel + r * row + b`.
///
/// @param step floats from one time step to the next; 0 shows the same panels at each step
/// @param panel floats from one group of columns to the next
/// @param row floats from one row to the next
@SuppressWarnings("ArrayRecordComponent")
public record Panels(float[] values, int at, int step, int panel, int row) {
  /// Where panel `p` of step `t` starts.
  public int at(int t, int p) {
    return at + t * step + p * panel;
  }
}
