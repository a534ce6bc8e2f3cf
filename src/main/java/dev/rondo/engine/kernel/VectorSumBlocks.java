package dev.rondo.engine.kernel;

import static dev.rondo.engine.kernel.Kernels.COLUMNS;
import static dev.rondo.engine.kernel.VectorLane.V;

import jdk.incubator.vector.FloatVector;

/// The register blocks of [VectorSums]: a few rows of d by one or two vectors of transposed rows of x, whose sums stay in registers
/// over the columns of `count` panels. Then they are added to `dw`, row after row from `to` on, and those of the second vector
/// `secondTo` floats behind.
///
/// From one panel of d to the next there are `panel` floats, from the last one of a step to the first of the next `wrap`; `left`
/// panels remain of the first step.
final class VectorSumBlocks {
  private VectorSumBlocks() {}

  /// Four rows of d: eight sums, four broadcasts, two vectors of x.
  static void four(
      float[] d,
      int at,
      int panel,
      int wrap,
      int left,
      int panels,
      float[] turned,
      int turnedAt,
      int second,
      int count,
      float[] dw,
      int to,
      int stride,
      int secondTo) {
    FloatVector a0 = FloatVector.zero(V);
    FloatVector b0 = a0;
    FloatVector a1 = a0;
    FloatVector b1 = a0;
    FloatVector a2 = a0;
    FloatVector b2 = a0;
    FloatVector a3 = a0;
    FloatVector b3 = a0;
    int until = left;
    int from = at;
    int stop = at + COLUMNS;
    int end = turnedAt + count * COLUMNS * COLUMNS;
    for (int xAt = turnedAt; xAt < end; xAt += COLUMNS) {
      FloatVector xa = FloatVector.fromArray(V, turned, xAt);
      FloatVector xb = FloatVector.fromArray(V, turned, xAt + second);
      FloatVector d0 = FloatVector.broadcast(V, d[from]);
      a0 = d0.fma(xa, a0);
      b0 = d0.fma(xb, b0);
      FloatVector d1 = FloatVector.broadcast(V, d[from + COLUMNS]);
      a1 = d1.fma(xa, a1);
      b1 = d1.fma(xb, b1);
      FloatVector d2 = FloatVector.broadcast(V, d[from + 2 * COLUMNS]);
      a2 = d2.fma(xa, a2);
      b2 = d2.fma(xb, b2);
      FloatVector d3 = FloatVector.broadcast(V, d[from + 3 * COLUMNS]);
      a3 = d3.fma(xa, a3);
      b3 = d3.fma(xb, b3);
      if (++from == stop) {
        if (--until == 0) {
          until = panels;
          from += wrap - COLUMNS;
        } else {
          from += panel - COLUMNS;
        }
        stop = from + COLUMNS;
      }
    }
    // Both are read before one is written: they may be the same.
    FloatVector c0 = FloatVector.fromArray(V, dw, to + secondTo);
    FloatVector.fromArray(V, dw, to).add(a0).intoArray(dw, to);
    c0.add(b0).intoArray(dw, to + secondTo);
    int to1 = to + stride;
    FloatVector c1 = FloatVector.fromArray(V, dw, to1 + secondTo);
    FloatVector.fromArray(V, dw, to1).add(a1).intoArray(dw, to1);
    c1.add(b1).intoArray(dw, to1 + secondTo);
    int to2 = to1 + stride;
    FloatVector c2 = FloatVector.fromArray(V, dw, to2 + secondTo);
    FloatVector.fromArray(V, dw, to2).add(a2).intoArray(dw, to2);
    c2.add(b2).intoArray(dw, to2 + secondTo);
    int to3 = to2 + stride;
    FloatVector c3 = FloatVector.fromArray(V, dw, to3 + secondTo);
    FloatVector.fromArray(V, dw, to3).add(a3).intoArray(dw, to3);
    c3.add(b3).intoArray(dw, to3 + secondTo);
  }

  /// Sixteen sums, eight broadcasts, two vectors of x: for processors with 32 registers.
  static void wide(
      float[] d,
      int at,
      int panel,
      int wrap,
      int left,
      int panels,
      float[] turned,
      int turnedAt,
      int second,
      int count,
      float[] dw,
      int to,
      int stride,
      int secondTo) {
    FloatVector a0 = FloatVector.zero(V);
    FloatVector b0 = a0;
    FloatVector a1 = a0;
    FloatVector b1 = a0;
    FloatVector a2 = a0;
    FloatVector b2 = a0;
    FloatVector a3 = a0;
    FloatVector b3 = a0;
    FloatVector a4 = a0;
    FloatVector b4 = a0;
    FloatVector a5 = a0;
    FloatVector b5 = a0;
    FloatVector a6 = a0;
    FloatVector b6 = a0;
    FloatVector a7 = a0;
    FloatVector b7 = a0;
    int until = left;
    int from = at;
    int xAt = turnedAt;
    for (int q = 0; q < count; q++) {
      for (int b = 0; b < COLUMNS; b++) {
        FloatVector xa = FloatVector.fromArray(V, turned, xAt + COLUMNS * b);
        FloatVector xb = FloatVector.fromArray(V, turned, xAt + second + COLUMNS * b);
        FloatVector d0 = FloatVector.broadcast(V, d[from + b]);
        a0 = d0.fma(xa, a0);
        b0 = d0.fma(xb, b0);
        FloatVector d1 = FloatVector.broadcast(V, d[from + COLUMNS + b]);
        a1 = d1.fma(xa, a1);
        b1 = d1.fma(xb, b1);
        FloatVector d2 = FloatVector.broadcast(V, d[from + 2 * COLUMNS + b]);
        a2 = d2.fma(xa, a2);
        b2 = d2.fma(xb, b2);
        FloatVector d3 = FloatVector.broadcast(V, d[from + 3 * COLUMNS + b]);
        a3 = d3.fma(xa, a3);
        b3 = d3.fma(xb, b3);
        FloatVector d4 = FloatVector.broadcast(V, d[from + 4 * COLUMNS + b]);
        a4 = d4.fma(xa, a4);
        b4 = d4.fma(xb, b4);
        FloatVector d5 = FloatVector.broadcast(V, d[from + 5 * COLUMNS + b]);
        a5 = d5.fma(xa, a5);
        b5 = d5.fma(xb, b5);
        FloatVector d6 = FloatVector.broadcast(V, d[from + 6 * COLUMNS + b]);
        a6 = d6.fma(xa, a6);
        b6 = d6.fma(xb, b6);
        FloatVector d7 = FloatVector.broadcast(V, d[from + 7 * COLUMNS + b]);
        a7 = d7.fma(xa, a7);
        b7 = d7.fma(xb, b7);
      }
      xAt += COLUMNS * COLUMNS;
      if (--until == 0) {
        until = panels;
        from += wrap;
      } else {
        from += panel;
      }
    }
    FloatVector.fromArray(V, dw, to).add(a0).intoArray(dw, to);
    FloatVector.fromArray(V, dw, to + secondTo).add(b0).intoArray(dw, to + secondTo);
    int to1 = to + stride;
    FloatVector.fromArray(V, dw, to1).add(a1).intoArray(dw, to1);
    FloatVector.fromArray(V, dw, to1 + secondTo).add(b1).intoArray(dw, to1 + secondTo);
    int to2 = to1 + stride;
    FloatVector.fromArray(V, dw, to2).add(a2).intoArray(dw, to2);
    FloatVector.fromArray(V, dw, to2 + secondTo).add(b2).intoArray(dw, to2 + secondTo);
    int to3 = to2 + stride;
    FloatVector.fromArray(V, dw, to3).add(a3).intoArray(dw, to3);
    FloatVector.fromArray(V, dw, to3 + secondTo).add(b3).intoArray(dw, to3 + secondTo);
    int to4 = to3 + stride;
    FloatVector.fromArray(V, dw, to4).add(a4).intoArray(dw, to4);
    FloatVector.fromArray(V, dw, to4 + secondTo).add(b4).intoArray(dw, to4 + secondTo);
    int to5 = to4 + stride;
    FloatVector.fromArray(V, dw, to5).add(a5).intoArray(dw, to5);
    FloatVector.fromArray(V, dw, to5 + secondTo).add(b5).intoArray(dw, to5 + secondTo);
    int to6 = to5 + stride;
    FloatVector.fromArray(V, dw, to6).add(a6).intoArray(dw, to6);
    FloatVector.fromArray(V, dw, to6 + secondTo).add(b6).intoArray(dw, to6 + secondTo);
    int to7 = to6 + stride;
    FloatVector.fromArray(V, dw, to7).add(a7).intoArray(dw, to7);
    FloatVector.fromArray(V, dw, to7 + secondTo).add(b7).intoArray(dw, to7 + secondTo);
  }

  /// Eight rows of d, if there is no second vector of x.
  static void eight(
      float[] d,
      int at,
      int panel,
      int wrap,
      int left,
      int panels,
      float[] turned,
      int turnedAt,
      int count,
      float[] dw,
      int to,
      int stride) {
    FloatVector a0 = FloatVector.zero(V);
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector a3 = a0;
    FloatVector a4 = a0;
    FloatVector a5 = a0;
    FloatVector a6 = a0;
    FloatVector a7 = a0;
    int until = left;
    int from = at;
    int stop = at + COLUMNS;
    int end = turnedAt + count * COLUMNS * COLUMNS;
    for (int xAt = turnedAt; xAt < end; xAt += COLUMNS) {
      FloatVector x = FloatVector.fromArray(V, turned, xAt);
      a0 = FloatVector.broadcast(V, d[from]).fma(x, a0);
      a1 = FloatVector.broadcast(V, d[from + COLUMNS]).fma(x, a1);
      a2 = FloatVector.broadcast(V, d[from + 2 * COLUMNS]).fma(x, a2);
      a3 = FloatVector.broadcast(V, d[from + 3 * COLUMNS]).fma(x, a3);
      a4 = FloatVector.broadcast(V, d[from + 4 * COLUMNS]).fma(x, a4);
      a5 = FloatVector.broadcast(V, d[from + 5 * COLUMNS]).fma(x, a5);
      a6 = FloatVector.broadcast(V, d[from + 6 * COLUMNS]).fma(x, a6);
      a7 = FloatVector.broadcast(V, d[from + 7 * COLUMNS]).fma(x, a7);
      if (++from == stop) {
        if (--until == 0) {
          until = panels;
          from += wrap - COLUMNS;
        } else {
          from += panel - COLUMNS;
        }
        stop = from + COLUMNS;
      }
    }
    int at0 = to;
    FloatVector.fromArray(V, dw, at0).add(a0).intoArray(dw, at0);
    int at1 = at0 + stride;
    FloatVector.fromArray(V, dw, at1).add(a1).intoArray(dw, at1);
    int at2 = at1 + stride;
    FloatVector.fromArray(V, dw, at2).add(a2).intoArray(dw, at2);
    int at3 = at2 + stride;
    FloatVector.fromArray(V, dw, at3).add(a3).intoArray(dw, at3);
    int at4 = at3 + stride;
    FloatVector.fromArray(V, dw, at4).add(a4).intoArray(dw, at4);
    int at5 = at4 + stride;
    FloatVector.fromArray(V, dw, at5).add(a5).intoArray(dw, at5);
    int at6 = at5 + stride;
    FloatVector.fromArray(V, dw, at6).add(a6).intoArray(dw, at6);
    int at7 = at6 + stride;
    FloatVector.fromArray(V, dw, at7).add(a7).intoArray(dw, at7);
  }

  static void one(
      float[] d,
      int at,
      int panel,
      int wrap,
      int left,
      int panels,
      float[] turned,
      int turnedAt,
      int second,
      int count,
      float[] dw,
      int to,
      int secondTo) {
    FloatVector a0 = FloatVector.zero(V);
    FloatVector b0 = a0;
    int until = left;
    int from = at;
    int stop = at + COLUMNS;
    int end = turnedAt + count * COLUMNS * COLUMNS;
    for (int xAt = turnedAt; xAt < end; xAt += COLUMNS) {
      FloatVector xa = FloatVector.fromArray(V, turned, xAt);
      FloatVector xb = FloatVector.fromArray(V, turned, xAt + second);
      FloatVector d0 = FloatVector.broadcast(V, d[from]);
      a0 = d0.fma(xa, a0);
      b0 = d0.fma(xb, b0);
      if (++from == stop) {
        if (--until == 0) {
          until = panels;
          from += wrap - COLUMNS;
        } else {
          from += panel - COLUMNS;
        }
        stop = from + COLUMNS;
      }
    }
    // Both are read before one is written: they may be the same.
    FloatVector c0 = FloatVector.fromArray(V, dw, to + secondTo);
    FloatVector.fromArray(V, dw, to).add(a0).intoArray(dw, to);
    c0.add(b0).intoArray(dw, to + secondTo);
  }
}
