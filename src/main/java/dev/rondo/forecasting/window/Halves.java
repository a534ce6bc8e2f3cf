package dev.rondo.forecasting.window;

import dev.rondo.engine.training.Fold;
import java.util.BitSet;

/// The validation windows in two halves, so that the errors of each half are those of weights that it did not choose
/// (cross-fitting).
///
/// Series of which a part validates are cut along time, at the middle of what their windows forecast. A window that reaches
/// over the middle chooses nothing and belongs to the half with more of its steps. Series too short to have a whole horizon on
/// either side, and series that validate as a whole, are in one half or the other by turns.
public final class Halves {
  /// Fewest windows that choose weights: the best epoch of fewer is chance.
  public static final int LEAST = 10;

  private final BitSet second; // [windows]
  private final BitSet chooses; // [windows]
  private final int[] choosing = new int[2]; // windows of each half that choose
  private int alternating;

  private Halves(int windows) {
    this.second = new BitSet(windows);
    this.chooses = new BitSet(windows);
  }

  /// @param byTime whether series have a part of their own that validates, see [Segments#byTime]
  public static Halves of(Windows windows, boolean byTime) {
    int size = windows.size();
    Halves halves = new Halves(size);
    boolean single = size > 0 && windows.series(0) == windows.series(size - 1);
    for (int from = 0; from < size; ) {
      int to = from + 1;
      while (to < size && windows.series(to) == windows.series(from)) to++;
      halves.add(windows, from, to, byTime || single);
      from = to;
    }
    return halves;
  }

  /// Adds the windows of a series, from `from` up to `to`.
  private void add(Windows windows, int from, int to, boolean alongTime) {
    int horizon = windows.layout().horizon();
    int begin = windows.origin(from);
    int last = windows.origin(to - 1);
    int middle = begin + (last + horizon - begin) / 2;
    boolean cut = alongTime && begin + horizon <= middle && last >= middle;
    boolean turn = !cut && alternating++ % 2 != 0;
    for (int w = from; w < to; w++) {
      int origin = windows.origin(w);
      boolean inSecond = cut ? 2L * origin + horizon >= 2L * middle : turn;
      second.set(w, inSecond);
      if (cut && origin + horizon > middle && origin < middle) continue;
      chooses.set(w);
      choosing[inSecond ? 1 : 0]++;
    }
  }

  /// Whether both halves have windows enough to choose weights.
  public boolean exist() {
    return Math.min(choosing[0], choosing[1]) >= LEAST;
  }

  /// The half whose weights a window helps to choose.
  Fold choice(int window) {
    if (!exist() || !chooses.get(window)) return Fold.NONE;
    return of(window);
  }

  /// The half of a window.
  public Fold of(int window) {
    return second.get(window) ? Fold.SECOND : Fold.FIRST;
  }

  /// Bytes for `windows` windows.
  static long bytes(int windows) {
    return 2 * Long.BYTES * Math.ceilDiv((long) windows, Long.SIZE);
  }
}
