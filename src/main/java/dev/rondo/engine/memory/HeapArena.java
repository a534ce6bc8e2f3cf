package dev.rondo.engine.memory;

/// Allocates arrays on the heap.
final class HeapArena implements Arena {
  static final HeapArena INSTANCE = new HeapArena();

  private HeapArena() {}

  @Override
  public float[] floats(long count) {
    return new float[Math.toIntExact(count)];
  }

  @Override
  public double[] doubles(long count) {
    return new double[Math.toIntExact(count)];
  }

  @Override
  public int[] ints(long count) {
    return new int[Math.toIntExact(count)];
  }

  @Override
  public long[] longs(long count) {
    return new long[Math.toIntExact(count)];
  }
}
