package dev.rondo.engine.kernel;

import static dev.rondo.engine.kernel.Kernels.COLUMNS;
import static dev.rondo.engine.kernel.VectorLane.N;
import static dev.rondo.engine.kernel.VectorLane.V;

import jdk.incubator.vector.FloatVector;

/// Sums over steps and columns with columns in the lanes. Nothing is transposed; at the end of a run, the 16 partial sums are
/// added to one number. Used for the few rows that do not fill vectors.
final class VectorDots {
  private VectorDots() {}

  /// Multiplies rows `i` and, for a pair, `i + 1` of `count` panels of x by m rows of d and adds the sums to `dw[j * dwStride]`
  /// and the element after it.
  ///
  /// @param partial scratch space for 8 rows from `partialAt` on
  static void add(
      float[] dw,
      int dwAt,
      int dwStride,
      int m,
      Panels x,
      int xStep,
      int i,
      boolean pair,
      Panels d,
      int step,
      int panel,
      int panels,
      int row,
      int count,
      float[] partial,
      int partialAt) {
    int xAt = x.at(xStep, panel) + i * COLUMNS;
    int dAt = d.at(step, panel) + row * COLUMNS;
    int second = pair ? COLUMNS : 0;
    int left = panels - panel;
    for (int j = 0; j < m; ) {
      int height = j + 4 <= m ? 4 : 1;
      int at = dAt + j * COLUMNS;
      for (int b = 0; b < COLUMNS; b += N) {
        if (height == 4) {
          four(x, xAt + b, second, d, at + b, left, panels, count, partial, partialAt + b);
        } else {
          one(x, xAt + b, second, d, at + b, left, panels, count, partial, partialAt + b);
        }
      }
      for (int r = 0; r < height; r++) {
        int to = dwAt + (j + r) * dwStride;
        dw[to] += Kernels.treeSum(partial, partialAt + 2 * r * COLUMNS);
        if (pair) dw[to + 1] += Kernels.treeSum(partial, partialAt + (2 * r + 1) * COLUMNS);
      }
      j += height;
    }
  }

  private static void four(
      Panels x,
      int xAt,
      int second,
      Panels d,
      int dAt,
      int left,
      int panels,
      int count,
      float[] partial,
      int to) {
    float[] xs = x.values();
    float[] ds = d.values();
    int xWrap = x.step() - panels * x.panel();
    int dWrap = d.step() - panels * d.panel();
    int until = left;
    int from = xAt;
    int at = dAt;
    FloatVector a0 = FloatVector.zero(V);
    FloatVector b0 = a0;
    FloatVector a1 = a0;
    FloatVector b1 = a0;
    FloatVector a2 = a0;
    FloatVector b2 = a0;
    FloatVector a3 = a0;
    FloatVector b3 = a0;
    for (int q = 0; q < count; q++) {
      FloatVector xa = FloatVector.fromArray(V, xs, from);
      FloatVector xb = FloatVector.fromArray(V, xs, from + second);
      FloatVector d0 = FloatVector.fromArray(V, ds, at);
      a0 = d0.fma(xa, a0);
      b0 = d0.fma(xb, b0);
      FloatVector d1 = FloatVector.fromArray(V, ds, at + COLUMNS);
      a1 = d1.fma(xa, a1);
      b1 = d1.fma(xb, b1);
      FloatVector d2 = FloatVector.fromArray(V, ds, at + 2 * COLUMNS);
      a2 = d2.fma(xa, a2);
      b2 = d2.fma(xb, b2);
      FloatVector d3 = FloatVector.fromArray(V, ds, at + 3 * COLUMNS);
      a3 = d3.fma(xa, a3);
      b3 = d3.fma(xb, b3);
      from += x.panel();
      at += d.panel();
      if (--until == 0) {
        until = panels;
        from += xWrap;
        at += dWrap;
      }
    }
    a0.intoArray(partial, to);
    b0.intoArray(partial, to + COLUMNS);
    a1.intoArray(partial, to + 2 * COLUMNS);
    b1.intoArray(partial, to + 3 * COLUMNS);
    a2.intoArray(partial, to + 4 * COLUMNS);
    b2.intoArray(partial, to + 5 * COLUMNS);
    a3.intoArray(partial, to + 6 * COLUMNS);
    b3.intoArray(partial, to + 7 * COLUMNS);
  }

  private static void one(
      Panels x,
      int xAt,
      int second,
      Panels d,
      int dAt,
      int left,
      int panels,
      int count,
      float[] partial,
      int to) {
    float[] xs = x.values();
    float[] ds = d.values();
    int xWrap = x.step() - panels * x.panel();
    int dWrap = d.step() - panels * d.panel();
    int until = left;
    int from = xAt;
    int at = dAt;
    FloatVector a0 = FloatVector.zero(V);
    FloatVector b0 = a0;
    for (int q = 0; q < count; q++) {
      FloatVector d0 = FloatVector.fromArray(V, ds, at);
      a0 = d0.fma(FloatVector.fromArray(V, xs, from), a0);
      b0 = d0.fma(FloatVector.fromArray(V, xs, from + second), b0);
      from += x.panel();
      at += d.panel();
      if (--until == 0) {
        until = panels;
        from += xWrap;
        at += dWrap;
      }
    }
    a0.intoArray(partial, to);
    b0.intoArray(partial, to + COLUMNS);
  }
}
