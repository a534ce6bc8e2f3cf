package dev.rondo.engine.kernel;

import static dev.rondo.engine.kernel.Kernels.COLUMNS;
import static dev.rondo.engine.kernel.VectorLane.N;
import static dev.rondo.engine.kernel.VectorLane.V;

import jdk.incubator.vector.FloatVector;

/// Products for a single series: its outputs are in the lanes, and their sums stay in registers over a run of inputs.
final class VectorSingle {
  private VectorSingle() {}

  static void product(
      float[] packed,
      int at,
      int rows,
      int n,
      float[] x,
      int xAt,
      float[] z,
      int zAt,
      boolean onto) {
    if (n == 0 && !onto) System.arraycopy(packed, at, z, zAt, rows);
    int run = Kernels.depth(n);
    for (int i = 0; i < n; i += run) {
      int depth = Math.min(run, n - i);
      int weights = at + (i + 1) * rows;
      int from = xAt + i;
      boolean more = onto || i > 0;
      int r = 0;
      // Narrower processors do not have enough registers for eight sums and a value.
      for (; N == COLUMNS && r + 8 * N <= rows; r += 8 * N)
        eight(packed, at + r, weights + r, rows, depth, x, from, z, zAt + r, more);
      for (; r + 6 * N <= rows; r += 6 * N)
        six(packed, at + r, weights + r, rows, depth, x, from, z, zAt + r, more);
      for (; r + 3 * N <= rows; r += 3 * N)
        three(packed, at + r, weights + r, rows, depth, x, from, z, zAt + r, more);
      for (; r < rows; r += N)
        one(packed, at + r, weights + r, rows, depth, x, from, z, zAt + r, more);
    }
  }

  private static void eight(
      float[] w,
      int bias,
      int weights,
      int rows,
      int n,
      float[] x,
      int xAt,
      float[] z,
      int zAt,
      boolean onto) {
    FloatVector s0 = FloatVector.zero(V);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    FloatVector s4 = s0;
    FloatVector s5 = s0;
    FloatVector s6 = s0;
    FloatVector s7 = s0;
    int wAt = weights;
    for (int i = 0; i < n; i++) {
      FloatVector value = FloatVector.broadcast(V, x[xAt + i]);
      s0 = value.fma(FloatVector.fromArray(V, w, wAt), s0);
      s1 = value.fma(FloatVector.fromArray(V, w, wAt + N), s1);
      s2 = value.fma(FloatVector.fromArray(V, w, wAt + 2 * N), s2);
      s3 = value.fma(FloatVector.fromArray(V, w, wAt + 3 * N), s3);
      s4 = value.fma(FloatVector.fromArray(V, w, wAt + 4 * N), s4);
      s5 = value.fma(FloatVector.fromArray(V, w, wAt + 5 * N), s5);
      s6 = value.fma(FloatVector.fromArray(V, w, wAt + 6 * N), s6);
      s7 = value.fma(FloatVector.fromArray(V, w, wAt + 7 * N), s7);
      wAt += rows;
    }
    float[] start = onto ? z : w;
    int from = onto ? zAt : bias;
    FloatVector.fromArray(V, start, from).add(s0).intoArray(z, zAt);
    FloatVector.fromArray(V, start, from + N).add(s1).intoArray(z, zAt + N);
    FloatVector.fromArray(V, start, from + 2 * N).add(s2).intoArray(z, zAt + 2 * N);
    FloatVector.fromArray(V, start, from + 3 * N).add(s3).intoArray(z, zAt + 3 * N);
    FloatVector.fromArray(V, start, from + 4 * N).add(s4).intoArray(z, zAt + 4 * N);
    FloatVector.fromArray(V, start, from + 5 * N).add(s5).intoArray(z, zAt + 5 * N);
    FloatVector.fromArray(V, start, from + 6 * N).add(s6).intoArray(z, zAt + 6 * N);
    FloatVector.fromArray(V, start, from + 7 * N).add(s7).intoArray(z, zAt + 7 * N);
  }

  private static void six(
      float[] w,
      int bias,
      int weights,
      int rows,
      int n,
      float[] x,
      int xAt,
      float[] z,
      int zAt,
      boolean onto) {
    FloatVector s0 = FloatVector.zero(V);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    FloatVector s4 = s0;
    FloatVector s5 = s0;
    int wAt = weights;
    for (int i = 0; i < n; i++) {
      FloatVector value = FloatVector.broadcast(V, x[xAt + i]);
      s0 = value.fma(FloatVector.fromArray(V, w, wAt), s0);
      s1 = value.fma(FloatVector.fromArray(V, w, wAt + N), s1);
      s2 = value.fma(FloatVector.fromArray(V, w, wAt + 2 * N), s2);
      s3 = value.fma(FloatVector.fromArray(V, w, wAt + 3 * N), s3);
      s4 = value.fma(FloatVector.fromArray(V, w, wAt + 4 * N), s4);
      s5 = value.fma(FloatVector.fromArray(V, w, wAt + 5 * N), s5);
      wAt += rows;
    }
    float[] start = onto ? z : w;
    int from = onto ? zAt : bias;
    FloatVector.fromArray(V, start, from).add(s0).intoArray(z, zAt);
    FloatVector.fromArray(V, start, from + N).add(s1).intoArray(z, zAt + N);
    FloatVector.fromArray(V, start, from + 2 * N).add(s2).intoArray(z, zAt + 2 * N);
    FloatVector.fromArray(V, start, from + 3 * N).add(s3).intoArray(z, zAt + 3 * N);
    FloatVector.fromArray(V, start, from + 4 * N).add(s4).intoArray(z, zAt + 4 * N);
    FloatVector.fromArray(V, start, from + 5 * N).add(s5).intoArray(z, zAt + 5 * N);
  }

  private static void three(
      float[] w,
      int bias,
      int weights,
      int rows,
      int n,
      float[] x,
      int xAt,
      float[] z,
      int zAt,
      boolean onto) {
    FloatVector s0 = FloatVector.zero(V);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    int wAt = weights;
    for (int i = 0; i < n; i++) {
      FloatVector value = FloatVector.broadcast(V, x[xAt + i]);
      s0 = value.fma(FloatVector.fromArray(V, w, wAt), s0);
      s1 = value.fma(FloatVector.fromArray(V, w, wAt + N), s1);
      s2 = value.fma(FloatVector.fromArray(V, w, wAt + 2 * N), s2);
      wAt += rows;
    }
    float[] start = onto ? z : w;
    int from = onto ? zAt : bias;
    FloatVector.fromArray(V, start, from).add(s0).intoArray(z, zAt);
    FloatVector.fromArray(V, start, from + N).add(s1).intoArray(z, zAt + N);
    FloatVector.fromArray(V, start, from + 2 * N).add(s2).intoArray(z, zAt + 2 * N);
  }

  private static void one(
      float[] w,
      int bias,
      int weights,
      int rows,
      int n,
      float[] x,
      int xAt,
      float[] z,
      int zAt,
      boolean onto) {
    FloatVector s0 = FloatVector.zero(V);
    int wAt = weights;
    for (int i = 0; i < n; i++) {
      FloatVector value = FloatVector.broadcast(V, x[xAt + i]);
      s0 = value.fma(FloatVector.fromArray(V, w, wAt), s0);
      wAt += rows;
    }
    float[] start = onto ? z : w;
    int from = onto ? zAt : bias;
    FloatVector.fromArray(V, start, from).add(s0).intoArray(z, zAt);
  }
}
