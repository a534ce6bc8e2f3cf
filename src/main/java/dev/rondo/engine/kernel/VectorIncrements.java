package dev.rondo.engine.kernel;

import static dev.rondo.engine.kernel.Kernels.INCREMENT_WIDTH;
import static dev.rondo.engine.kernel.VectorLane.N;
import static dev.rondo.engine.kernel.VectorLane.V;

import jdk.incubator.vector.FloatVector;

/// The distances of neighbouring quantiles, a vector at a time.
final class VectorIncrements {
  private VectorIncrements() {}

  static void forward(float[] y, int at, int from, float sign, int n) {
    FloatVector square = FloatVector.broadcast(V, INCREMENT_WIDTH * INCREMENT_WIDTH);
    FloatVector half = FloatVector.broadcast(V, 0.5f * sign);
    for (int i = 0; i < n; i += N) {
      FloatVector x = FloatVector.fromArray(V, y, at + i);
      FloatVector root = x.fma(x, square).sqrt();
      half.fma(x.add(root), FloatVector.fromArray(V, y, from + i)).intoArray(y, at + i);
    }
  }

  static void backward(float[] y, float[] dy, int at, int from, float sign, int n) {
    FloatVector quarter = FloatVector.broadcast(V, 0.25f * INCREMENT_WIDTH * INCREMENT_WIDTH);
    for (int i = 0; i < n; i += N) {
      FloatVector g =
          FloatVector.fromArray(V, y, at + i).sub(FloatVector.fromArray(V, y, from + i));
      FloatVector d = FloatVector.fromArray(V, dy, at + i);
      FloatVector square = g.mul(g);
      FloatVector.fromArray(V, dy, from + i).add(d).intoArray(dy, from + i);
      d.mul(sign).mul(square.div(square.add(quarter))).intoArray(dy, at + i);
    }
  }
}
