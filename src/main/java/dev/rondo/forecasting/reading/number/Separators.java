package dev.rondo.forecasting.reading.number;

import dev.rondo.forecasting.reading.number.NumberParser.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/// What the numbers of one column show of its separators, over all rows.
public final class Separators {
  private static final int MOST_LINES = 20;
  private static final int MANY = 30;
  private static final int SHAPES = Shape.values().length;
  private static final int IN_DOUBT = Shape.POINT_IN_DOUBT.ordinal(); // and those after it

  private final long[] counts = new long[SHAPES];
  private final List<List<Long>> lines = new ArrayList<>(); // of each shape, of its first numbers
  private final long[][] doubts = {{0}, {0}}; // of the shapes in doubt, a bit for each row
  private int longestWhole;
  private boolean wholes;
  private boolean endsInZero;
  private int lastRow = -1;
  private int last;

  public Separators() {
    for (int i = 0; i < SHAPES; i++) lines.add(new ArrayList<>());
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
    last = shape.ordinal();
    lastRow = row;
    if (counts[last]++ < MOST_LINES) lines.get(last).add(line);
    if (last < IN_DOUBT) return;
    long[] rows = doubts[last - IN_DOUBT];
    int word = row >> 6;
    if (word >= rows.length) {
      rows = Arrays.copyOf(rows, Math.max(2 * rows.length, word + 1));
      doubts[last - IN_DOUBT] = rows;
    }
    rows[word] |= 1L << row;
    endsInZero |= zero;
  }

  /// Forgets the rows from `size` on, of which there is at most one.
  public void truncate(int size) {
    if (lastRow < size) return;
    if (--counts[last] < MOST_LINES) lines.get(last).removeLast();
    if (last >= IN_DOUBT) doubts[last - IN_DOUBT][lastRow >> 6] &= ~(1L << lastRow);
    lastRow = -1;
  }

  public long count(Shape shape) {
    return counts[shape.ordinal()];
  }

  /// Lines of the first numbers of a shape.
  public List<Long> lines(Shape shape) {
    return lines.get(shape.ordinal());
  }

  /// Rows of the numbers of a shape that is in doubt.
  public BitSet rows(Shape shape) {
    return BitSet.valueOf(doubts[shape.ordinal() - IN_DOUBT]);
  }

  /// Whether thousands are written without a separator, so that a separator before three digits is decimal.
  public boolean hasLongWholes() {
    return longestWhole > 3;
  }

  /// Whether short whole numbers stand beside numbers that end in 0 after the separator, or beside many numbers in doubt. Decimals
  /// would all have three places, or lose their trailing zeros and so show fewer places in every tenth number.
  public boolean looksLikeThousands() {
    long all = count(Shape.POINT_IN_DOUBT) + count(Shape.COMMA_IN_DOUBT);
    return wholes && longestWhole <= 3 && (endsInZero || all >= MANY);
  }
}
