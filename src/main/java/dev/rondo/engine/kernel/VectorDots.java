package dev.rondo.engine.kernel;

import static dev.rondo.engine.kernel.Kernels.COLUMNS;
import static dev.rondo.engine.kernel.VectorLane.N;
import static dev.rondo.engine.kernel.VectorLane.V;

import jdk.incubator.vector.FloatVector;

/// Sums over steps and columns whose lanes are columns: no turning, but at the end of a run 16 lanes become one number. For
/// the few rows that do not fill vectors.
final class VectorDots {
  private VectorDots() {}

  /// Row `i` of `count` panels of x against m rows of d, added to `dw[j * dwStride]`.
  static void add(
      float[] dw,
      int dwAt,
      int dwStride,
      int m,
      Panels x,
      int xStep,
      int i,
      Panels d,
      int step,
      int panel,
      int panels,
      int row,
      int count,
      float[] lanes,
      int lanesAt) {
    int xAt = x.at(xStep, panel) + i * COLUMNS;
    int dAt = d.at(step, panel) + row * COLUMNS;
    for (int j = 0; j < m; ) {
      int height = j + 4 <= m ? 4 : 1;
      for (int part = 0; part < COLUMNS; part += 2 * N) {
        int second = part + N < COLUMNS ? N : 0;
        int from = dAt + j * COLUMNS + part;
        if (height == 4) {
          four(
              x, xAt + part, d, from, second, panels - panel, panels, count, lanes, lanesAt + part);
        } else {
          one(x, xAt + part, d, from, second, panels - panel, panels, count, lanes, lanesAt + part);
        }
      }
      for (int r = 0; r < height; r++)
        dw[dwAt + (j + r) * dwStride] += Kernels.sumLanes(lanes, lanesAt + r * COLUMNS);
      j += height;
    }
  }

  private static void four(
      Panels x,
      int xAt,
      Panels d,
      int dAt,
      int second,
      int left,
      int panels,
      int count,
      float[] lanes,
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
      a0 = FloatVector.fromArray(V, ds, at).fma(xa, a0);
      b0 = FloatVector.fromArray(V, ds, at + second).fma(xb, b0);
      a1 = FloatVector.fromArray(V, ds, at + COLUMNS).fma(xa, a1);
      b1 = FloatVector.fromArray(V, ds, at + COLUMNS + second).fma(xb, b1);
      a2 = FloatVector.fromArray(V, ds, at + 2 * COLUMNS).fma(xa, a2);
      b2 = FloatVector.fromArray(V, ds, at + 2 * COLUMNS + second).fma(xb, b2);
      a3 = FloatVector.fromArray(V, ds, at + 3 * COLUMNS).fma(xa, a3);
      b3 = FloatVector.fromArray(V, ds, at + 3 * COLUMNS + second).fma(xb, b3);
      from += x.panel();
      at += d.panel();
      if (--until == 0) {
        until = panels;
        from += xWrap;
        at += dWrap;
      }
    }
    a0.intoArray(lanes, to);
    b0.intoArray(lanes, to + second);
    a1.intoArray(lanes, to + COLUMNS);
    b1.intoArray(lanes, to + COLUMNS + second);
    a2.intoArray(lanes, to + 2 * COLUMNS);
    b2.intoArray(lanes, to + 2 * COLUMNS + second);
    a3.intoArray(lanes, to + 3 * COLUMNS);
    b3.intoArray(lanes, to + 3 * COLUMNS + second);
  }

  private static void one(
      Panels x,
      int xAt,
      Panels d,
      int dAt,
      int second,
      int left,
      int panels,
      int count,
      float[] lanes,
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
      FloatVector xa = FloatVector.fromArray(V, xs, from);
      FloatVector xb = FloatVector.fromArray(V, xs, from + second);
      a0 = FloatVector.fromArray(V, ds, at).fma(xa, a0);
      b0 = FloatVector.fromArray(V, ds, at + second).fma(xb, b0);
      from += x.panel();
      at += d.panel();
      if (--until == 0) {
        until = panels;
        from += xWrap;
        at += dWrap;
      }
    }
    a0.intoArray(lanes, to);
    b0.intoArray(lanes, to + second);
  }
}
