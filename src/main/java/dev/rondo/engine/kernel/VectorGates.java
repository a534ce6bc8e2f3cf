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

  // One loop for each gate: the compiler cannot optimise four rational functions in one loop.
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

  // One vector at a time: a loop that is written out for two takes more than half as long again.
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
    for (int b = 0; b < n; b += N) {
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
    for (int b = 0; b < n; b += N) {
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
