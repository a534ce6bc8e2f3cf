package dev.rondo.engine.kernel;

import static dev.rondo.engine.kernel.Kernels.COLUMNS;
import static dev.rondo.engine.kernel.Kernels.RUN;
import static dev.rondo.engine.kernel.Kernels.TURNED;
import static dev.rondo.engine.kernel.VectorLane.N;
import static dev.rondo.engine.kernel.VectorLane.V;
import static dev.rondo.engine.kernel.VectorLane.load;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// Sums over steps and columns. The columns of x are turned so that its rows become the lanes: then each sum has a lane of
/// its own, whatever the width of a vector, and none is added across.
final class VectorSums {
  /// Floats of the turned columns of 16 rows.
  private static final int TILE = RUN * COLUMNS * COLUMNS;

  /// Where the sums of a block stand in the scratch space.
  private static final int SUMS = RUN * COLUMNS * TURNED;

  /// Rows of d whose sums are added to dw together: a number of blocks.
  private static final int ROWS = 20;

  private static final VectorSpecies<Float> FOUR = FloatVector.SPECIES_128;

  // Numbers from 4 on, here below 0, are lanes of the second vector.
  private static final VectorShuffle<Float> LOW = VectorShuffle.fromValues(FOUR, 0, 4, 1, 5);
  private static final VectorShuffle<Float> HIGH = VectorShuffle.fromValues(FOUR, 2, 6, 3, 7);
  private static final VectorShuffle<Float> FIRST = VectorShuffle.fromValues(FOUR, 0, 1, 4, 5);
  private static final VectorShuffle<Float> LAST = VectorShuffle.fromValues(FOUR, 2, 3, 6, 7);

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
          for (int j = 0; j < m; j += ROWS) {
            int rows = Math.min(ROWS, m - j);
            for (int r = 0; r < rows; ) {
              int height = block(rows - r);
              block(
                  d,
                  step,
                  panel,
                  panels,
                  row + j + r,
                  height,
                  part,
                  width,
                  count,
                  scratch,
                  SUMS + r * 2 * N);
              r += height;
            }
            add(scratch, width, rows, dw, dwAt + (i + part) * dwStride + j, dwStride);
          }
        }
      }
    }
  }

  /// Rows of d in the next block when `left` are to come: fives, and as many fours as leave no ones where that can be.
  private static int block(int left) {
    if (left < 4) return 1;
    int fours = (5 - left % 5) % 5;
    return left == 4 * fours ? 4 : 5;
  }

  /// Adds the sums of `rows` rows of d and `width` rows of x, row of x by row, as dw holds them.
  private static void add(float[] scratch, int width, int rows, float[] dw, int to, int stride) {
    for (int c = 0; c < width; c++) {
      int at = to + c * stride;
      for (int r = 0; r < rows; r++) dw[at + r] += scratch[SUMS + r * 2 * N + c];
    }
  }

  /// Rows `[i, i + rows)` of `count` panels: column b of row r of panel q goes to tile r / 16, place (q, b, r % 16).
  private static void turn(
      Panels x, int t, int p, int panels, int i, int rows, int count, float[] scratch) {
    int step = t;
    int panel = p;
    for (int q = 0; q < count; q++) {
      int at = x.at(step, panel) + i * COLUMNS;
      int to = q * COLUMNS * COLUMNS;
      int r = 0;
      for (; r + 4 <= rows; r += 4)
        turnFour(x.values(), at + r * COLUMNS, scratch, to + r / COLUMNS * TILE + r % COLUMNS);
      for (; r < rows; r++) {
        int place = to + r / COLUMNS * TILE + r % COLUMNS;
        for (int b = 0; b < COLUMNS; b++)
          scratch[place + b * COLUMNS] = x.values()[at + r * COLUMNS + b];
      }
      if (++panel == panels) {
        panel = 0;
        step++;
      }
    }
  }

  /// Four rows of 16 columns become 16 rows of four.
  private static void turnFour(float[] x, int at, float[] turned, int to) {
    for (int b = 0; b < COLUMNS; b += 4) {
      FloatVector r0 = FloatVector.fromArray(FOUR, x, at + b);
      FloatVector r1 = FloatVector.fromArray(FOUR, x, at + COLUMNS + b);
      FloatVector r2 = FloatVector.fromArray(FOUR, x, at + 2 * COLUMNS + b);
      FloatVector r3 = FloatVector.fromArray(FOUR, x, at + 3 * COLUMNS + b);
      FloatVector low01 = r0.rearrange(LOW, r1);
      FloatVector high01 = r0.rearrange(HIGH, r1);
      FloatVector low23 = r2.rearrange(LOW, r3);
      FloatVector high23 = r2.rearrange(HIGH, r3);
      int place = to + b * COLUMNS;
      low01.rearrange(FIRST, low23).intoArray(turned, place);
      low01.rearrange(LAST, low23).intoArray(turned, place + COLUMNS);
      high01.rearrange(FIRST, high23).intoArray(turned, place + 2 * COLUMNS);
      high01.rearrange(LAST, high23).intoArray(turned, place + 3 * COLUMNS);
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
      float[] scratch,
      int to) {
    int at = d.at(step, panel) + row * d.row();
    int turnedAt = part / COLUMNS * TILE + part % COLUMNS;
    int other = part + N;
    int second = width <= N ? 0 : other / COLUMNS * TILE + other % COLUMNS - turnedAt;
    int wrap = d.step() - (panels - 1) * d.panel();
    int left = panels - panel;
    float[] values = d.values();
    int next = d.panel();
    if (height == 5 && second == 0) {
      fiveHalf(values, at, next, wrap, left, panels, turnedAt, count, scratch, to);
    } else if (height == 5) {
      five(values, at, next, wrap, left, panels, turnedAt, second, count, scratch, to);
    } else if (height == 4) {
      four(values, at, next, wrap, left, panels, turnedAt, second, count, scratch, to);
    } else {
      one(values, at, next, wrap, left, panels, turnedAt, second, count, scratch, to);
    }
  }

  /// Ten sums, five broadcasts, two vectors of x.
  ///
  /// @param left panels until the step is through
  /// @param wrap floats from the last panel of a step to the first of the next
  /// @param to where the sums go
  private static void five(
      float[] d,
      int at,
      int panel,
      int wrap,
      int left,
      int panels,
      int turnedAt,
      int second,
      int count,
      float[] scratch,
      int to) {
    FloatVector a0 = FloatVector.zero(V);
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector a3 = a0;
    FloatVector a4 = a0;
    FloatVector b0 = a0;
    FloatVector b1 = a0;
    FloatVector b2 = a0;
    FloatVector b3 = a0;
    FloatVector b4 = a0;
    int until = left;
    int from = at;
    int stop = at + COLUMNS;
    int end = turnedAt + count * COLUMNS * COLUMNS;
    for (int xAt = turnedAt; xAt < end; xAt += COLUMNS) {
      FloatVector xa = load(scratch, xAt);
      FloatVector xb = load(scratch, xAt + second);
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
      FloatVector d4 = FloatVector.broadcast(V, d[from + 4 * COLUMNS]);
      a4 = d4.fma(xa, a4);
      b4 = d4.fma(xb, b4);
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
    a0.intoArray(scratch, to);
    b0.intoArray(scratch, to + N);
    a1.intoArray(scratch, to + 2 * N);
    b1.intoArray(scratch, to + 3 * N);
    a2.intoArray(scratch, to + 4 * N);
    b2.intoArray(scratch, to + 5 * N);
    a3.intoArray(scratch, to + 6 * N);
    b3.intoArray(scratch, to + 7 * N);
    a4.intoArray(scratch, to + 8 * N);
    b4.intoArray(scratch, to + 9 * N);
  }

  /// For the last rows of x, where they fill one vector only.
  private static void fiveHalf(
      float[] d,
      int at,
      int panel,
      int wrap,
      int left,
      int panels,
      int turnedAt,
      int count,
      float[] scratch,
      int to) {
    FloatVector a0 = FloatVector.zero(V);
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector a3 = a0;
    FloatVector a4 = a0;
    int until = left;
    int from = at;
    int stop = at + COLUMNS;
    int end = turnedAt + count * COLUMNS * COLUMNS;
    for (int xAt = turnedAt; xAt < end; xAt += COLUMNS) {
      FloatVector xa = load(scratch, xAt);
      FloatVector d0 = FloatVector.broadcast(V, d[from]);
      a0 = d0.fma(xa, a0);
      FloatVector d1 = FloatVector.broadcast(V, d[from + COLUMNS]);
      a1 = d1.fma(xa, a1);
      FloatVector d2 = FloatVector.broadcast(V, d[from + 2 * COLUMNS]);
      a2 = d2.fma(xa, a2);
      FloatVector d3 = FloatVector.broadcast(V, d[from + 3 * COLUMNS]);
      a3 = d3.fma(xa, a3);
      FloatVector d4 = FloatVector.broadcast(V, d[from + 4 * COLUMNS]);
      a4 = d4.fma(xa, a4);
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
    a0.intoArray(scratch, to);
    a1.intoArray(scratch, to + 2 * N);
    a2.intoArray(scratch, to + 4 * N);
    a3.intoArray(scratch, to + 6 * N);
    a4.intoArray(scratch, to + 8 * N);
  }

  private static void four(
      float[] d,
      int at,
      int panel,
      int wrap,
      int left,
      int panels,
      int turnedAt,
      int second,
      int count,
      float[] scratch,
      int to) {
    FloatVector a0 = FloatVector.zero(V);
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector a3 = a0;
    FloatVector b0 = a0;
    FloatVector b1 = a0;
    FloatVector b2 = a0;
    FloatVector b3 = a0;
    int until = left;
    int from = at;
    int stop = at + COLUMNS;
    int end = turnedAt + count * COLUMNS * COLUMNS;
    for (int xAt = turnedAt; xAt < end; xAt += COLUMNS) {
      FloatVector xa = load(scratch, xAt);
      FloatVector xb = load(scratch, xAt + second);
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
    a0.intoArray(scratch, to);
    b0.intoArray(scratch, to + N);
    a1.intoArray(scratch, to + 2 * N);
    b1.intoArray(scratch, to + 3 * N);
    a2.intoArray(scratch, to + 4 * N);
    b2.intoArray(scratch, to + 5 * N);
    a3.intoArray(scratch, to + 6 * N);
    b3.intoArray(scratch, to + 7 * N);
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
      float[] scratch,
      int to) {
    FloatVector a0 = FloatVector.zero(V);
    FloatVector b0 = a0;
    int until = left;
    int from = at;
    int stop = at + COLUMNS;
    int end = turnedAt + count * COLUMNS * COLUMNS;
    for (int xAt = turnedAt; xAt < end; xAt += COLUMNS) {
      FloatVector xa = load(scratch, xAt);
      FloatVector xb = load(scratch, xAt + second);
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
    a0.intoArray(scratch, to);
    b0.intoArray(scratch, to + N);
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
