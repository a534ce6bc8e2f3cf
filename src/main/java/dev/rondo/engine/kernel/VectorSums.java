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
      int height = height(m - j, pair);
      int dFrom = at + j * COLUMNS;
      int to = dwAt + j * dwStride;
      if (height == 8 && pair) {
        VectorSumBlocks.wide(
            values, dFrom, next, wrap, left, panels, turned, turnedAt, second, count, dw, to,
            dwStride, secondTo);
      } else if (height == 8) {
        VectorSumBlocks.eight(
            values, dFrom, next, wrap, left, panels, turned, turnedAt, count, dw, to, dwStride);
      } else if (height == 4) {
        VectorSumBlocks.four(
            values, dFrom, next, wrap, left, panels, turned, turnedAt, second, count, dw, to,
            dwStride, secondTo);
      } else {
        VectorSumBlocks.one(
            values, dFrom, next, wrap, left, panels, turned, turnedAt, second, count, dw, to,
            secondTo);
      }
      j += height;
    }
  }

  /// Rows of d in the next block if `left` remain.
  private static int height(int left, boolean pair) {
    if (left >= 8 && (N == COLUMNS || !pair)) return 8;
    return left >= 4 && pair ? 4 : 1;
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
}
