package dev.rondo.engine.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The vector that the processor takes.
final class VectorLane {
  /// The processor's width, at most the 16 columns of a panel; the system property `rondo.lanes` (4, 8 or 16) forces another.
  static final VectorSpecies<Float> V = species();

  static final int N = V.length();

  private VectorLane() {}

  private static VectorSpecies<Float> species() {
    return switch (Integer.getInteger(
        "rondo.lanes", Math.min(16, FloatVector.SPECIES_PREFERRED.length()))) {
      case 16 -> FloatVector.SPECIES_512;
      case 8 -> FloatVector.SPECIES_256;
      default -> FloatVector.SPECIES_128;
    };
  }

  static FloatVector load(float[] values, int at) {
    return FloatVector.fromArray(V, values, at);
  }
}
