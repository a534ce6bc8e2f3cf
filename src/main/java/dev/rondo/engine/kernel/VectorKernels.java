package dev.rondo.engine.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// The primitives on the Vector API. Columns are vectors, weights are broadcast; products run in register blocks.
final class VectorKernels implements Kernels {
  private static final VectorSpecies<Float> V = species();
  private static final int N = V.length();

  /// The processor's width, at most 16 lanes; the system property `rondo.lanes` (4, 8 or 16) forces another.
  private static VectorSpecies<Float> species() {
    return switch (Integer.getInteger(
        "rondo.lanes", Math.min(16, FloatVector.SPECIES_PREFERRED.length()))) {
      case 16 -> FloatVector.SPECIES_512;
      case 8 -> FloatVector.SPECIES_256;
      default -> FloatVector.SPECIES_128;
    };
  }

  @Override
  public String description() {
    return "vector, " + N + " lanes";
  }

  @Override
  public void fillRows(float[] bias, int biasAt, int rows, float[] z, int zAt, Lanes lanes) {
    for (int m = 0; m < rows; m++) {
      int row = zAt + m * lanes.stride();
      FloatVector value = FloatVector.broadcast(V, bias[biasAt + m]);
      for (int b = row + lanes.from(); b < row + lanes.to(); b += N) value.intoArray(z, b);
    }
  }

  @Override
  public void addRows(float[] bias, int biasAt, int rows, float[] z, int zAt, Lanes lanes) {
    for (int m = 0; m < rows; m++) {
      int row = zAt + m * lanes.stride();
      float value = bias[biasAt + m];
      for (int b = row + lanes.from(); b < row + lanes.to(); b += N)
        load(z, b).add(value).intoArray(z, b);
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
    multiply(w, wAt, wStride, 1, m, k, x, xAt, z, zAt, lanes);
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
    multiply(w, wAt, 1, wStride, k, m, dz, dzAt, dx, dxAt, lanes);
  }

  /// `y[r] += sum over i < n of w[i * inner + r * outer] x[i]` for `rows` rows r.
  private static void multiply(
      float[] w,
      int wAt,
      int inner,
      int outer,
      int rows,
      int n,
      float[] x,
      int xAt,
      float[] y,
      int yAt,
      Lanes lanes) {
    int stride = lanes.stride();
    int pairs = lanes.from() + (lanes.to() - lanes.from()) / (2 * N) * (2 * N);
    int row = 0;
    for (; row + 6 <= rows; row += 6) {
      for (int b = lanes.from(); b < pairs; b += 2 * N) {
        multiply6x2(
            w, wAt + row * outer, inner, outer, n, x, xAt + b, y, yAt + row * stride + b, stride);
      }
    }
    for (; row + 2 <= rows; row += 2) {
      for (int b = lanes.from(); b < pairs; b += 2 * N) {
        multiply2x2(
            w, wAt + row * outer, inner, outer, n, x, xAt + b, y, yAt + row * stride + b, stride);
      }
    }
    for (; row < rows; row++) {
      for (int b = lanes.from(); b < pairs; b += N) {
        multiply1x1(w, wAt + row * outer, inner, n, x, xAt + b, y, yAt + row * stride + b, stride);
      }
    }
    for (int b = pairs; b < lanes.to(); b += N) {
      for (row = 0; row < rows; row++) {
        multiply1x1(w, wAt + row * outer, inner, n, x, xAt + b, y, yAt + row * stride + b, stride);
      }
    }
  }

  /// Six rows by two vectors: twelve sums, which with two inputs and a weight fill the sixteen registers of AVX2.
  private static void multiply6x2(
      float[] w,
      int wAt,
      int inner,
      int outer,
      int n,
      float[] x,
      int xAt,
      float[] y,
      int yAt,
      int stride) {
    int y1 = yAt + stride;
    int y2 = y1 + stride;
    int y3 = y2 + stride;
    int y4 = y3 + stride;
    int y5 = y4 + stride;
    FloatVector a0 = load(y, yAt);
    FloatVector b0 = load(y, yAt + N);
    FloatVector a1 = load(y, y1);
    FloatVector b1 = load(y, y1 + N);
    FloatVector a2 = load(y, y2);
    FloatVector b2 = load(y, y2 + N);
    FloatVector a3 = load(y, y3);
    FloatVector b3 = load(y, y3 + N);
    FloatVector a4 = load(y, y4);
    FloatVector b4 = load(y, y4 + N);
    FloatVector a5 = load(y, y5);
    FloatVector b5 = load(y, y5 + N);
    for (int i = 0; i < n; i++) {
      FloatVector xa = load(x, xAt);
      FloatVector xb = load(x, xAt + N);
      FloatVector w0 = FloatVector.broadcast(V, w[wAt]);
      a0 = w0.fma(xa, a0);
      b0 = w0.fma(xb, b0);
      FloatVector w1 = FloatVector.broadcast(V, w[wAt + outer]);
      a1 = w1.fma(xa, a1);
      b1 = w1.fma(xb, b1);
      FloatVector w2 = FloatVector.broadcast(V, w[wAt + 2 * outer]);
      a2 = w2.fma(xa, a2);
      b2 = w2.fma(xb, b2);
      FloatVector w3 = FloatVector.broadcast(V, w[wAt + 3 * outer]);
      a3 = w3.fma(xa, a3);
      b3 = w3.fma(xb, b3);
      FloatVector w4 = FloatVector.broadcast(V, w[wAt + 4 * outer]);
      a4 = w4.fma(xa, a4);
      b4 = w4.fma(xb, b4);
      FloatVector w5 = FloatVector.broadcast(V, w[wAt + 5 * outer]);
      a5 = w5.fma(xa, a5);
      b5 = w5.fma(xb, b5);
      wAt += inner;
      xAt += stride;
    }
    a0.intoArray(y, yAt);
    b0.intoArray(y, yAt + N);
    a1.intoArray(y, y1);
    b1.intoArray(y, y1 + N);
    a2.intoArray(y, y2);
    b2.intoArray(y, y2 + N);
    a3.intoArray(y, y3);
    b3.intoArray(y, y3 + N);
    a4.intoArray(y, y4);
    b4.intoArray(y, y4 + N);
    a5.intoArray(y, y5);
    b5.intoArray(y, y5 + N);
  }

  private static void multiply2x2(
      float[] w,
      int wAt,
      int inner,
      int outer,
      int n,
      float[] x,
      int xAt,
      float[] y,
      int yAt,
      int stride) {
    int y1 = yAt + stride;
    FloatVector a0 = load(y, yAt);
    FloatVector b0 = load(y, yAt + N);
    FloatVector a1 = load(y, y1);
    FloatVector b1 = load(y, y1 + N);
    for (int i = 0; i < n; i++) {
      FloatVector xa = load(x, xAt);
      FloatVector xb = load(x, xAt + N);
      FloatVector w0 = FloatVector.broadcast(V, w[wAt]);
      a0 = w0.fma(xa, a0);
      b0 = w0.fma(xb, b0);
      FloatVector w1 = FloatVector.broadcast(V, w[wAt + outer]);
      a1 = w1.fma(xa, a1);
      b1 = w1.fma(xb, b1);
      wAt += inner;
      xAt += stride;
    }
    a0.intoArray(y, yAt);
    b0.intoArray(y, yAt + N);
    a1.intoArray(y, y1);
    b1.intoArray(y, y1 + N);
  }

  private static void multiply1x1(
      float[] w, int wAt, int inner, int n, float[] x, int xAt, float[] y, int yAt, int stride) {
    FloatVector sum = load(y, yAt);
    for (int i = 0; i < n; i++) {
      sum = FloatVector.broadcast(V, w[wAt]).fma(load(x, xAt), sum);
      wAt += inner;
      xAt += stride;
    }
    sum.intoArray(y, yAt);
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
      int i = 0;
      for (; i + 3 <= k; i += 3) {
        int row = 0;
        for (; row + 4 <= m; row += 4) {
          outer3x4(x, i, dz, row, first, last, lanes, scratch);
          for (int r = 0; r < 12; r++) {
            dw[dwAt + (i + r / 4) * dwStride + row + r % 4] +=
                Kernels.sumLanes(scratch, r * Lanes.GROUP);
          }
        }
        for (; row < m; row++) {
          for (int r = 0; r < 3; r++) {
            outer1x1(x, i + r, dz, row, first, last, lanes, scratch);
            dw[dwAt + (i + r) * dwStride + row] += Kernels.sumLanes(scratch, 0);
          }
        }
      }
      for (; i < k; i++) {
        for (int row = 0; row < m; row++) {
          outer1x1(x, i, dz, row, first, last, lanes, scratch);
          dw[dwAt + i * dwStride + row] += Kernels.sumLanes(scratch, 0);
        }
      }
    }
  }

  private static void outer3x4(
      Steps x, int i, Steps dz, int row, int first, int last, Lanes lanes, float[] scratch) {
    int stride = lanes.stride();
    float[] xs = x.values();
    float[] ds = dz.values();
    for (int part = 0; part < Lanes.GROUP; part += N) {
      FloatVector a0 = FloatVector.zero(V);
      FloatVector a1 = a0;
      FloatVector a2 = a0;
      FloatVector a3 = a0;
      FloatVector b0 = a0;
      FloatVector b1 = a0;
      FloatVector b2 = a0;
      FloatVector b3 = a0;
      FloatVector c0 = a0;
      FloatVector c1 = a0;
      FloatVector c2 = a0;
      FloatVector c3 = a0;
      for (int t = first; t < last; t++) {
        int xAt = x.at() + t * x.stride() + i * stride + part;
        int dAt = dz.at() + t * dz.stride() + row * stride + part;
        for (int b = lanes.from(); b < lanes.to(); b += Lanes.GROUP) {
          FloatVector x0 = load(xs, xAt + b);
          FloatVector x1 = load(xs, xAt + stride + b);
          FloatVector x2 = load(xs, xAt + 2 * stride + b);
          FloatVector d0 = load(ds, dAt + b);
          a0 = x0.fma(d0, a0);
          b0 = x1.fma(d0, b0);
          c0 = x2.fma(d0, c0);
          FloatVector d1 = load(ds, dAt + stride + b);
          a1 = x0.fma(d1, a1);
          b1 = x1.fma(d1, b1);
          c1 = x2.fma(d1, c1);
          FloatVector d2 = load(ds, dAt + 2 * stride + b);
          a2 = x0.fma(d2, a2);
          b2 = x1.fma(d2, b2);
          c2 = x2.fma(d2, c2);
          FloatVector d3 = load(ds, dAt + 3 * stride + b);
          a3 = x0.fma(d3, a3);
          b3 = x1.fma(d3, b3);
          c3 = x2.fma(d3, c3);
        }
      }
      a0.intoArray(scratch, part);
      a1.intoArray(scratch, Lanes.GROUP + part);
      a2.intoArray(scratch, 2 * Lanes.GROUP + part);
      a3.intoArray(scratch, 3 * Lanes.GROUP + part);
      b0.intoArray(scratch, 4 * Lanes.GROUP + part);
      b1.intoArray(scratch, 5 * Lanes.GROUP + part);
      b2.intoArray(scratch, 6 * Lanes.GROUP + part);
      b3.intoArray(scratch, 7 * Lanes.GROUP + part);
      c0.intoArray(scratch, 8 * Lanes.GROUP + part);
      c1.intoArray(scratch, 9 * Lanes.GROUP + part);
      c2.intoArray(scratch, 10 * Lanes.GROUP + part);
      c3.intoArray(scratch, 11 * Lanes.GROUP + part);
    }
  }

  private static void outer1x1(
      Steps x, int i, Steps dz, int row, int first, int last, Lanes lanes, float[] scratch) {
    float[] xs = x.values();
    float[] ds = dz.values();
    for (int part = 0; part < Lanes.GROUP; part += N) {
      FloatVector sum = FloatVector.zero(V);
      for (int t = first; t < last; t++) {
        int xAt = x.at() + t * x.stride() + i * lanes.stride() + part;
        int dAt = dz.at() + t * dz.stride() + row * lanes.stride() + part;
        for (int b = lanes.from(); b < lanes.to(); b += Lanes.GROUP) {
          sum = load(xs, xAt + b).fma(load(ds, dAt + b), sum);
        }
      }
      sum.intoArray(scratch, part);
    }
  }

  @Override
  public void rowSum(
      float[] db, int dbAt, int m, Steps dz, int steps, Lanes lanes, float[] scratch) {
    int run = Kernels.stepsPerRun(lanes);
    float[] ds = dz.values();
    for (int first = 0; first < steps; first += run) {
      int last = Math.min(steps, first + run);
      for (int row = 0; row < m; row++) {
        for (int part = 0; part < Lanes.GROUP; part += N) {
          FloatVector sum = FloatVector.zero(V);
          for (int t = first; t < last; t++) {
            int dAt = dz.at() + t * dz.stride() + row * lanes.stride() + part;
            for (int b = lanes.from(); b < lanes.to(); b += Lanes.GROUP)
              sum = sum.add(load(ds, dAt + b));
          }
          sum.intoArray(scratch, part);
        }
        db[dbAt + row] += Kernels.sumLanes(scratch, 0);
      }
    }
  }

  @Override
  public void tanhForward(int rows, float[] z, int zAt, float[] h, int hAt, Lanes lanes) {
    for (int row = 0; row < rows; row++) {
      int at = row * lanes.stride();
      tanhs(z, zAt, h, hAt, at + lanes.from(), at + lanes.to());
    }
  }

  @Override
  public void tanhBackward(
      int rows, float[] z, int zAt, float[] h, int hAt, float[] dh, Lanes lanes) {
    FloatVector zero = FloatVector.zero(V);
    for (int row = 0; row < rows; row++) {
      int at = row * lanes.stride();
      for (int b = at + lanes.from(); b < at + lanes.to(); b += N) {
        load(dh, b).mul(oneMinusSquare(load(h, hAt + b))).intoArray(z, zAt + b);
        zero.intoArray(dh, b);
      }
    }
  }

  @Override
  public void reluForward(int rows, float[] z, int zAt, float[] h, int hAt, Lanes lanes) {
    for (int row = 0; row < rows; row++) {
      int at = row * lanes.stride();
      for (int b = at + lanes.from(); b < at + lanes.to(); b += N)
        load(z, zAt + b).max(0f).intoArray(h, hAt + b);
    }
  }

  @Override
  public void reluBackward(
      int rows, float[] z, int zAt, float[] h, int hAt, float[] dh, Lanes lanes) {
    FloatVector zero = FloatVector.zero(V);
    for (int row = 0; row < rows; row++) {
      int at = row * lanes.stride();
      for (int b = at + lanes.from(); b < at + lanes.to(); b += N) {
        zero.blend(load(dh, b), load(h, hAt + b).compare(VectorOperators.GT, 0f))
            .intoArray(z, zAt + b);
        zero.intoArray(dh, b);
      }
    }
  }

  // One sweep for each gate of a row: four rational functions in one loop are more than the
  // compiler takes.
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
      int from = row * lanes.stride() + lanes.from();
      int to = row * lanes.stride() + lanes.to();
      sigmoids(gates, gatesAt, gates, gatesAt, from, to);
      sigmoids(gates, gatesAt + block, gates, gatesAt + block, from, to);
      tanhs(gates, gatesAt + 2 * block, gates, gatesAt + 2 * block, from, to);
      sigmoids(gates, gatesAt + 3 * block, gates, gatesAt + 3 * block, from, to);
      for (int b = from; b < to; b += N) {
        FloatVector i = load(gates, gatesAt + b);
        FloatVector f = load(gates, gatesAt + block + b);
        FloatVector g = load(gates, gatesAt + 2 * block + b);
        FloatVector o = load(gates, gatesAt + 3 * block + b);
        FloatVector next = f.fma(load(c, cAt + b), i.mul(g));
        next.intoArray(c, cNextAt + b);
        o.mul(tanh(next)).intoArray(h, hNextAt + b);
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
    FloatVector zero = FloatVector.zero(V);
    FloatVector one = FloatVector.broadcast(V, 1f);
    for (int row = 0; row < units; row++) {
      int at = row * lanes.stride();
      for (int b = at + lanes.from(); b < at + lanes.to(); b += N) {
        int gate = gatesAt + b;
        FloatVector i = FloatVector.fromArray(V, gates, gate);
        FloatVector f = FloatVector.fromArray(V, gates, gate + block);
        FloatVector g = FloatVector.fromArray(V, gates, gate + 2 * block);
        FloatVector o = FloatVector.fromArray(V, gates, gate + 3 * block);
        FloatVector d = FloatVector.fromArray(V, dh, b);
        FloatVector y = tanh(FloatVector.fromArray(V, c, cNextAt + b));
        FloatVector gradient = d.mul(o).fma(y.neg().fma(y, one), FloatVector.fromArray(V, dc, b));
        gradient.mul(g).mul(i.mul(one.sub(i))).intoArray(gates, gate);
        gradient
            .mul(FloatVector.fromArray(V, c, cAt + b))
            .mul(f.mul(one.sub(f)))
            .intoArray(gates, gate + block);
        gradient.mul(i).mul(g.neg().fma(g, one)).intoArray(gates, gate + 2 * block);
        d.mul(y).mul(o.mul(one.sub(o))).intoArray(gates, gate + 3 * block);
        gradient.mul(f).intoArray(dc, b);
        zero.intoArray(dh, b);
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
      int from = row * lanes.stride() + lanes.from();
      int to = row * lanes.stride() + lanes.to();
      sigmoids(gates, gatesAt, gates, gatesAt, from, to);
      sigmoids(gates, gatesAt + block, gates, gatesAt + block, from, to);
      for (int b = from; b < to; b += N) {
        int gate = gatesAt + b;
        FloatVector z = load(gates, gate);
        FloatVector r = load(gates, gate + block);
        FloatVector g = tanh(r.fma(load(q, qAt + b), load(gates, gate + 2 * block)));
        g.intoArray(gates, gate + 2 * block);
        z.fma(load(h, hAt + b).sub(g), g).intoArray(h, hNextAt + b);
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
    FloatVector one = FloatVector.broadcast(V, 1f);
    for (int row = 0; row < units; row++) {
      int at = row * lanes.stride();
      for (int b = at + lanes.from(); b < at + lanes.to(); b += N) {
        int gate = gatesAt + b;
        FloatVector z = load(gates, gate);
        FloatVector r = load(gates, gate + block);
        FloatVector g = load(gates, gate + 2 * block);
        FloatVector d = load(dh, b);
        FloatVector candidate = d.mul(one.sub(z)).mul(oneMinusSquare(g));
        d.mul(load(h, hAt + b).sub(g)).mul(slope(z)).intoArray(gates, gate);
        candidate.mul(load(q, qAt + b)).mul(slope(r)).intoArray(gates, gate + block);
        candidate.intoArray(gates, gate + 2 * block);
        candidate.mul(r).intoArray(q, qAt + b);
        d.mul(z).intoArray(dh, b);
      }
    }
  }

  // Two vectors at a time, written out: a method of this size is compiled on its own, where smaller
  // ones would all be
  // inlined into one gate sweep too large for the compiler to keep its vectors in registers.
  private static void tanhs(float[] z, int zAt, float[] h, int hAt, int from, int to) {
    FloatVector high = FloatVector.broadcast(V, Rational.LIMIT);
    FloatVector low = FloatVector.broadcast(V, -Rational.LIMIT);
    FloatVector one = FloatVector.broadcast(V, 1f);
    FloatVector p1 = FloatVector.broadcast(V, Rational.P1);
    FloatVector p2 = FloatVector.broadcast(V, Rational.P2);
    FloatVector p3 = FloatVector.broadcast(V, Rational.P3);
    FloatVector p4 = FloatVector.broadcast(V, Rational.P4);
    FloatVector q1 = FloatVector.broadcast(V, Rational.Q1);
    FloatVector q2 = FloatVector.broadcast(V, Rational.Q2);
    FloatVector q3 = FloatVector.broadcast(V, Rational.Q3);
    FloatVector q4 = FloatVector.broadcast(V, Rational.Q4);
    int b = from;
    for (; b + 2 * N <= to; b += 2 * N) {
      FloatVector v0 = load(z, zAt + b);
      FloatVector x0 = v0.blend(high, v0.compare(VectorOperators.GT, high));
      x0 = x0.blend(low, v0.compare(VectorOperators.LT, low));
      FloatVector u0 = x0.mul(x0);
      FloatVector v1 = load(z, zAt + b + N);
      FloatVector x1 = v1.blend(high, v1.compare(VectorOperators.GT, high));
      x1 = x1.blend(low, v1.compare(VectorOperators.LT, low));
      FloatVector u1 = x1.mul(x1);
      FloatVector numerator0 = u0.fma(p4, p3).fma(u0, p2).fma(u0, p1).fma(u0, one);
      FloatVector denominator0 = u0.fma(q4, q3).fma(u0, q2).fma(u0, q1).fma(u0, one);
      FloatVector numerator1 = u1.fma(p4, p3).fma(u1, p2).fma(u1, p1).fma(u1, one);
      FloatVector denominator1 = u1.fma(q4, q3).fma(u1, q2).fma(u1, q1).fma(u1, one);
      x0.mul(numerator0).div(denominator0).intoArray(h, hAt + b);
      x1.mul(numerator1).div(denominator1).intoArray(h, hAt + b + N);
    }
    for (; b < to; b += N) tanh(load(z, zAt + b)).intoArray(h, hAt + b);
  }

  private static void sigmoids(float[] z, int zAt, float[] h, int hAt, int from, int to) {
    FloatVector high = FloatVector.broadcast(V, Rational.LIMIT);
    FloatVector low = FloatVector.broadcast(V, -Rational.LIMIT);
    FloatVector one = FloatVector.broadcast(V, 1f);
    FloatVector p1 = FloatVector.broadcast(V, Rational.P1);
    FloatVector p2 = FloatVector.broadcast(V, Rational.P2);
    FloatVector p3 = FloatVector.broadcast(V, Rational.P3);
    FloatVector p4 = FloatVector.broadcast(V, Rational.P4);
    FloatVector q1 = FloatVector.broadcast(V, Rational.Q1);
    FloatVector q2 = FloatVector.broadcast(V, Rational.Q2);
    FloatVector q3 = FloatVector.broadcast(V, Rational.Q3);
    FloatVector q4 = FloatVector.broadcast(V, Rational.Q4);
    FloatVector half = FloatVector.broadcast(V, 0.5f);
    int b = from;
    for (; b + 2 * N <= to; b += 2 * N) {
      FloatVector v0 = load(z, zAt + b);
      v0 = v0.mul(half);
      FloatVector x0 = v0.blend(high, v0.compare(VectorOperators.GT, high));
      x0 = x0.blend(low, v0.compare(VectorOperators.LT, low));
      FloatVector u0 = x0.mul(x0);
      FloatVector v1 = load(z, zAt + b + N);
      v1 = v1.mul(half);
      FloatVector x1 = v1.blend(high, v1.compare(VectorOperators.GT, high));
      x1 = x1.blend(low, v1.compare(VectorOperators.LT, low));
      FloatVector u1 = x1.mul(x1);
      FloatVector numerator0 = u0.fma(p4, p3).fma(u0, p2).fma(u0, p1).fma(u0, one);
      FloatVector denominator0 = u0.fma(q4, q3).fma(u0, q2).fma(u0, q1).fma(u0, one);
      FloatVector numerator1 = u1.fma(p4, p3).fma(u1, p2).fma(u1, p1).fma(u1, one);
      FloatVector denominator1 = u1.fma(q4, q3).fma(u1, q2).fma(u1, q1).fma(u1, one);
      half.fma(x0.mul(numerator0).div(denominator0), half).intoArray(h, hAt + b);
      half.fma(x1.mul(numerator1).div(denominator1), half).intoArray(h, hAt + b + N);
    }
    for (; b < to; b += N) sigmoid(load(z, zAt + b)).intoArray(h, hAt + b);
  }

  private static FloatVector load(float[] values, int at) {
    return FloatVector.fromArray(V, values, at);
  }

  private static FloatVector oneMinusSquare(FloatVector y) {
    return y.neg().fma(y, FloatVector.broadcast(V, 1f));
  }

  private static FloatVector slope(FloatVector s) {
    return s.mul(FloatVector.broadcast(V, 1f).sub(s));
  }

  private static FloatVector sigmoid(FloatVector x) {
    FloatVector half = FloatVector.broadcast(V, 0.5f);
    return half.fma(tanh(half.mul(x)), half);
  }

  private static FloatVector tanh(FloatVector value) {
    FloatVector high = FloatVector.broadcast(V, Rational.LIMIT);
    FloatVector low = FloatVector.broadcast(V, -Rational.LIMIT);
    FloatVector x = value.blend(high, value.compare(VectorOperators.GT, high));
    x = x.blend(low, value.compare(VectorOperators.LT, low));
    FloatVector u = x.mul(x);
    FloatVector p =
        u.fma(FloatVector.broadcast(V, Rational.P4), FloatVector.broadcast(V, Rational.P3));
    p = p.fma(u, FloatVector.broadcast(V, Rational.P2));
    p = p.fma(u, FloatVector.broadcast(V, Rational.P1));
    p = p.fma(u, FloatVector.broadcast(V, 1f));
    FloatVector q =
        u.fma(FloatVector.broadcast(V, Rational.Q4), FloatVector.broadcast(V, Rational.Q3));
    q = q.fma(u, FloatVector.broadcast(V, Rational.Q2));
    q = q.fma(u, FloatVector.broadcast(V, Rational.Q1));
    q = q.fma(u, FloatVector.broadcast(V, 1f));
    return x.mul(p).div(q);
  }
}
