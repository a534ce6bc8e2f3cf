package dev.rondo.forecasting.reading;

import java.util.Arrays;

/// A growing row of numbers. It grows by pieces: nothing is copied once it is large, and what it holds is what it takes.
final class Longs {
  /// Small enough that the collectors do not treat a piece as huge.
  private static final int SHIFT = 15;

  private static final int PIECE = 1 << SHIFT;
  private static final int FIRST = 16;

  private long[][] pieces = {new long[0]};
  private int capacity;
  private int size;

  void add(long value) {
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
    pieces[piece] = new long[PIECE];
    capacity += PIECE;
  }

  long get(int i) {
    return pieces[i >> SHIFT][i & (PIECE - 1)];
  }

  void set(int i, long value) {
    pieces[i >> SHIFT][i & (PIECE - 1)] = value;
  }

  int size() {
    return size;
  }

  /// Forgets all but the first.
  void truncate(int first) {
    size = Math.min(size, first);
  }

  /// Moves the numbers to an array and leaves this empty.
  long[] take() {
    long[] all = new long[size];
    for (int from = 0; from < size; from += PIECE) {
      System.arraycopy(pieces[from >> SHIFT], 0, all, from, Math.min(PIECE, size - from));
      pieces[from >> SHIFT] = new long[0];
    }
    clear();
    return all;
  }

  /// Gives the memory back.
  void clear() {
    pieces = new long[][] {new long[0]};
    capacity = 0;
    size = 0;
  }
}
