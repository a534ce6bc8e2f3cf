package dev.rondo.forecasting.reading.number;

import dev.rondo.forecasting.reading.number.NumberParser.Shape;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// What the numbers of one column show of its separators, over all rows.
public final class Separators {
  private static final int MOST_LINES = 20;
  private static final int MANY = 30;

  /// Numbers of one shape: how many, and the lines of the first.
  private static final class Seen {
    private long count;
    private final List<Long> lines = new ArrayList<>();
    private final BitSet rows = new BitSet();

    private void add(long line) {
      if (count++ < MOST_LINES) lines.add(line);
    }

    private void undo(int row, long line) {
      count--;
      rows.clear(row);
      if (!lines.isEmpty() && lines.getLast() == line) lines.removeLast();
    }
  }

  private final Seen[] seen = new Seen[Shape.values().length];
  private int longestWhole;
  private boolean wholes;
  private boolean endsInZero;
  private int lastRow = -1;
  private long lastLine;
  private Shape last = Shape.PLAIN;

  public Separators() {
    for (int i = 0; i < seen.length; i++) seen[i] = new Seen();
  }

  /// Takes a number without point and comma, other than 0.
  public void addWhole(int digits) {
    if (digits > longestWhole) longestWhole = digits;
    wholes = true;
  }

  /// Takes a number with a point or comma.
  ///
  /// @param zero whether its last digit is 0
  public void add(Shape shape, int row, long line, boolean zero) {
    seen[shape.ordinal()].add(line);
    last = shape;
    lastRow = row;
    lastLine = line;
    if (shape == Shape.POINT_IN_DOUBT || shape == Shape.COMMA_IN_DOUBT) {
      seen[shape.ordinal()].rows.set(row);
      endsInZero |= zero;
    }
  }

  /// Forgets the rows from `size` on, of which there is at most one.
  public void truncate(int size) {
    if (lastRow < size) return;
    seen[last.ordinal()].undo(lastRow, lastLine);
    lastRow = -1;
  }

  public long count(Shape shape) {
    return seen[shape.ordinal()].count;
  }

  /// Lines of the first numbers of a shape.
  public List<Long> lines(Shape shape) {
    return seen[shape.ordinal()].lines;
  }

  /// Rows of the numbers of a shape that is in doubt.
  public BitSet rows(Shape shape) {
    return seen[shape.ordinal()].rows;
  }

  /// Whether thousands are written without a separator, so that one before three digits parts decimals.
  public boolean hasLongWholes() {
    return longestWhole > 3;
  }

  /// Whether short whole numbers stand beside numbers that end in 0 after the separator, or beside many numbers in doubt. Decimals
  /// would all have three places, or lose their trailing zeros and so show fewer places in every tenth number.
  public boolean looksLikeThousands() {
    long doubts = count(Shape.POINT_IN_DOUBT) + count(Shape.COMMA_IN_DOUBT);
    return wholes && longestWhole <= 3 && (endsInZero || doubts >= MANY);
  }
}
