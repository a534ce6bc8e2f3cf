package dev.rondo.engine.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The vector species of the processor.
///
/// Kernels call the Vector API in place. If a method that takes or returns vectors is not inlined, its vectors are allocated
/// on the heap, and the compiler does not inline calls that it has rarely seen.
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
}
