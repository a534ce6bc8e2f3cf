package dev.rondo.engine.kernel;

import java.util.Arrays;

/// Plain loops: readable, and the reference for the other provider.
final class ScalarKernels implements Kernels {
  @Override
  public String description() {
    return "scalar";
  }

  @Override
  public void fillRows(float[] bias, int biasAt, int rows, float[] z, int zAt, Lanes lanes) {
    for (int m = 0; m < rows; m++) {
      int row = zAt + m * lanes.stride();
      Arrays.fill(z, row + lanes.from(), row + lanes.to(), bias[biasAt + m]);
    }
  }

  @Override
  public void addRows(float[] bias, int biasAt, int rows, float[] z, int zAt, Lanes lanes) {
    for (int m = 0; m < rows; m++) {
      int row = zAt + m * lanes.stride();
      float value = bias[biasAt + m];
      for (int b = lanes.from(); b < lanes.to(); b++) z[row + b] += value;
    }
  }

  @Override
  public void product(
      float[] w,
      int wAt,
      int wStride,
      int k,
      int m,
      float[] x,
      int xAt,
      float[] z,
      int zAt,
      Lanes lanes) {
    for (int row = 0; row < m; row++) {
      int zRow = zAt + row * lanes.stride();
      for (int i = 0; i < k; i++) {
        float weight = w[wAt + i * wStride + row];
        int xRow = xAt + i * lanes.stride();
        for (int b = lanes.from(); b < lanes.to(); b++) {
          z[zRow + b] = Math.fma(weight, x[xRow + b], z[zRow + b]);
        }
      }
    }
  }

  @Override
  public void productTransposed(
      float[] w,
      int wAt,
      int wStride,
      int k,
      int m,
      float[] dz,
      int dzAt,
      float[] dx,
      int dxAt,
      Lanes lanes) {
    for (int i = 0; i < k; i++) {
      int dxRow = dxAt + i * lanes.stride();
      for (int row = 0; row < m; row++) {
        float weight = w[wAt + i * wStride + row];
        int dzRow = dzAt + row * lanes.stride();
        for (int b = lanes.from(); b < lanes.to(); b++) {
          dx[dxRow + b] = Math.fma(weight, dz[dzRow + b], dx[dxRow + b]);
        }
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
      Steps x,
      Steps dz,
      int steps,
      Lanes lanes,
      float[] scratch) {
    int run = Kernels.stepsPerRun(lanes);
    for (int first = 0; first < steps; first += run) {
      int last = Math.min(steps, first + run);
      for (int i = 0; i < k; i++) {
        for (int row = 0; row < m; row++) {
          Arrays.fill(scratch, 0, Lanes.GROUP, 0f);
          for (int t = first; t < last; t++) {
            int xRow = x.at() + t * x.stride() + i * lanes.stride();
            int dzRow = dz.at() + t * dz.stride() + row * lanes.stride();
            for (int b = lanes.from(); b < lanes.to(); b += Lanes.GROUP) {
              for (int lane = 0; lane < Lanes.GROUP; lane++) {
                scratch[lane] =
                    Math.fma(
                        x.values()[xRow + b + lane], dz.values()[dzRow + b + lane], scratch[lane]);
              }
            }
          }
          dw[dwAt + i * dwStride + row] += Kernels.sumLanes(scratch, 0);
        }
      }
    }
  }

  @Override
  public void rowSum(
      float[] db, int dbAt, int m, Steps dz, int steps, Lanes lanes, float[] scratch) {
    int run = Kernels.stepsPerRun(lanes);
    for (int first = 0; first < steps; first += run) {
      int last = Math.min(steps, first + run);
      for (int row = 0; row < m; row++) {
        Arrays.fill(scratch, 0, Lanes.GROUP, 0f);
        for (int t = first; t < last; t++) {
          int dzRow = dz.at() + t * dz.stride() + row * lanes.stride();
          for (int b = lanes.from(); b < lanes.to(); b += Lanes.GROUP) {
            for (int lane = 0; lane < Lanes.GROUP; lane++)
              scratch[lane] += dz.values()[dzRow + b + lane];
          }
        }
        db[dbAt + row] += Kernels.sumLanes(scratch, 0);
      }
    }
  }

  @Override
  public void tanhForward(int rows, float[] z, int zAt, float[] h, int hAt, Lanes lanes) {
    for (int row = 0; row < rows; row++) {
      int at = row * lanes.stride();
      for (int b = at + lanes.from(); b < at + lanes.to(); b++)
        h[hAt + b] = Rational.tanh(z[zAt + b]);
    }
  }

  @Override
  public void tanhBackward(
      int rows, float[] z, int zAt, float[] h, int hAt, float[] dh, Lanes lanes) {
    for (int row = 0; row < rows; row++) {
      int at = row * lanes.stride();
      for (int b = at + lanes.from(); b < at + lanes.to(); b++) {
        float y = h[hAt + b];
        z[zAt + b] = dh[b] * Math.fma(-y, y, 1f);
        dh[b] = 0;
      }
    }
  }

  @Override
  public void reluForward(int rows, float[] z, int zAt, float[] h, int hAt, Lanes lanes) {
    for (int row = 0; row < rows; row++) {
      int at = row * lanes.stride();
      for (int b = at + lanes.from(); b < at + lanes.to(); b++)
        h[hAt + b] = Math.max(0f, z[zAt + b]);
    }
  }

  @Override
  public void reluBackward(
      int rows, float[] z, int zAt, float[] h, int hAt, float[] dh, Lanes lanes) {
    for (int row = 0; row < rows; row++) {
      int at = row * lanes.stride();
      for (int b = at + lanes.from(); b < at + lanes.to(); b++) {
        z[zAt + b] = h[hAt + b] > 0 ? dh[b] : 0f;
        dh[b] = 0;
      }
    }
  }

  @Override
  public void lstmForward(
      int units,
      float[] gates,
      int gatesAt,
      float[] c,
      int cAt,
      int cNextAt,
      float[] h,
      int hNextAt,
      Lanes lanes) {
    int block = units * lanes.stride();
    for (int row = 0; row < units; row++) {
      int at = row * lanes.stride();
      for (int b = at + lanes.from(); b < at + lanes.to(); b++) {
        int gate = gatesAt + b;
        float i = Rational.sigmoid(gates[gate]);
        float f = Rational.sigmoid(gates[gate + block]);
        float g = Rational.tanh(gates[gate + 2 * block]);
        float o = Rational.sigmoid(gates[gate + 3 * block]);
        float next = Math.fma(f, c[cAt + b], i * g);
        gates[gate] = i;
        gates[gate + block] = f;
        gates[gate + 2 * block] = g;
        gates[gate + 3 * block] = o;
        c[cNextAt + b] = next;
        h[hNextAt + b] = o * Rational.tanh(next);
      }
    }
  }

  @Override
  public void lstmBackward(
      int units,
      float[] gates,
      int gatesAt,
      float[] c,
      int cAt,
      int cNextAt,
      float[] dh,
      float[] dc,
      Lanes lanes) {
    int block = units * lanes.stride();
    for (int row = 0; row < units; row++) {
      int at = row * lanes.stride();
      for (int b = at + lanes.from(); b < at + lanes.to(); b++) {
        int gate = gatesAt + b;
        float i = gates[gate];
        float f = gates[gate + block];
        float g = gates[gate + 2 * block];
        float o = gates[gate + 3 * block];
        float y = Rational.tanh(c[cNextAt + b]);
        float gradient = Math.fma(dh[b] * o, Math.fma(-y, y, 1f), dc[b]);
        gates[gate] = gradient * g * (i * (1f - i));
        gates[gate + block] = gradient * c[cAt + b] * (f * (1f - f));
        gates[gate + 2 * block] = gradient * i * Math.fma(-g, g, 1f);
        gates[gate + 3 * block] = dh[b] * y * (o * (1f - o));
        dc[b] = gradient * f;
        dh[b] = 0;
      }
    }
  }

  @Override
  public void gruForward(
      int units,
      float[] gates,
      int gatesAt,
      float[] q,
      int qAt,
      float[] h,
      int hAt,
      int hNextAt,
      Lanes lanes) {
    int block = units * lanes.stride();
    for (int row = 0; row < units; row++) {
      int at = row * lanes.stride();
      for (int b = at + lanes.from(); b < at + lanes.to(); b++) {
        int gate = gatesAt + b;
        float z = Rational.sigmoid(gates[gate]);
        float r = Rational.sigmoid(gates[gate + block]);
        float g = Rational.tanh(Math.fma(r, q[qAt + b], gates[gate + 2 * block]));
        gates[gate] = z;
        gates[gate + block] = r;
        gates[gate + 2 * block] = g;
        h[hNextAt + b] = Math.fma(z, h[hAt + b] - g, g);
      }
    }
  }

  @Override
  public void gruBackward(
      int units,
      float[] gates,
      int gatesAt,
      float[] q,
      int qAt,
      float[] h,
      int hAt,
      float[] dh,
      Lanes lanes) {
    int block = units * lanes.stride();
    for (int row = 0; row < units; row++) {
      int at = row * lanes.stride();
      for (int b = at + lanes.from(); b < at + lanes.to(); b++) {
        int gate = gatesAt + b;
        float z = gates[gate];
        float r = gates[gate + block];
        float g = gates[gate + 2 * block];
        float candidate = dh[b] * (1f - z) * Math.fma(-g, g, 1f);
        gates[gate] = dh[b] * (h[hAt + b] - g) * (z * (1f - z));
        gates[gate + block] = candidate * q[qAt + b] * (r * (1f - r));
        gates[gate + 2 * block] = candidate;
        q[qAt + b] = candidate * r;
        dh[b] = dh[b] * z;
      }
    }
  }
}
