package dev.rondo.engine.kernel;

/// Weights in the order in which the products read them.
///
/// A matrix of `rows` outputs and `n` inputs, with the biases of the outputs, takes `rows * (n + 1)` floats. The biases come
/// first. For panels, the inputs follow in runs of [Kernels#depth]. Each run is divided into blocks of 4 outputs, the last
/// ones of 1, and a block is ordered by input. For a single series, all outputs are one block, and the outputs of each gate are
/// rounded up to whole vectors.
public final class Packing {
  private Packing() {}

  /// Outputs of the next block if `left` remain.
  static int block(int left) {
    return left < 4 ? 1 : 4;
  }

  public static int size(int rows, int n) {
    return Math.multiplyExact(rows, n + 1);
  }

  /// Element (input i, output r) is `w[at + i * inner + r * outer]`.
  ///
  /// @param bias of output 0 in `w`, or -1 for zeros
  /// @param more index of biases to add to the first ones, or -1
  public static void blocks(
      float[] w,
      int at,
      int inner,
      int outer,
      int n,
      int rows,
      int bias,
      int more,
      float[] packed,
      int packedAt) {
    for (int row = 0; row < rows; row++) packed[packedAt + row] = bias(w, row, bias, more);
    int next = packedAt + rows;
    int run = Kernels.depth(n);
    for (int first = 0; first < n; first += run) {
      int depth = Math.min(run, n - first);
      for (int row = 0; row < rows; ) {
        int height = block(rows - row);
        int from = at + first * inner + row * outer;
        for (int i = 0; i < depth; i++, from += inner) {
          for (int r = 0; r < height; r++) packed[next + r] = w[from + r * outer];
          next += height;
        }
        row += height;
      }
    }
  }

  /// One block for a single series: `gates` times `units` outputs, with the units of each gate rounded up to `padded`.
  ///
  /// @param w element (input i, output r) is `w[at + i * inner + r]`
  public static void single(
      float[] w,
      int at,
      int inner,
      int n,
      int gates,
      int units,
      int padded,
      int bias,
      int more,
      float[] packed,
      int packedAt) {
    int width = gates * padded;
    for (int gate = 0; gate < gates; gate++) {
      int to = packedAt + gate * padded;
      for (int u = 0; u < units; u++) packed[to + u] = bias(w, gate * units + u, bias, more);
      for (int i = 0; i < n; i++) {
        System.arraycopy(w, at + i * inner + gate * units, packed, to + (i + 1) * width, units);
      }
    }
  }

  private static float bias(float[] w, int row, int bias, int more) {
    if (bias < 0) return 0f;
    return more < 0 ? w[bias + row] : w[bias + row] + w[more + row];
  }
}
