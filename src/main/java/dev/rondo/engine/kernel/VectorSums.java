package dev.rondo.engine.kernel;

import static dev.rondo.engine.kernel.Kernels.COLUMNS;
import static dev.rondo.engine.kernel.Kernels.RUN;
import static dev.rondo.engine.kernel.Kernels.TURNED;
import static dev.rondo.engine.kernel.VectorLane.N;
import static dev.rondo.engine.kernel.VectorLane.V;
import static dev.rondo.engine.kernel.VectorLane.load;

import jdk.incubator.vector.FloatVector;

/// Sums over steps and columns. The columns of x are turned so that its rows become the lanes: then each sum has a lane of
/// its own, whatever the width of a vector, and none is added across.
final class VectorSums {
  /// Floats of the turned columns of 16 rows.
  private static final int TILE = RUN * COLUMNS * COLUMNS;

  /// Where the sums of a block stand in the scratch space.
  private static final int SUMS = RUN * COLUMNS * TURNED;

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
      float[] scratch) {
    if (m == 0) return;
    int all = steps * panels;
    for (int q = 0; q < all; q += RUN) {
      int count = Math.min(RUN, all - q);
      int step = q / panels;
      int panel = q % panels;
      for (int i = 0; i < k; i += TURNED) {
        int turned = Math.min(TURNED, k - i);
        turn(x, first + step, panel, panels, i, turned, count, scratch);
        for (int part = 0; part < turned; part += 2 * N) {
          int width = Math.min(2 * N, turned - part);
          for (int j = 0; j < m; ) {
            int height = Packing.block(m - j);
            block(d, step, panel, panels, row + j, height, part, width, count, scratch);
            int to = dwAt + (i + part) * dwStride + j;
            for (int r = 0; r < height; r++) {
              for (int c = 0; c < width; c++)
                dw[to + c * dwStride + r] += scratch[SUMS + r * 2 * N + c];
            }
            j += height;
          }
        }
      }
    }
  }

  /// Rows `[i, i + rows)` of `count` panels: column b of row r of panel q goes to tile r / 16, place (q, b, r % 16).
  private static void turn(
      Panels x, int t, int p, int panels, int i, int rows, int count, float[] scratch) {
    float[] values = x.values();
    int step = t;
    int panel = p;
    for (int q = 0; q < count; q++) {
      int at = x.at(step, panel) + i * x.row();
      for (int r = 0; r < rows; r++) {
        int to = r / COLUMNS * TILE + q * COLUMNS * COLUMNS + r % COLUMNS;
        for (int b = 0; b < COLUMNS; b++) scratch[to + b * COLUMNS] = values[at + b];
        at += x.row();
      }
      if (++panel == panels) {
        panel = 0;
        step++;
      }
    }
  }

  private static void block(
      Panels d,
      int step,
      int panel,
      int panels,
      int row,
      int height,
      int part,
      int width,
      int count,
      float[] scratch) {
    int at = d.at(step, panel) + row * d.row();
    int turnedAt = part / COLUMNS * TILE + part % COLUMNS;
    int next = part + N;
    int second = width <= N ? 0 : next / COLUMNS * TILE + next % COLUMNS - turnedAt;
    int wrap = d.step() - (panels - 1) * d.panel();
    if (height == 6) {
      if (second == 0)
        sixHalf(
            d.values(),
            at,
            d.row(),
            d.panel(),
            wrap,
            panels - panel,
            panels,
            turnedAt,
            count,
            scratch);
      else
        six(
            d.values(),
            at,
            d.row(),
            d.panel(),
            wrap,
            panels - panel,
            panels,
            turnedAt,
            second,
            count,
            scratch);
    } else if (height == 4) {
      four(
          d.values(),
          at,
          d.row(),
          d.panel(),
          wrap,
          panels - panel,
          panels,
          turnedAt,
          second,
          count,
          scratch);
    } else {
      one(
          d.values(),
          at,
          d.panel(),
          wrap,
          panels - panel,
          panels,
          turnedAt,
          second,
          count,
          scratch);
    }
  }

  /// @param left panels until the step is through
  /// @param wrap floats from the last panel of a step to the first of the next
  private static void six(
      float[] d,
      int at,
      int row,
      int panel,
      int wrap,
      int left,
      int panels,
      int turnedAt,
      int second,
      int count,
      float[] scratch) {
    FloatVector a0 = FloatVector.zero(V);
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector a3 = a0;
    FloatVector a4 = a0;
    FloatVector a5 = a0;
    FloatVector b0 = a0;
    FloatVector b1 = a0;
    FloatVector b2 = a0;
    FloatVector b3 = a0;
    FloatVector b4 = a0;
    FloatVector b5 = a0;
    int from = at;
    int xAt = turnedAt;
    int until = left;
    for (int q = 0; q < count; q++) {
      for (int b = 0; b < COLUMNS; b++) {
        FloatVector xa = load(scratch, xAt);
        FloatVector xb = load(scratch, xAt + second);
        FloatVector d0 = FloatVector.broadcast(V, d[from + b]);
        a0 = d0.fma(xa, a0);
        b0 = d0.fma(xb, b0);
        FloatVector d1 = FloatVector.broadcast(V, d[from + row + b]);
        a1 = d1.fma(xa, a1);
        b1 = d1.fma(xb, b1);
        FloatVector d2 = FloatVector.broadcast(V, d[from + 2 * row + b]);
        a2 = d2.fma(xa, a2);
        b2 = d2.fma(xb, b2);
        FloatVector d3 = FloatVector.broadcast(V, d[from + 3 * row + b]);
        a3 = d3.fma(xa, a3);
        b3 = d3.fma(xb, b3);
        FloatVector d4 = FloatVector.broadcast(V, d[from + 4 * row + b]);
        a4 = d4.fma(xa, a4);
        b4 = d4.fma(xb, b4);
        FloatVector d5 = FloatVector.broadcast(V, d[from + 5 * row + b]);
        a5 = d5.fma(xa, a5);
        b5 = d5.fma(xb, b5);
        xAt += COLUMNS;
      }
      if (--until == 0) {
        until = panels;
        from += wrap;
      } else {
        from += panel;
      }
    }
    a0.intoArray(scratch, SUMS);
    b0.intoArray(scratch, SUMS + N);
    a1.intoArray(scratch, SUMS + 2 * N);
    b1.intoArray(scratch, SUMS + 3 * N);
    a2.intoArray(scratch, SUMS + 4 * N);
    b2.intoArray(scratch, SUMS + 5 * N);
    a3.intoArray(scratch, SUMS + 6 * N);
    b3.intoArray(scratch, SUMS + 7 * N);
    a4.intoArray(scratch, SUMS + 8 * N);
    b4.intoArray(scratch, SUMS + 9 * N);
    a5.intoArray(scratch, SUMS + 10 * N);
    b5.intoArray(scratch, SUMS + 11 * N);
  }

  /// For the last rows of x, where they fill one vector only.
  private static void sixHalf(
      float[] d,
      int at,
      int row,
      int panel,
      int wrap,
      int left,
      int panels,
      int turnedAt,
      int count,
      float[] scratch) {
    FloatVector a0 = FloatVector.zero(V);
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector a3 = a0;
    FloatVector a4 = a0;
    FloatVector a5 = a0;
    int from = at;
    int xAt = turnedAt;
    int until = left;
    for (int q = 0; q < count; q++) {
      for (int b = 0; b < COLUMNS; b++) {
        FloatVector x = load(scratch, xAt);
        a0 = FloatVector.broadcast(V, d[from + b]).fma(x, a0);
        a1 = FloatVector.broadcast(V, d[from + row + b]).fma(x, a1);
        a2 = FloatVector.broadcast(V, d[from + 2 * row + b]).fma(x, a2);
        a3 = FloatVector.broadcast(V, d[from + 3 * row + b]).fma(x, a3);
        a4 = FloatVector.broadcast(V, d[from + 4 * row + b]).fma(x, a4);
        a5 = FloatVector.broadcast(V, d[from + 5 * row + b]).fma(x, a5);
        xAt += COLUMNS;
      }
      if (--until == 0) {
        until = panels;
        from += wrap;
      } else {
        from += panel;
      }
    }
    a0.intoArray(scratch, SUMS);
    a1.intoArray(scratch, SUMS + 2 * N);
    a2.intoArray(scratch, SUMS + 4 * N);
    a3.intoArray(scratch, SUMS + 6 * N);
    a4.intoArray(scratch, SUMS + 8 * N);
    a5.intoArray(scratch, SUMS + 10 * N);
  }

  private static void four(
      float[] d,
      int at,
      int row,
      int panel,
      int wrap,
      int left,
      int panels,
      int turnedAt,
      int second,
      int count,
      float[] scratch) {
    FloatVector a0 = FloatVector.zero(V);
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector a3 = a0;
    FloatVector b0 = a0;
    FloatVector b1 = a0;
    FloatVector b2 = a0;
    FloatVector b3 = a0;
    int from = at;
    int xAt = turnedAt;
    int until = left;
    for (int q = 0; q < count; q++) {
      for (int b = 0; b < COLUMNS; b++) {
        FloatVector xa = load(scratch, xAt);
        FloatVector xb = load(scratch, xAt + second);
        FloatVector d0 = FloatVector.broadcast(V, d[from + b]);
        a0 = d0.fma(xa, a0);
        b0 = d0.fma(xb, b0);
        FloatVector d1 = FloatVector.broadcast(V, d[from + row + b]);
        a1 = d1.fma(xa, a1);
        b1 = d1.fma(xb, b1);
        FloatVector d2 = FloatVector.broadcast(V, d[from + 2 * row + b]);
        a2 = d2.fma(xa, a2);
        b2 = d2.fma(xb, b2);
        FloatVector d3 = FloatVector.broadcast(V, d[from + 3 * row + b]);
        a3 = d3.fma(xa, a3);
        b3 = d3.fma(xb, b3);
        xAt += COLUMNS;
      }
      if (--until == 0) {
        until = panels;
        from += wrap;
      } else {
        from += panel;
      }
    }
    a0.intoArray(scratch, SUMS);
    b0.intoArray(scratch, SUMS + N);
    a1.intoArray(scratch, SUMS + 2 * N);
    b1.intoArray(scratch, SUMS + 3 * N);
    a2.intoArray(scratch, SUMS + 4 * N);
    b2.intoArray(scratch, SUMS + 5 * N);
    a3.intoArray(scratch, SUMS + 6 * N);
    b3.intoArray(scratch, SUMS + 7 * N);
  }

  private static void one(
      float[] d,
      int at,
      int panel,
      int wrap,
      int left,
      int panels,
      int turnedAt,
      int second,
      int count,
      float[] scratch) {
    FloatVector first = FloatVector.zero(V);
    FloatVector other = first;
    int from = at;
    int xAt = turnedAt;
    int until = left;
    for (int q = 0; q < count; q++) {
      for (int b = 0; b < COLUMNS; b++) {
        FloatVector value = FloatVector.broadcast(V, d[from + b]);
        first = value.fma(load(scratch, xAt), first);
        other = value.fma(load(scratch, xAt + second), other);
        xAt += COLUMNS;
      }
      if (--until == 0) {
        until = panels;
        from += wrap;
      } else {
        from += panel;
      }
    }
    first.intoArray(scratch, SUMS);
    other.intoArray(scratch, SUMS + N);
  }

  static void rowSum(
      float[] db, int dbAt, int m, Panels d, int row, int steps, int panels, float[] scratch) {
    int all = steps * panels;
    for (int q = 0; q < all; q += RUN) {
      int count = Math.min(RUN, all - q);
      for (int j = 0; j < m; j++) {
        for (int part = 0; part < COLUMNS; part += N) {
          FloatVector sum = FloatVector.zero(V);
          int panel = q % panels;
          int at = d.at(q / panels, panel) + (row + j) * d.row() + part;
          for (int i = 0; i < count; i++) {
            sum = sum.add(load(d.values(), at));
            at += d.panel();
            if (++panel == panels) {
              panel = 0;
              at += d.step() - panels * d.panel();
            }
          }
          sum.intoArray(scratch, part);
        }
        db[dbAt + j] += Kernels.sumLanes(scratch, 0);
      }
    }
  }
}
