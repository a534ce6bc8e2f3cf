package dev.rondo.engine.memory;

/// Adds up bytes and returns empty arrays.
final class CountingArena implements Arena {
  private static final float[] FLOATS = {};
  private static final double[] DOUBLES = {};
  private static final int[] INTS = {};
  private static final long[] LONGS = {};

  private long bytes;

  long bytes() {
    return bytes;
  }

  @Override
  public float[] floats(long count) {
    add(count, Float.BYTES);
    return FLOATS;
  }

  @Override
  public double[] doubles(long count) {
    add(count, Double.BYTES);
    return DOUBLES;
  }

  @Override
  public int[] ints(long count) {
    add(count, Integer.BYTES);
    return INTS;
  }

  @Override
  public long[] longs(long count) {
    add(count, Long.BYTES);
    return LONGS;
  }

  private void add(long count, int size) {
    bytes = Math.addExact(bytes, Math.multiplyExact(count, size));
  }
}
