package dev.rondo.engine.memory;

import java.util.function.Consumer;

/// Supplies constructors with arrays. The heap arena allocates them. The counting arena returns empty arrays and adds up the
/// bytes they would take. An estimate of memory runs the constructor with a counting arena, so it needs no formula of its own.
///
/// A constructor with an arena parameter neither reads nor writes the elements of its arrays, nor reads their lengths.
public sealed interface Arena permits HeapArena, CountingArena {
  /// An array of zeros. Throws [ArithmeticException] if `length` exceeds the limit of an array.
  float[] floats(long count);

  /// As [#floats].
  double[] doubles(long count);

  /// As [#floats].
  int[] ints(long count);

  /// As [#floats].
  long[] longs(long count);

  /// The arena that allocates.
  static Arena heap() {
    return HeapArena.INSTANCE;
  }

  /// Bytes of the elements of all arrays that `construction` requests; allocates none of them.
  static long bytes(Consumer<Arena> construction) {
    CountingArena counting = new CountingArena();
    construction.accept(counting);
    return counting.bytes();
  }
}
