package dev.rondo.engine.kernel;

import java.util.Arrays;

/// Plain loops: the readable reference for the other provider.
final class ScalarKernels implements Kernels {
  @Override
  public String description() {
    return "scalar";
  }

  @Override
  public int lanes() {
    return 1;
  }

  @Override
  public void product(
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
    for (int p = from; p < to; p++) {
      for (int row = 0; row < rows; ) {
        int height = Packing.block(rows - row);
        for (int r = 0; r < height; r++) {
          int zAt = z.at(s, p) + (row + r) * z.row();
          for (int b = 0; b < COLUMNS; b++) {
            float sum = onto ? z.values()[zAt + b] : packed[at + row + r];
            for (int first = 0; first < n; first += run) {
              int depth = Math.min(run, n - first);
              int weights = at + (first + 1) * rows + row * depth + r;
              float part = 0;
              for (int i = 0; i < depth; i++) {
                float value = x.values()[x.at(t, p) + (first + i) * x.row() + b];
                part = Math.fma(packed[weights + i * height], value, part);
              }
              sum += part;
            }
            z.values()[zAt + b] = sum;
          }
        }
        row += height;
      }
    }
  }

  @Override
  public void productSingle(
      float[] packed,
      int at,
      int rows,
      int n,
      float[] x,
      int xAt,
      float[] z,
      int zAt,
      boolean onto) {
    int depth = Kernels.depth(n);
    if (!onto) System.arraycopy(packed, at, z, zAt, rows);
    for (int first = 0; first < n; first += depth) {
      for (int r = 0; r < rows; r++) {
        float run = 0;
        for (int i = first; i < Math.min(n, first + depth); i++)
          run = Math.fma(packed[at + (i + 1) * rows + r], x[xAt + i], run);
        z[zAt + r] += run;
      }
    }
  }

  @Override
  public void outerSum(
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
    int whole = k - k % COLUMNS;
    int all = steps * panels;
    for (int j = 0; j < m; j++) {
      int to = dwAt + j * dwStride;
      for (int q = 0; q < all; q += RUN) {
        int end = Math.min(all, q + RUN);
        for (int i = 0; i < whole; i++) dw[to + i] += run(x, first, i, d, row + j, panels, q, end);
        for (int i = whole; i < k; i++)
          dw[to + i] += runInPartialSums(x, first, i, d, row + j, panels, q, end, scratch);
        dw[to + ones] += runOfOnes(d, row + j, panels, q, end, scratch);
      }
    }
  }

  private static float run(
      Panels x, int first, int i, Panels d, int row, int panels, int from, int to) {
    float sum = 0;
    for (int q = from; q < to; q++) {
      int xAt = x.at(first + q / panels, q % panels) + i * x.row();
      int dAt = d.at(q / panels, q % panels) + row * d.row();
      for (int b = 0; b < COLUMNS; b++)
        sum = Math.fma(d.values()[dAt + b], x.values()[xAt + b], sum);
    }
    return sum;
  }

  private static float runInPartialSums(
      Panels x,
      int first,
      int i,
      Panels d,
      int row,
      int panels,
      int from,
      int to,
      float[] partial) {
    Arrays.fill(partial, 0, COLUMNS, 0f);
    for (int q = from; q < to; q++) {
      int xAt = x.at(first + q / panels, q % panels) + i * x.row();
      int dAt = d.at(q / panels, q % panels) + row * d.row();
      for (int b = 0; b < COLUMNS; b++)
        partial[b] = Math.fma(d.values()[dAt + b], x.values()[xAt + b], partial[b]);
    }
    return Kernels.treeSum(partial, 0);
  }

  private static float runOfOnes(Panels d, int row, int panels, int from, int to, float[] partial) {
    Arrays.fill(partial, 0, COLUMNS, 0f);
    for (int q = from; q < to; q++) {
      int dAt = d.at(q / panels, q % panels) + row * d.row();
      for (int b = 0; b < COLUMNS; b++) partial[b] += d.values()[dAt + b];
    }
    return Kernels.treeSum(partial, 0);
  }

  @Override
  public void tanhForward(float[] z, int zAt, float[] h, int hAt, int n) {
    for (int i = 0; i < n; i++) h[hAt + i] = Rational.tanh(z[zAt + i]);
  }

  @Override
  public void tanhBackward(float[] z, int zAt, float[] h, int hAt, float[] dh, int dhAt, int n) {
    for (int i = 0; i < n; i++) {
      float y = h[hAt + i];
      z[zAt + i] = dh[dhAt + i] * Math.fma(-y, y, 1f);
    }
  }

  @Override
  public void reluForward(float[] z, int zAt, float[] h, int hAt, int n) {
    for (int i = 0; i < n; i++) h[hAt + i] = Math.max(0f, z[zAt + i]);
  }

  @Override
  public void reluBackward(float[] z, int zAt, float[] h, int hAt, float[] dh, int dhAt, int n) {
    for (int i = 0; i < n; i++) z[zAt + i] = h[hAt + i] > 0 ? dh[dhAt + i] : 0f;
  }

  @Override
  public void lstmForward(
      float[] gates, int gatesAt, float[] c, int cAt, int cNextAt, float[] h, int hNextAt, int n) {
    for (int b = 0; b < n; b++) {
      int gate = gatesAt + b;
      float i = Rational.sigmoid(gates[gate]);
      float f = Rational.sigmoid(gates[gate + n]);
      float g = Rational.tanh(gates[gate + 2 * n]);
      float o = Rational.sigmoid(gates[gate + 3 * n]);
      float next = Math.fma(f, c[cAt + b], i * g);
      gates[gate] = i;
      gates[gate + n] = f;
      gates[gate + 2 * n] = g;
      gates[gate + 3 * n] = o;
      c[cNextAt + b] = next;
      h[hNextAt + b] = o * Rational.tanh(next);
    }
  }

  @Override
  public void lstmBackward(
      float[] gates,
      int gatesAt,
      float[] c,
      int cAt,
      int cNextAt,
      float[] dh,
      float[] dc,
      int dAt,
      int n) {
    for (int b = 0; b < n; b++) {
      int gate = gatesAt + b;
      float i = gates[gate];
      float f = gates[gate + n];
      float g = gates[gate + 2 * n];
      float o = gates[gate + 3 * n];
      float d = dh[dAt + b];
      float y = Rational.tanh(c[cNextAt + b]);
      c[cNextAt + b] = y;
      float gradient = Math.fma(d * o, Math.fma(-y, y, 1f), dc[dAt + b]);
      gates[gate] = gradient * g * (i * (1f - i));
      gates[gate + n] = gradient * c[cAt + b] * (f * (1f - f));
      gates[gate + 2 * n] = gradient * i * Math.fma(-g, g, 1f);
      gates[gate + 3 * n] = d * y * (o * (1f - o));
      dc[dAt + b] = gradient * f;
    }
  }

  @Override
  public void gruForward(
      float[] gates, int gatesAt, float[] q, int qAt, float[] h, int hAt, int hNextAt, int n) {
    for (int b = 0; b < n; b++) {
      int gate = gatesAt + b;
      float z = Rational.sigmoid(gates[gate]);
      float r = Rational.sigmoid(gates[gate + n]);
      float g = Rational.tanh(Math.fma(r, q[qAt + b], gates[gate + 2 * n]));
      gates[gate] = z;
      gates[gate + n] = r;
      gates[gate + 2 * n] = g;
      h[hNextAt + b] = Math.fma(z, h[hAt + b] - g, g);
    }
  }

  @Override
  public void gruBackward(
      float[] gates,
      int gatesAt,
      float[] q,
      int qAt,
      float[] h,
      int hAt,
      float[] dh,
      int dhAt,
      int n) {
    for (int b = 0; b < n; b++) {
      int gate = gatesAt + b;
      float z = gates[gate];
      float r = gates[gate + n];
      float g = gates[gate + 2 * n];
      float d = dh[dhAt + b];
      float candidate = d * (1f - z) * Math.fma(-g, g, 1f);
      gates[gate] = d * (h[hAt + b] - g) * (z * (1f - z));
      gates[gate + n] = candidate * q[qAt + b] * (r * (1f - r));
      gates[gate + 2 * n] = candidate;
      q[qAt + b] = candidate * r;
      dh[dhAt + b] = d * z;
    }
  }

  @Override
  public void drop(
      float[] source,
      int sourceAt,
      float[] target,
      int targetAt,
      int rows,
      int position,
      int stride,
      int low,
      int high,
      int threshold,
      float scale) {
    for (int row = 0; row < rows; row++) {
      for (int b = 0; b < COLUMNS; b++) {
        int x = (position + row * stride + b) * 0x9E3779B9 + low;
        x = (x ^ (x >>> 16)) * 0x85EBCA6B + high;
        x = (x ^ (x >>> 13)) * 0xC2B2AE35;
        x ^= x >>> 16;
        int at = row * COLUMNS + b;
        target[targetAt + at] = source[sourceAt + at] * (x >>> 8 < threshold ? 0f : scale);
      }
    }
  }

  @Override
  public void incrementForward(float[] y, int at, int from, float sign, int n) {
    float square = INCREMENT_WIDTH * INCREMENT_WIDTH;
    for (int i = 0; i < n; i++) {
      float x = y[at + i];
      float root = (float) Math.sqrt(Math.fma(x, x, square));
      y[at + i] = Math.fma(0.5f * sign, x + root, y[from + i]);
    }
  }

  @Override
  public void incrementBackward(float[] y, float[] dy, int at, int from, float sign, int n) {
    float quarter = 0.25f * INCREMENT_WIDTH * INCREMENT_WIDTH;
    for (int i = 0; i < n; i++) {
      float g = y[at + i] - y[from + i];
      float d = dy[at + i];
      float square = g * g;
      dy[from + i] += d;
      dy[at + i] = sign * d * (square / (square + quarter));
    }
  }
}
