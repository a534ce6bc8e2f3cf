package dev.rondo.engine.kernel;

import static dev.rondo.engine.kernel.VectorLane.N;
import static dev.rondo.engine.kernel.VectorLane.V;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/// The arithmetic of the gates, a vector at a time.
final class VectorGates {
  private VectorGates() {}

  static void tanhBackward(float[] z, int zAt, float[] h, int hAt, float[] dh, int dhAt, int n) {
    FloatVector one = FloatVector.broadcast(V, 1f);
    for (int b = 0; b < n; b += N) {
      FloatVector y = FloatVector.fromArray(V, h, hAt + b);
      FloatVector d = FloatVector.fromArray(V, dh, dhAt + b);
      d.mul(y.neg().fma(y, one)).intoArray(z, zAt + b);
    }
  }

  static void reluForward(float[] z, int zAt, float[] h, int hAt, int n) {
    for (int b = 0; b < n; b += N)
      FloatVector.fromArray(V, z, zAt + b).max(0f).intoArray(h, hAt + b);
  }

  static void reluBackward(float[] z, int zAt, float[] h, int hAt, float[] dh, int dhAt, int n) {
    FloatVector zero = FloatVector.zero(V);
    for (int b = 0; b < n; b += N) {
      zero.blend(
              FloatVector.fromArray(V, dh, dhAt + b),
              FloatVector.fromArray(V, h, hAt + b).compare(VectorOperators.GT, 0f))
          .intoArray(z, zAt + b);
    }
  }

  // One sweep for each gate: four rational functions in one loop are more than the compiler takes.
  static void lstmForward(
      float[] gates, int gatesAt, float[] c, int cAt, int cNextAt, float[] h, int hNextAt, int n) {
    sigmoids(gates, gatesAt, 2 * n);
    tanhs(gates, gatesAt + 2 * n, gates, gatesAt + 2 * n, n);
    sigmoids(gates, gatesAt + 3 * n, n);
    for (int b = 0; b < n; b += N) {
      FloatVector i = FloatVector.fromArray(V, gates, gatesAt + b);
      FloatVector f = FloatVector.fromArray(V, gates, gatesAt + n + b);
      FloatVector g = FloatVector.fromArray(V, gates, gatesAt + 2 * n + b);
      f.fma(FloatVector.fromArray(V, c, cAt + b), i.mul(g)).intoArray(c, cNextAt + b);
    }
    tanhs(c, cNextAt, h, hNextAt, n);
    for (int b = 0; b < n; b += N) {
      FloatVector o = FloatVector.fromArray(V, gates, gatesAt + 3 * n + b);
      o.mul(FloatVector.fromArray(V, h, hNextAt + b)).intoArray(h, hNextAt + b);
    }
  }

  static void lstmBackward(
      float[] gates,
      int gatesAt,
      float[] c,
      int cAt,
      int cNextAt,
      float[] dh,
      float[] dc,
      int dAt,
      int n) {
    tanhs(c, cNextAt, c, cNextAt, n);
    FloatVector one = FloatVector.broadcast(V, 1f);
    for (int b = 0; b < n; b += N) {
      int gate = gatesAt + b;
      FloatVector i = FloatVector.fromArray(V, gates, gate);
      FloatVector f = FloatVector.fromArray(V, gates, gate + n);
      FloatVector g = FloatVector.fromArray(V, gates, gate + 2 * n);
      FloatVector o = FloatVector.fromArray(V, gates, gate + 3 * n);
      FloatVector d = FloatVector.fromArray(V, dh, dAt + b);
      FloatVector y = FloatVector.fromArray(V, c, cNextAt + b);
      FloatVector gradient =
          d.mul(o).fma(y.neg().fma(y, one), FloatVector.fromArray(V, dc, dAt + b));
      gradient.mul(g).mul(i.mul(one.sub(i))).intoArray(gates, gate);
      gradient
          .mul(FloatVector.fromArray(V, c, cAt + b))
          .mul(f.mul(one.sub(f)))
          .intoArray(gates, gate + n);
      gradient.mul(i).mul(g.neg().fma(g, one)).intoArray(gates, gate + 2 * n);
      d.mul(y).mul(o.mul(one.sub(o))).intoArray(gates, gate + 3 * n);
      gradient.mul(f).intoArray(dc, dAt + b);
    }
  }

  static void gruForward(
      float[] gates, int gatesAt, float[] q, int qAt, float[] h, int hAt, int hNextAt, int n) {
    sigmoids(gates, gatesAt, 2 * n);
    int candidate = gatesAt + 2 * n;
    for (int b = 0; b < n; b += N) {
      FloatVector r = FloatVector.fromArray(V, gates, gatesAt + n + b);
      FloatVector input = FloatVector.fromArray(V, gates, candidate + b);
      r.fma(FloatVector.fromArray(V, q, qAt + b), input).intoArray(gates, candidate + b);
    }
    tanhs(gates, candidate, gates, candidate, n);
    for (int b = 0; b < n; b += N) {
      FloatVector z = FloatVector.fromArray(V, gates, gatesAt + b);
      FloatVector g = FloatVector.fromArray(V, gates, candidate + b);
      z.fma(FloatVector.fromArray(V, h, hAt + b).sub(g), g).intoArray(h, hNextAt + b);
    }
  }

  static void gruBackward(
      float[] gates,
      int gatesAt,
      float[] q,
      int qAt,
      float[] h,
      int hAt,
      float[] dh,
      int dhAt,
      int n) {
    FloatVector one = FloatVector.broadcast(V, 1f);
    for (int b = 0; b < n; b += N) {
      int gate = gatesAt + b;
      FloatVector z = FloatVector.fromArray(V, gates, gate);
      FloatVector r = FloatVector.fromArray(V, gates, gate + n);
      FloatVector g = FloatVector.fromArray(V, gates, gate + 2 * n);
      FloatVector d = FloatVector.fromArray(V, dh, dhAt + b);
      FloatVector candidate = d.mul(one.sub(z)).mul(g.neg().fma(g, one));
      FloatVector change = FloatVector.fromArray(V, h, hAt + b).sub(g);
      d.mul(change).mul(z.mul(one.sub(z))).intoArray(gates, gate);
      candidate
          .mul(FloatVector.fromArray(V, q, qAt + b))
          .mul(r.mul(one.sub(r)))
          .intoArray(gates, gate + n);
      candidate.intoArray(gates, gate + 2 * n);
      candidate.mul(r).intoArray(q, qAt + b);
      d.mul(z).intoArray(dh, dhAt + b);
    }
  }

  // Two vectors at a time and all in place: a method of this size is compiled on its own, where
  // smaller ones would all be
  // inlined into one gate sweep too large for the compiler to keep its vectors in registers.
  static void tanhs(float[] z, int zAt, float[] h, int hAt, int n) {
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
    int b = 0;
    for (; b + 2 * N <= n; b += 2 * N) {
      FloatVector v0 = FloatVector.fromArray(V, z, zAt + b);
      FloatVector x0 = v0.blend(high, v0.compare(VectorOperators.GT, high));
      x0 = x0.blend(low, v0.compare(VectorOperators.LT, low));
      FloatVector u0 = x0.mul(x0);
      FloatVector v1 = FloatVector.fromArray(V, z, zAt + b + N);
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
    if (b < n) {
      FloatVector v = FloatVector.fromArray(V, z, zAt + b);
      FloatVector x = v.blend(high, v.compare(VectorOperators.GT, high));
      x = x.blend(low, v.compare(VectorOperators.LT, low));
      FloatVector u = x.mul(x);
      FloatVector numerator = u.fma(p4, p3).fma(u, p2).fma(u, p1).fma(u, one);
      FloatVector denominator = u.fma(q4, q3).fma(u, q2).fma(u, q1).fma(u, one);
      x.mul(numerator).div(denominator).intoArray(h, hAt + b);
    }
  }

  private static void sigmoids(float[] z, int zAt, int n) {
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
    int b = 0;
    for (; b + 2 * N <= n; b += 2 * N) {
      FloatVector v0 = FloatVector.fromArray(V, z, zAt + b).mul(half);
      FloatVector x0 = v0.blend(high, v0.compare(VectorOperators.GT, high));
      x0 = x0.blend(low, v0.compare(VectorOperators.LT, low));
      FloatVector u0 = x0.mul(x0);
      FloatVector v1 = FloatVector.fromArray(V, z, zAt + b + N).mul(half);
      FloatVector x1 = v1.blend(high, v1.compare(VectorOperators.GT, high));
      x1 = x1.blend(low, v1.compare(VectorOperators.LT, low));
      FloatVector u1 = x1.mul(x1);
      FloatVector numerator0 = u0.fma(p4, p3).fma(u0, p2).fma(u0, p1).fma(u0, one);
      FloatVector denominator0 = u0.fma(q4, q3).fma(u0, q2).fma(u0, q1).fma(u0, one);
      FloatVector numerator1 = u1.fma(p4, p3).fma(u1, p2).fma(u1, p1).fma(u1, one);
      FloatVector denominator1 = u1.fma(q4, q3).fma(u1, q2).fma(u1, q1).fma(u1, one);
      half.fma(x0.mul(numerator0).div(denominator0), half).intoArray(z, zAt + b);
      half.fma(x1.mul(numerator1).div(denominator1), half).intoArray(z, zAt + b + N);
    }
    if (b < n) {
      FloatVector v = FloatVector.fromArray(V, z, zAt + b).mul(half);
      FloatVector x = v.blend(high, v.compare(VectorOperators.GT, high));
      x = x.blend(low, v.compare(VectorOperators.LT, low));
      FloatVector u = x.mul(x);
      FloatVector numerator = u.fma(p4, p3).fma(u, p2).fma(u, p1).fma(u, one);
      FloatVector denominator = u.fma(q4, q3).fma(u, q2).fma(u, q1).fma(u, one);
      half.fma(x.mul(numerator).div(denominator), half).intoArray(z, zAt + b);
    }
  }
}
