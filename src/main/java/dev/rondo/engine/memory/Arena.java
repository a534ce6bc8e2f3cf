package dev.rondo.engine.memory;

import java.util.function.Consumer;

/// Where a constructor takes its arrays from. The heap's arena allocates them; a counting one hands out empty arrays and adds
/// up what they would take. So an estimate of memory is the constructor run against a counting arena, and needs no formula
/// of its own.
///
/// A constructor that takes an arena neither reads nor writes the elements of its arrays, nor asks for their lengths.
public sealed interface Arena permits HeapArena, CountingArena {
  /// Zeros. Throws [ArithmeticException] where an array cannot hold so many.
  float[] floats(long count);

  /// Zeros, as [#floats].
  double[] doubles(long count);

  /// Zeros, as [#floats].
  int[] ints(long count);

  /// Zeros, as [#floats].
  long[] longs(long count);

  /// The arena that allocates.
  static Arena heap() {
    return HeapArena.INSTANCE;
  }

  /// Bytes of the elements of all arrays that `construction` asks for. Allocates none of them.
  static long bytes(Consumer<Arena> construction) {
    CountingArena counting = new CountingArena();
    construction.accept(counting);
    return counting.bytes();
  }
}
