package dev.rondo.engine.kernel;

import static dev.rondo.engine.kernel.Kernels.COLUMNS;
import static dev.rondo.engine.kernel.VectorLane.N;
import static dev.rondo.engine.kernel.VectorLane.V;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/// Dropout, a vector at a time.
final class VectorDropout {
  private static final VectorSpecies<Integer> I = VectorSpecies.of(int.class, V.vectorShape());

  private VectorDropout() {}

  static void drop(
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
    IntVector columns = IntVector.zero(I).addIndex(1);
    FloatVector kept = FloatVector.broadcast(V, scale);
    for (int row = 0; row < rows; row++) {
      for (int b = 0; b < COLUMNS; b += N) {
        IntVector x = columns.add(position + row * stride + b).mul(0x9E3779B9).add(low);
        x = x.lanewise(XOR, x.lanewise(LSHR, 16)).mul(0x85EBCA6B).add(high);
        x = x.lanewise(XOR, x.lanewise(LSHR, 13)).mul(0xC2B2AE35);
        x = x.lanewise(XOR, x.lanewise(LSHR, 16)).lanewise(LSHR, 8);
        FloatVector mask = kept.blend(0f, x.compare(LT, threshold).cast(V));
        int at = row * COLUMNS + b;
        FloatVector.fromArray(V, source, sourceAt + at).mul(mask).intoArray(target, targetAt + at);
      }
    }
  }
}
