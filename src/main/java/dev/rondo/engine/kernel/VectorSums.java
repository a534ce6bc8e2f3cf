package dev.rondo.engine.kernel;

import static dev.rondo.engine.kernel.Kernels.CHUNK;
import static dev.rondo.engine.kernel.Kernels.COLUMNS;
import static dev.rondo.engine.kernel.Kernels.RUN;
import static dev.rondo.engine.kernel.Kernels.TURNED;
import static dev.rondo.engine.kernel.VectorLane.N;
import static dev.rondo.engine.kernel.VectorLane.V;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/// Sums over steps and columns. The columns of x are transposed so that its rows are in the lanes. Then each sum stays in one
/// lane for every vector width, and nothing is summed across lanes.
final class VectorSums {
  /// Floats of the transposed columns of 16 rows.
  private static final int TILE = RUN * COLUMNS * COLUMNS;

  /// Offset of the sums of rows in the scratch space.
  private static final int PARTIAL = RUN * COLUMNS * TURNED;

  private VectorSums() {}

  static void outerSum(
      float[] dw,
      int dwAt,
      int dwStride,
      int k,
      int m,
      Panels x,
      int first,
      Panels d,
      int row,
      int steps,
      int panels,
      int ones,
      float[] scratch) {
    if (m == 0) return;
    int all = steps * panels;
    int whole = k - k % COLUMNS;
    for (int q = 0; q < all; q += RUN) {
      int count = Math.min(RUN, all - q);
      int step = q / panels;
      int panel = q % panels;
      int i = 0;
      do {
        int turned = Math.min(TURNED, whole - i);
        turn(x, first + step, panel, panels, i, turned, count, scratch);
        for (int j = 0; j < m; j += CHUNK) {
          int rows = Math.min(CHUNK, m - j);
          int at = dwAt + j * dwStride;
          if (i == 0) {
            rowSums(dw, at + ones, dwStride, rows, d, step, panel, panels, row + j, count, scratch);
            for (int c = whole; c < k; c += 2)
              VectorDots.add(
                  dw,
                  at + c,
                  dwStride,
                  rows,
                  x,
                  first + step,
                  c,
                  c + 1 < k,
                  d,
                  step,
                  panel,
                  panels,
                  row + j,
                  count,
                  scratch,
                  PARTIAL);
          }
          for (int part = 0; part < turned; part += 2 * N)
            columns(
                dw,
                at + i + part,
                dwStride,
                rows,
                d,
                step,
                panel,
                panels,
                row + j,
                part,
                part + N < turned,
                count,
                scratch);
        }
        i += TURNED;
      } while (i < whole);
    }
  }

  /// Sums of `rows` rows of d, read panel after panel in the order of memory.
  private static void rowSums(
      float[] dw,
      int at,
      int stride,
      int rows,
      Panels d,
      int t,
      int p,
      int panels,
      int row,
      int count,
      float[] partial) {
    int size = rows * COLUMNS;
    Arrays.fill(partial, PARTIAL, PARTIAL + size, 0f);
    float[] values = d.values();
    int step = t;
    int panel = p;
    for (int q = 0; q < count; q++) {
      int from = d.at(step, panel) + row * COLUMNS;
      for (int i = 0; i < size; i += N)
        FloatVector.fromArray(V, partial, PARTIAL + i)
            .add(FloatVector.fromArray(V, values, from + i))
            .intoArray(partial, PARTIAL + i);
      if (++panel == panels) {
        panel = 0;
        step++;
      }
    }
    for (int r = 0; r < rows; r++)
      dw[at + r * stride] += Kernels.treeSum(partial, PARTIAL + r * COLUMNS);
  }

  /// Multiplies two vectors of transposed rows of x from `part` on by all rows of d.
  ///
  /// @param pair whether there is a second vector
  private static void columns(
      float[] dw,
      int dwAt,
      int dwStride,
      int m,
      Panels d,
      int step,
      int panel,
      int panels,
      int row,
      int part,
      boolean pair,
      int count,
      float[] turned) {
    int at = d.at(step, panel) + row * d.row();
    int turnedAt = part / COLUMNS * TILE + part % COLUMNS;
    int other = part + N;
    int second = pair ? other / COLUMNS * TILE + other % COLUMNS - turnedAt : 0;
    int secondTo = pair ? N : 0;
    int wrap = d.step() - (panels - 1) * d.panel();
    int left = panels - panel;
    float[] values = d.values();
    int next = d.panel();
    for (int j = 0; j < m; ) {
      int height = pair ? (m - j < 4 ? 1 : 4) : (m - j < 8 ? 1 : 8);
      int dFrom = at + j * COLUMNS;
      int to = dwAt + j * dwStride;
      if (height == 8) {
        eight(values, dFrom, next, wrap, left, panels, turned, turnedAt, count, dw, to, dwStride);
      } else if (height == 4) {
        four(
            values, dFrom, next, wrap, left, panels, turned, turnedAt, second, count, dw, to,
            dwStride, secondTo);
      } else {
        one(
            values, dFrom, next, wrap, left, panels, turned, turnedAt, second, count, dw, to,
            secondTo);
      }
      j += height;
    }
  }

  /// Transposes rows `[i, i + rows)` of `count` panels: column b of row r of panel q goes to tile r / 16, place (q, b, r % 16).
  private static void turn(
      Panels x, int t, int p, int panels, int i, int rows, int count, float[] turned) {
    int step = t;
    int panel = p;
    for (int q = 0; q < count; q++) {
      int at = x.at(step, panel) + i * COLUMNS;
      int to = q * COLUMNS * COLUMNS;
      if (N == COLUMNS) {
        for (int r = 0; r < rows; r += COLUMNS)
          VectorTurn.turn(x.values(), at + r * COLUMNS, turned, to + r / COLUMNS * TILE);
      } else {
        for (int r = 0; r < rows; r++)
          turn(x.values(), at + r * COLUMNS, turned, to + r / COLUMNS * TILE + r % COLUMNS);
      }
      if (++panel == panels) {
        panel = 0;
        step++;
      }
    }
  }

  // Written out: single moves at constant distances are faster than a compiled loop, and faster
  // than the shuffles of one vector on processors with narrower vectors.
  private static void turn(float[] x, int at, float[] turned, int to) {
    turned[to] = x[at];
    turned[to + 16] = x[at + 1];
    turned[to + 32] = x[at + 2];
    turned[to + 48] = x[at + 3];
    turned[to + 64] = x[at + 4];
    turned[to + 80] = x[at + 5];
    turned[to + 96] = x[at + 6];
    turned[to + 112] = x[at + 7];
    turned[to + 128] = x[at + 8];
    turned[to + 144] = x[at + 9];
    turned[to + 160] = x[at + 10];
    turned[to + 176] = x[at + 11];
    turned[to + 192] = x[at + 12];
    turned[to + 208] = x[at + 13];
    turned[to + 224] = x[at + 14];
    turned[to + 240] = x[at + 15];
  }

  /// Four rows of d: eight sums, four broadcasts, two vectors of x.
  ///
  /// @param left panels until the end of the step
  /// @param wrap floats from the last panel of a step to the first of the next
  /// @param to where the sums are added, row after row
  /// @param secondTo distance from the sums of the first vector to those of the second
  private static void four(
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

  /// Eight rows of d, if there is no second vector of x.
  private static void eight(
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

  private static void one(
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
