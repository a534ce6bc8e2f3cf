package dev.rondo.forecasting.reading;

import java.util.Arrays;

/// As [Longs], of smaller numbers.
final class Ints {
  private static final int SHIFT = 16;
  private static final int PIECE = 1 << SHIFT;
  private static final int FIRST = 16;

  private int[][] pieces = {new int[0]};
  private int capacity;
  private int size;

  void add(int value) {
    if (size == capacity) grow();
    pieces[size >> SHIFT][size & (PIECE - 1)] = value;
    size++;
  }

  private void grow() {
    if (capacity < PIECE) {
      // Of columns there may be many, with few rows.
      capacity = Math.max(FIRST, 2 * capacity);
      pieces[0] = Arrays.copyOf(pieces[0], capacity);
      return;
    }
    int piece = capacity >> SHIFT;
    if (piece == pieces.length) pieces = Arrays.copyOf(pieces, 2 * piece);
    pieces[piece] = new int[PIECE];
    capacity += PIECE;
  }

  int get(int i) {
    return pieces[i >> SHIFT][i & (PIECE - 1)];
  }

  int size() {
    return size;
  }

  /// Forgets all but the first.
  void truncate(int first) {
    size = Math.min(size, first);
  }

  /// Gives the memory back.
  void clear() {
    pieces = new int[][] {new int[0]};
    capacity = 0;
    size = 0;
  }
}
