package dev.rondo.engine.kernel;

import static dev.rondo.engine.kernel.VectorLane.N;
import static dev.rondo.engine.kernel.VectorLane.V;
import static dev.rondo.engine.kernel.VectorLane.load;

import jdk.incubator.vector.FloatVector;

/// Products in register blocks: 6 or 4 outputs by 2 vectors of columns, whose sums stay in registers over all inputs.
final class VectorProducts {
  /// Inputs taken at a time: with 16 panels as many as stay in a second-level cache.
  private static final int DEPTH = 256;

  private static final int WIDTH = 16;

  private VectorProducts() {}

  static void product(
      float[] packed,
      int at,
      int rows,
      int n,
      Panels x,
      int t,
      Panels z,
      int s,
      int from,
      int to,
      boolean onto) {
    for (int first = from; first < to; first += WIDTH) {
      int last = Math.min(to, first + WIDTH);
      int i = 0;
      do {
        int depth = Math.min(DEPTH, n - i);
        deep(packed, at, rows, n, i, depth, x, t, z, s, first, last, onto || i > 0);
        i += depth;
      } while (i < n);
    }
  }

  /// Inputs `[i, i + depth)`.
  private static void deep(
      float[] packed,
      int at,
      int rows,
      int n,
      int i,
      int depth,
      Panels x,
      int t,
      Panels z,
      int s,
      int from,
      int to,
      boolean onto) {
    float[] xs = x.values();
    float[] zs = z.values();
    int block = at;
    for (int row = 0; row < rows; ) {
      int height = Packing.block(rows - row);
      int weights = block + (i + 1) * height;
      // The second vector of columns: of the same panel, or where one vector is a panel, of the
      // next.
      int panels = N == Kernels.COLUMNS ? 2 : 1;
      for (int p = from; p < to; p += panels) {
        int xAt = x.at(t, p) + i * x.row();
        int zAt = z.at(s, p) + row * z.row();
        boolean alone = panels == 2 && p + 1 == to;
        int xSecond = alone ? 0 : panels == 2 ? x.panel() : N;
        int zSecond = alone ? 0 : panels == 2 ? z.panel() : N;
        int end = panels == 2 ? 1 : Kernels.COLUMNS;
        for (int b = 0; b < end; b += 2 * N) {
          if (height == 6) {
            six(
                packed, block, weights, depth, xs, xAt + b, x.row(), xSecond, zs, zAt + b, z.row(),
                zSecond, onto);
          } else if (height == 4) {
            four(
                packed, block, weights, depth, xs, xAt + b, x.row(), xSecond, zs, zAt + b, z.row(),
                zSecond, onto);
          } else {
            one(
                packed, block, weights, depth, xs, xAt + b, x.row(), xSecond, zs, zAt + b, zSecond,
                onto);
          }
        }
      }
      block += Packing.size(height, n);
      row += height;
    }
  }

  // Twelve sums, two inputs and a weight: the sixteen registers of AVX2.
  private static void six(
      float[] w,
      int bias,
      int weights,
      int n,
      float[] x,
      int xFrom,
      int xRow,
      int xSecond,
      float[] z,
      int z0,
      int zRow,
      int second,
      boolean onto) {
    int z1 = z0 + zRow;
    int z2 = z1 + zRow;
    int z3 = z2 + zRow;
    int z4 = z3 + zRow;
    int z5 = z4 + zRow;
    FloatVector a0 = onto ? load(z, z0) : FloatVector.broadcast(V, w[bias]);
    FloatVector b0 = onto ? load(z, z0 + second) : a0;
    FloatVector a1 = onto ? load(z, z1) : FloatVector.broadcast(V, w[bias + 1]);
    FloatVector b1 = onto ? load(z, z1 + second) : a1;
    FloatVector a2 = onto ? load(z, z2) : FloatVector.broadcast(V, w[bias + 2]);
    FloatVector b2 = onto ? load(z, z2 + second) : a2;
    FloatVector a3 = onto ? load(z, z3) : FloatVector.broadcast(V, w[bias + 3]);
    FloatVector b3 = onto ? load(z, z3 + second) : a3;
    FloatVector a4 = onto ? load(z, z4) : FloatVector.broadcast(V, w[bias + 4]);
    FloatVector b4 = onto ? load(z, z4 + second) : a4;
    FloatVector a5 = onto ? load(z, z5) : FloatVector.broadcast(V, w[bias + 5]);
    FloatVector b5 = onto ? load(z, z5 + second) : a5;
    int wAt = weights;
    int xAt = xFrom;
    for (int i = 0; i < n; i++) {
      FloatVector xa = load(x, xAt);
      FloatVector xb = load(x, xAt + xSecond);
      FloatVector w0 = FloatVector.broadcast(V, w[wAt]);
      a0 = w0.fma(xa, a0);
      b0 = w0.fma(xb, b0);
      FloatVector w1 = FloatVector.broadcast(V, w[wAt + 1]);
      a1 = w1.fma(xa, a1);
      b1 = w1.fma(xb, b1);
      FloatVector w2 = FloatVector.broadcast(V, w[wAt + 2]);
      a2 = w2.fma(xa, a2);
      b2 = w2.fma(xb, b2);
      FloatVector w3 = FloatVector.broadcast(V, w[wAt + 3]);
      a3 = w3.fma(xa, a3);
      b3 = w3.fma(xb, b3);
      FloatVector w4 = FloatVector.broadcast(V, w[wAt + 4]);
      a4 = w4.fma(xa, a4);
      b4 = w4.fma(xb, b4);
      FloatVector w5 = FloatVector.broadcast(V, w[wAt + 5]);
      a5 = w5.fma(xa, a5);
      b5 = w5.fma(xb, b5);
      wAt += 6;
      xAt += xRow;
    }
    a0.intoArray(z, z0);
    b0.intoArray(z, z0 + second);
    a1.intoArray(z, z1);
    b1.intoArray(z, z1 + second);
    a2.intoArray(z, z2);
    b2.intoArray(z, z2 + second);
    a3.intoArray(z, z3);
    b3.intoArray(z, z3 + second);
    a4.intoArray(z, z4);
    b4.intoArray(z, z4 + second);
    a5.intoArray(z, z5);
    b5.intoArray(z, z5 + second);
  }

  private static void four(
      float[] w,
      int bias,
      int weights,
      int n,
      float[] x,
      int xFrom,
      int xRow,
      int xSecond,
      float[] z,
      int z0,
      int zRow,
      int second,
      boolean onto) {
    int z1 = z0 + zRow;
    int z2 = z1 + zRow;
    int z3 = z2 + zRow;
    FloatVector a0 = onto ? load(z, z0) : FloatVector.broadcast(V, w[bias]);
    FloatVector b0 = onto ? load(z, z0 + second) : a0;
    FloatVector a1 = onto ? load(z, z1) : FloatVector.broadcast(V, w[bias + 1]);
    FloatVector b1 = onto ? load(z, z1 + second) : a1;
    FloatVector a2 = onto ? load(z, z2) : FloatVector.broadcast(V, w[bias + 2]);
    FloatVector b2 = onto ? load(z, z2 + second) : a2;
    FloatVector a3 = onto ? load(z, z3) : FloatVector.broadcast(V, w[bias + 3]);
    FloatVector b3 = onto ? load(z, z3 + second) : a3;
    int wAt = weights;
    int xAt = xFrom;
    for (int i = 0; i < n; i++) {
      FloatVector xa = load(x, xAt);
      FloatVector xb = load(x, xAt + xSecond);
      FloatVector w0 = FloatVector.broadcast(V, w[wAt]);
      a0 = w0.fma(xa, a0);
      b0 = w0.fma(xb, b0);
      FloatVector w1 = FloatVector.broadcast(V, w[wAt + 1]);
      a1 = w1.fma(xa, a1);
      b1 = w1.fma(xb, b1);
      FloatVector w2 = FloatVector.broadcast(V, w[wAt + 2]);
      a2 = w2.fma(xa, a2);
      b2 = w2.fma(xb, b2);
      FloatVector w3 = FloatVector.broadcast(V, w[wAt + 3]);
      a3 = w3.fma(xa, a3);
      b3 = w3.fma(xb, b3);
      wAt += 4;
      xAt += xRow;
    }
    a0.intoArray(z, z0);
    b0.intoArray(z, z0 + second);
    a1.intoArray(z, z1);
    b1.intoArray(z, z1 + second);
    a2.intoArray(z, z2);
    b2.intoArray(z, z2 + second);
    a3.intoArray(z, z3);
    b3.intoArray(z, z3 + second);
  }

  private static void one(
      float[] w,
      int bias,
      int weights,
      int n,
      float[] x,
      int xFrom,
      int xRow,
      int xSecond,
      float[] z,
      int z0,
      int second,
      boolean onto) {
    FloatVector a = onto ? load(z, z0) : FloatVector.broadcast(V, w[bias]);
    FloatVector b = onto ? load(z, z0 + second) : a;
    int xAt = xFrom;
    for (int i = 0; i < n; i++) {
      FloatVector weight = FloatVector.broadcast(V, w[weights + i]);
      a = weight.fma(load(x, xAt), a);
      b = weight.fma(load(x, xAt + xSecond), b);
      xAt += xRow;
    }
    a.intoArray(z, z0);
    b.intoArray(z, z0 + second);
  }

  /// The outputs of one series are the lanes.
  static void single(
      float[] packed, int at, int rows, int n, float[] x, int xAt, float[] z, int zAt) {
    int r = 0;
    for (; r + 6 * N <= rows; r += 6 * N) singleSix(packed, at + r, rows, n, x, xAt, z, zAt + r);
    for (; r + 3 * N <= rows; r += 3 * N) singleThree(packed, at + r, rows, n, x, xAt, z, zAt + r);
    for (; r < rows; r += N) {
      FloatVector sum = load(packed, at + r);
      int wAt = at + r;
      for (int i = 0; i < n; i++) {
        wAt += rows;
        sum = FloatVector.broadcast(V, x[xAt + i]).fma(load(packed, wAt), sum);
      }
      sum.intoArray(z, zAt + r);
    }
  }

  private static void singleSix(
      float[] w, int at, int rows, int n, float[] x, int xAt, float[] z, int zAt) {
    FloatVector s0 = load(w, at);
    FloatVector s1 = load(w, at + N);
    FloatVector s2 = load(w, at + 2 * N);
    FloatVector s3 = load(w, at + 3 * N);
    FloatVector s4 = load(w, at + 4 * N);
    FloatVector s5 = load(w, at + 5 * N);
    int wAt = at;
    for (int i = 0; i < n; i++) {
      wAt += rows;
      FloatVector value = FloatVector.broadcast(V, x[xAt + i]);
      s0 = value.fma(load(w, wAt), s0);
      s1 = value.fma(load(w, wAt + N), s1);
      s2 = value.fma(load(w, wAt + 2 * N), s2);
      s3 = value.fma(load(w, wAt + 3 * N), s3);
      s4 = value.fma(load(w, wAt + 4 * N), s4);
      s5 = value.fma(load(w, wAt + 5 * N), s5);
    }
    s0.intoArray(z, zAt);
    s1.intoArray(z, zAt + N);
    s2.intoArray(z, zAt + 2 * N);
    s3.intoArray(z, zAt + 3 * N);
    s4.intoArray(z, zAt + 4 * N);
    s5.intoArray(z, zAt + 5 * N);
  }

  private static void singleThree(
      float[] w, int at, int rows, int n, float[] x, int xAt, float[] z, int zAt) {
    FloatVector s0 = load(w, at);
    FloatVector s1 = load(w, at + N);
    FloatVector s2 = load(w, at + 2 * N);
    int wAt = at;
    for (int i = 0; i < n; i++) {
      wAt += rows;
      FloatVector value = FloatVector.broadcast(V, x[xAt + i]);
      s0 = value.fma(load(w, wAt), s0);
      s1 = value.fma(load(w, wAt + N), s1);
      s2 = value.fma(load(w, wAt + 2 * N), s2);
    }
    s0.intoArray(z, zAt);
    s1.intoArray(z, zAt + N);
    s2.intoArray(z, zAt + 2 * N);
  }
}
