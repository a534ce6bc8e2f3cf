package dev.rondo.engine.kernel;

import static dev.rondo.engine.kernel.Kernels.COLUMNS;
import static dev.rondo.engine.kernel.VectorLane.N;
import static dev.rondo.engine.kernel.VectorLane.V;

import jdk.incubator.vector.FloatVector;

/// Products in register blocks: 4 outputs (8 with 32 registers) by 2 vectors of columns, whose sums stay in registers over a run
/// of inputs.
final class VectorProducts {
  /// Outputs in a group. Their weights over a run of inputs stay in the second-level cache while all panels are processed, and
  /// their sums stay there from one run to the next.
  private static final int ROWS = 128;

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
    int run = Kernels.depth(n);
    for (int row = 0; row < rows; row += ROWS) {
      int last = Math.min(rows, row + ROWS);
      int i = 0;
      do {
        int depth = Math.min(run, n - i);
        int weights = at + (i + 1) * rows;
        deep(packed, at, weights, row, last, i, depth, x, t, z, s, from, to, onto || i > 0);
        i += depth;
      } while (i < n);
    }
  }

  /// Outputs `[first, last)` over the inputs `[i, i + depth)`: the inputs of a panel stay in the first-level cache.
  private static void deep(
      float[] packed,
      int biases,
      int weights,
      int first,
      int last,
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
    // The second vector of columns: from this panel, or if a vector is a whole panel, from the
    // next.
    int panels = N == COLUMNS ? 2 : 1;
    int end = panels == 2 ? 1 : COLUMNS;
    for (int p = from; p < to; p += panels) {
      boolean alone = panels == 2 && p + 1 == to;
      int xSecond = alone ? 0 : panels == 2 ? x.panel() : N;
      int zSecond = alone ? 0 : panels == 2 ? z.panel() : N;
      for (int row = first; row < last; ) {
        int height = panels == 2 && last - row >= 8 ? 8 : Packing.block(last - row);
        int bias = biases + row;
        int w = weights + row * depth;
        for (int b = 0; b < end; b += 2 * N) {
          int xAt = x.at(t, p) + i * COLUMNS + b;
          int zAt = z.at(s, p) + row * z.row() + b;
          switch (height) {
            case 8 -> {
              if (alone) eight(packed, bias, w, depth, xs, xAt, zs, zAt, z.row(), onto);
              else wide(packed, bias, w, depth, xs, xAt, xSecond, zs, zAt, z.row(), zSecond, onto);
            }
            case 4 ->
                four(packed, bias, w, depth, xs, xAt, xSecond, zs, zAt, z.row(), zSecond, onto);
            default -> one(packed, bias, w, depth, xs, xAt, xSecond, zs, zAt, zSecond, onto);
          }
        }
        row += height;
      }
    }
  }

  // Eight sums, four weights and two inputs. A larger block is slower with AVX2: the compiler loads
  // all weights of a step first, and if weights and sums need more than its sixteen registers, it
  // spills a sum to memory.
  private static void four(
      float[] w,
      int bias,
      int weights,
      int n,
      float[] x,
      int xAt,
      int xSecond,
      float[] z,
      int z0,
      int zRow,
      int second,
      boolean onto) {
    FloatVector a0 = FloatVector.zero(V);
    FloatVector b0 = a0;
    FloatVector a1 = a0;
    FloatVector b1 = a0;
    FloatVector a2 = a0;
    FloatVector b2 = a0;
    FloatVector a3 = a0;
    FloatVector b3 = a0;
    int wAt = weights;
    int end = xAt + COLUMNS * n;
    for (int i = xAt; i < end; i += COLUMNS) {
      FloatVector xa = FloatVector.fromArray(V, x, i);
      FloatVector xb = FloatVector.fromArray(V, x, i + xSecond);
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
    }
    int z1 = z0 + zRow;
    int z2 = z1 + zRow;
    int z3 = z2 + zRow;
    if (onto) {
      // Both are read before one is written: they may be the same.
      FloatVector c0 = FloatVector.fromArray(V, z, z0 + second);
      FloatVector.fromArray(V, z, z0).add(a0).intoArray(z, z0);
      c0.add(b0).intoArray(z, z0 + second);
      FloatVector c1 = FloatVector.fromArray(V, z, z1 + second);
      FloatVector.fromArray(V, z, z1).add(a1).intoArray(z, z1);
      c1.add(b1).intoArray(z, z1 + second);
      FloatVector c2 = FloatVector.fromArray(V, z, z2 + second);
      FloatVector.fromArray(V, z, z2).add(a2).intoArray(z, z2);
      c2.add(b2).intoArray(z, z2 + second);
      FloatVector c3 = FloatVector.fromArray(V, z, z3 + second);
      FloatVector.fromArray(V, z, z3).add(a3).intoArray(z, z3);
      c3.add(b3).intoArray(z, z3 + second);
    } else {
      FloatVector bias0 = FloatVector.broadcast(V, w[bias]);
      bias0.add(a0).intoArray(z, z0);
      bias0.add(b0).intoArray(z, z0 + second);
      FloatVector bias1 = FloatVector.broadcast(V, w[bias + 1]);
      bias1.add(a1).intoArray(z, z1);
      bias1.add(b1).intoArray(z, z1 + second);
      FloatVector bias2 = FloatVector.broadcast(V, w[bias + 2]);
      bias2.add(a2).intoArray(z, z2);
      bias2.add(b2).intoArray(z, z2 + second);
      FloatVector bias3 = FloatVector.broadcast(V, w[bias + 3]);
      bias3.add(a3).intoArray(z, z3);
      bias3.add(b3).intoArray(z, z3 + second);
    }
  }

  /// Two blocks of outputs by two panels: sixteen sums, eight weights and two inputs, for processors with 32 registers.
  private static void wide(
      float[] w,
      int bias,
      int weights,
      int n,
      float[] x,
      int xAt,
      int xSecond,
      float[] z,
      int z0,
      int zRow,
      int second,
      boolean onto) {
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
    int other = weights + 4 * n;
    for (int i = 0; i < n; i++) {
      FloatVector xa = FloatVector.fromArray(V, x, xAt + COLUMNS * i);
      FloatVector xb = FloatVector.fromArray(V, x, xAt + xSecond + COLUMNS * i);
      FloatVector w0 = FloatVector.broadcast(V, w[weights + 4 * i]);
      a0 = w0.fma(xa, a0);
      b0 = w0.fma(xb, b0);
      FloatVector w1 = FloatVector.broadcast(V, w[weights + 4 * i + 1]);
      a1 = w1.fma(xa, a1);
      b1 = w1.fma(xb, b1);
      FloatVector w2 = FloatVector.broadcast(V, w[weights + 4 * i + 2]);
      a2 = w2.fma(xa, a2);
      b2 = w2.fma(xb, b2);
      FloatVector w3 = FloatVector.broadcast(V, w[weights + 4 * i + 3]);
      a3 = w3.fma(xa, a3);
      b3 = w3.fma(xb, b3);
      FloatVector w4 = FloatVector.broadcast(V, w[other + 4 * i]);
      a4 = w4.fma(xa, a4);
      b4 = w4.fma(xb, b4);
      FloatVector w5 = FloatVector.broadcast(V, w[other + 4 * i + 1]);
      a5 = w5.fma(xa, a5);
      b5 = w5.fma(xb, b5);
      FloatVector w6 = FloatVector.broadcast(V, w[other + 4 * i + 2]);
      a6 = w6.fma(xa, a6);
      b6 = w6.fma(xb, b6);
      FloatVector w7 = FloatVector.broadcast(V, w[other + 4 * i + 3]);
      a7 = w7.fma(xa, a7);
      b7 = w7.fma(xb, b7);
    }
    int z1 = z0 + zRow;
    int z2 = z1 + zRow;
    int z3 = z2 + zRow;
    int z4 = z3 + zRow;
    int z5 = z4 + zRow;
    int z6 = z5 + zRow;
    int z7 = z6 + zRow;
    if (onto) {
      FloatVector.fromArray(V, z, z0).add(a0).intoArray(z, z0);
      FloatVector.fromArray(V, z, z0 + second).add(b0).intoArray(z, z0 + second);
      FloatVector.fromArray(V, z, z1).add(a1).intoArray(z, z1);
      FloatVector.fromArray(V, z, z1 + second).add(b1).intoArray(z, z1 + second);
      FloatVector.fromArray(V, z, z2).add(a2).intoArray(z, z2);
      FloatVector.fromArray(V, z, z2 + second).add(b2).intoArray(z, z2 + second);
      FloatVector.fromArray(V, z, z3).add(a3).intoArray(z, z3);
      FloatVector.fromArray(V, z, z3 + second).add(b3).intoArray(z, z3 + second);
      FloatVector.fromArray(V, z, z4).add(a4).intoArray(z, z4);
      FloatVector.fromArray(V, z, z4 + second).add(b4).intoArray(z, z4 + second);
      FloatVector.fromArray(V, z, z5).add(a5).intoArray(z, z5);
      FloatVector.fromArray(V, z, z5 + second).add(b5).intoArray(z, z5 + second);
      FloatVector.fromArray(V, z, z6).add(a6).intoArray(z, z6);
      FloatVector.fromArray(V, z, z6 + second).add(b6).intoArray(z, z6 + second);
      FloatVector.fromArray(V, z, z7).add(a7).intoArray(z, z7);
      FloatVector.fromArray(V, z, z7 + second).add(b7).intoArray(z, z7 + second);
    } else {
      FloatVector bias0 = FloatVector.broadcast(V, w[bias]);
      bias0.add(a0).intoArray(z, z0);
      bias0.add(b0).intoArray(z, z0 + second);
      FloatVector bias1 = FloatVector.broadcast(V, w[bias + 1]);
      bias1.add(a1).intoArray(z, z1);
      bias1.add(b1).intoArray(z, z1 + second);
      FloatVector bias2 = FloatVector.broadcast(V, w[bias + 2]);
      bias2.add(a2).intoArray(z, z2);
      bias2.add(b2).intoArray(z, z2 + second);
      FloatVector bias3 = FloatVector.broadcast(V, w[bias + 3]);
      bias3.add(a3).intoArray(z, z3);
      bias3.add(b3).intoArray(z, z3 + second);
      FloatVector bias4 = FloatVector.broadcast(V, w[bias + 4]);
      bias4.add(a4).intoArray(z, z4);
      bias4.add(b4).intoArray(z, z4 + second);
      FloatVector bias5 = FloatVector.broadcast(V, w[bias + 5]);
      bias5.add(a5).intoArray(z, z5);
      bias5.add(b5).intoArray(z, z5 + second);
      FloatVector bias6 = FloatVector.broadcast(V, w[bias + 6]);
      bias6.add(a6).intoArray(z, z6);
      bias6.add(b6).intoArray(z, z6 + second);
      FloatVector bias7 = FloatVector.broadcast(V, w[bias + 7]);
      bias7.add(a7).intoArray(z, z7);
      bias7.add(b7).intoArray(z, z7 + second);
    }
  }

  /// Two blocks of outputs by one vector of a panel, if there is no second vector.
  private static void eight(
      float[] w,
      int bias,
      int weights,
      int n,
      float[] x,
      int xAt,
      float[] z,
      int z0,
      int zRow,
      boolean onto) {
    FloatVector a0 = FloatVector.zero(V);
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector a3 = a0;
    FloatVector a4 = a0;
    FloatVector a5 = a0;
    FloatVector a6 = a0;
    FloatVector a7 = a0;
    int wAt = weights;
    int other = weights + 4 * n;
    int end = xAt + COLUMNS * n;
    for (int i = xAt; i < end; i += COLUMNS) {
      FloatVector xa = FloatVector.fromArray(V, x, i);
      a0 = FloatVector.broadcast(V, w[wAt]).fma(xa, a0);
      a1 = FloatVector.broadcast(V, w[wAt + 1]).fma(xa, a1);
      a2 = FloatVector.broadcast(V, w[wAt + 2]).fma(xa, a2);
      a3 = FloatVector.broadcast(V, w[wAt + 3]).fma(xa, a3);
      a4 = FloatVector.broadcast(V, w[other]).fma(xa, a4);
      a5 = FloatVector.broadcast(V, w[other + 1]).fma(xa, a5);
      a6 = FloatVector.broadcast(V, w[other + 2]).fma(xa, a6);
      a7 = FloatVector.broadcast(V, w[other + 3]).fma(xa, a7);
      wAt += 4;
      other += 4;
    }
    int z1 = z0 + zRow;
    int z2 = z1 + zRow;
    int z3 = z2 + zRow;
    int z4 = z3 + zRow;
    int z5 = z4 + zRow;
    int z6 = z5 + zRow;
    int z7 = z6 + zRow;
    if (onto) {
      FloatVector.fromArray(V, z, z0).add(a0).intoArray(z, z0);
      FloatVector.fromArray(V, z, z1).add(a1).intoArray(z, z1);
      FloatVector.fromArray(V, z, z2).add(a2).intoArray(z, z2);
      FloatVector.fromArray(V, z, z3).add(a3).intoArray(z, z3);
      FloatVector.fromArray(V, z, z4).add(a4).intoArray(z, z4);
      FloatVector.fromArray(V, z, z5).add(a5).intoArray(z, z5);
      FloatVector.fromArray(V, z, z6).add(a6).intoArray(z, z6);
      FloatVector.fromArray(V, z, z7).add(a7).intoArray(z, z7);
    } else {
      FloatVector.broadcast(V, w[bias]).add(a0).intoArray(z, z0);
      FloatVector.broadcast(V, w[bias + 1]).add(a1).intoArray(z, z1);
      FloatVector.broadcast(V, w[bias + 2]).add(a2).intoArray(z, z2);
      FloatVector.broadcast(V, w[bias + 3]).add(a3).intoArray(z, z3);
      FloatVector.broadcast(V, w[bias + 4]).add(a4).intoArray(z, z4);
      FloatVector.broadcast(V, w[bias + 5]).add(a5).intoArray(z, z5);
      FloatVector.broadcast(V, w[bias + 6]).add(a6).intoArray(z, z6);
      FloatVector.broadcast(V, w[bias + 7]).add(a7).intoArray(z, z7);
    }
  }

  private static void one(
      float[] w,
      int bias,
      int weights,
      int n,
      float[] x,
      int xAt,
      int xSecond,
      float[] z,
      int z0,
      int second,
      boolean onto) {
    FloatVector a0 = FloatVector.zero(V);
    FloatVector b0 = a0;
    for (int i = 0; i < n; i++) {
      FloatVector xa = FloatVector.fromArray(V, x, xAt + COLUMNS * i);
      FloatVector xb = FloatVector.fromArray(V, x, xAt + xSecond + COLUMNS * i);
      FloatVector w0 = FloatVector.broadcast(V, w[weights + i]);
      a0 = w0.fma(xa, a0);
      b0 = w0.fma(xb, b0);
    }
    if (onto) {
      // Both are read before one is written: they may be the same.
      FloatVector c0 = FloatVector.fromArray(V, z, z0 + second);
      FloatVector.fromArray(V, z, z0).add(a0).intoArray(z, z0);
      c0.add(b0).intoArray(z, z0 + second);
    } else {
      FloatVector bias0 = FloatVector.broadcast(V, w[bias]);
      bias0.add(a0).intoArray(z, z0);
      bias0.add(b0).intoArray(z, z0 + second);
    }
  }
}
