package dev.rondo.engine.kernel;

import static dev.rondo.engine.kernel.Kernels.COLUMNS;
import static dev.rondo.engine.kernel.VectorLane.V;

import jdk.incubator.vector.FloatVector;

/// Transposes a block of 16 rows by 16 columns with vectors of 16 lanes: row r, column b goes to row b, column r.
final class VectorTurn {
  private static final FloatVector LOWER = FloatVector.fromArray(V, interleaved(0), 0);
  private static final FloatVector UPPER = FloatVector.fromArray(V, interleaved(8), 0);

  private VectorTurn() {}

  /// Shuffle that interleaves the lanes of two vectors, from lane `first` of each on.
  private static float[] interleaved(int first) {
    float[] lanes = new float[COLUMNS];
    for (int i = 0; i < COLUMNS; i += 2) {
      lanes[i] = first + i / 2;
      lanes[i + 1] = COLUMNS + first + i / 2;
    }
    return lanes;
  }

  // Element (r, b) is at place 16 r + b. Interleaving rows i and i + 8 rotates the bits of all
  // places by one; after four times r and b have changed places.
  static void turn(float[] x, int at, float[] turned, int to) {
    FloatVector a0 = FloatVector.fromArray(V, x, at);
    FloatVector a1 = FloatVector.fromArray(V, x, at + COLUMNS);
    FloatVector a2 = FloatVector.fromArray(V, x, at + 2 * COLUMNS);
    FloatVector a3 = FloatVector.fromArray(V, x, at + 3 * COLUMNS);
    FloatVector a4 = FloatVector.fromArray(V, x, at + 4 * COLUMNS);
    FloatVector a5 = FloatVector.fromArray(V, x, at + 5 * COLUMNS);
    FloatVector a6 = FloatVector.fromArray(V, x, at + 6 * COLUMNS);
    FloatVector a7 = FloatVector.fromArray(V, x, at + 7 * COLUMNS);
    FloatVector a8 = FloatVector.fromArray(V, x, at + 8 * COLUMNS);
    FloatVector a9 = FloatVector.fromArray(V, x, at + 9 * COLUMNS);
    FloatVector a10 = FloatVector.fromArray(V, x, at + 10 * COLUMNS);
    FloatVector a11 = FloatVector.fromArray(V, x, at + 11 * COLUMNS);
    FloatVector a12 = FloatVector.fromArray(V, x, at + 12 * COLUMNS);
    FloatVector a13 = FloatVector.fromArray(V, x, at + 13 * COLUMNS);
    FloatVector a14 = FloatVector.fromArray(V, x, at + 14 * COLUMNS);
    FloatVector a15 = FloatVector.fromArray(V, x, at + 15 * COLUMNS);
    FloatVector b0 = LOWER.selectFrom(a0, a8);
    FloatVector b1 = UPPER.selectFrom(a0, a8);
    FloatVector b2 = LOWER.selectFrom(a1, a9);
    FloatVector b3 = UPPER.selectFrom(a1, a9);
    FloatVector b4 = LOWER.selectFrom(a2, a10);
    FloatVector b5 = UPPER.selectFrom(a2, a10);
    FloatVector b6 = LOWER.selectFrom(a3, a11);
    FloatVector b7 = UPPER.selectFrom(a3, a11);
    FloatVector b8 = LOWER.selectFrom(a4, a12);
    FloatVector b9 = UPPER.selectFrom(a4, a12);
    FloatVector b10 = LOWER.selectFrom(a5, a13);
    FloatVector b11 = UPPER.selectFrom(a5, a13);
    FloatVector b12 = LOWER.selectFrom(a6, a14);
    FloatVector b13 = UPPER.selectFrom(a6, a14);
    FloatVector b14 = LOWER.selectFrom(a7, a15);
    FloatVector b15 = UPPER.selectFrom(a7, a15);
    a0 = LOWER.selectFrom(b0, b8);
    a1 = UPPER.selectFrom(b0, b8);
    a2 = LOWER.selectFrom(b1, b9);
    a3 = UPPER.selectFrom(b1, b9);
    a4 = LOWER.selectFrom(b2, b10);
    a5 = UPPER.selectFrom(b2, b10);
    a6 = LOWER.selectFrom(b3, b11);
    a7 = UPPER.selectFrom(b3, b11);
    a8 = LOWER.selectFrom(b4, b12);
    a9 = UPPER.selectFrom(b4, b12);
    a10 = LOWER.selectFrom(b5, b13);
    a11 = UPPER.selectFrom(b5, b13);
    a12 = LOWER.selectFrom(b6, b14);
    a13 = UPPER.selectFrom(b6, b14);
    a14 = LOWER.selectFrom(b7, b15);
    a15 = UPPER.selectFrom(b7, b15);
    b0 = LOWER.selectFrom(a0, a8);
    b1 = UPPER.selectFrom(a0, a8);
    b2 = LOWER.selectFrom(a1, a9);
    b3 = UPPER.selectFrom(a1, a9);
    b4 = LOWER.selectFrom(a2, a10);
    b5 = UPPER.selectFrom(a2, a10);
    b6 = LOWER.selectFrom(a3, a11);
    b7 = UPPER.selectFrom(a3, a11);
    b8 = LOWER.selectFrom(a4, a12);
    b9 = UPPER.selectFrom(a4, a12);
    b10 = LOWER.selectFrom(a5, a13);
    b11 = UPPER.selectFrom(a5, a13);
    b12 = LOWER.selectFrom(a6, a14);
    b13 = UPPER.selectFrom(a6, a14);
    b14 = LOWER.selectFrom(a7, a15);
    b15 = UPPER.selectFrom(a7, a15);
    a0 = LOWER.selectFrom(b0, b8);
    a1 = UPPER.selectFrom(b0, b8);
    a2 = LOWER.selectFrom(b1, b9);
    a3 = UPPER.selectFrom(b1, b9);
    a4 = LOWER.selectFrom(b2, b10);
    a5 = UPPER.selectFrom(b2, b10);
    a6 = LOWER.selectFrom(b3, b11);
    a7 = UPPER.selectFrom(b3, b11);
    a8 = LOWER.selectFrom(b4, b12);
    a9 = UPPER.selectFrom(b4, b12);
    a10 = LOWER.selectFrom(b5, b13);
    a11 = UPPER.selectFrom(b5, b13);
    a12 = LOWER.selectFrom(b6, b14);
    a13 = UPPER.selectFrom(b6, b14);
    a14 = LOWER.selectFrom(b7, b15);
    a15 = UPPER.selectFrom(b7, b15);
    a0.intoArray(turned, to);
    a1.intoArray(turned, to + COLUMNS);
    a2.intoArray(turned, to + 2 * COLUMNS);
    a3.intoArray(turned, to + 3 * COLUMNS);
    a4.intoArray(turned, to + 4 * COLUMNS);
    a5.intoArray(turned, to + 5 * COLUMNS);
    a6.intoArray(turned, to + 6 * COLUMNS);
    a7.intoArray(turned, to + 7 * COLUMNS);
    a8.intoArray(turned, to + 8 * COLUMNS);
    a9.intoArray(turned, to + 9 * COLUMNS);
    a10.intoArray(turned, to + 10 * COLUMNS);
    a11.intoArray(turned, to + 11 * COLUMNS);
    a12.intoArray(turned, to + 12 * COLUMNS);
    a13.intoArray(turned, to + 13 * COLUMNS);
    a14.intoArray(turned, to + 14 * COLUMNS);
    a15.intoArray(turned, to + 15 * COLUMNS);
  }
}
