package dev.rondo.forecasting.scaling;

import dev.rondo.engine.memory.Arena;

/// Mean, deviation and mean absolute value of the observed values of a column before any of its steps (Welford 1962). The sums
/// are stored for every 64th step, so a query reads at most 63 values, and the memory is half a byte for each value.
public final class RunningMoments {
  private static final int EVERY = 64;

  private final double[] column; // [steps and room]; NaN is missing
  private final double[] kept; // [marks, count, mean, squares, absolutes]: before step 64, 128, ...
  private int marks;

  /// @param column read at each query, not copied
  /// @param steps that are known now
  public RunningMoments(double[] column, int steps) {
    this(Arena.heap(), column, column.length);
    extend(steps);
  }

  private RunningMoments(Arena arena, double[] column, int room) {
    this.column = column;
    this.kept = arena.doubles(room / EVERY * 4L);
  }

  /// Bytes for a column of `steps` steps.
  public static long bytes(int steps) {
    return Arena.bytes(arena -> new RunningMoments(arena, new double[0], steps));
  }

  /// Adds steps. One thread at a time.
  ///
  /// @param steps that are known now
  public void extend(int steps) {
    while ((marks + 1) * EVERY <= steps) {
      Sums sums = sums((marks + 1) * EVERY);
      int at = marks++ * 4;
      kept[at] = sums.count;
      kept[at + 1] = sums.mean;
      kept[at + 2] = sums.squares;
      kept[at + 3] = sums.absolutes;
    }
  }

  /// The statistics before `origin`, in addition to those of the lookback; zeros if nothing was observed.
  public Past before(int origin, double last, double level) {
    Sums sums = sums(origin);
    if (sums.count == 0) return new Past(last, level, 0, 0, 0);
    double deviation = Math.sqrt(sums.squares / sums.count);
    return new Past(last, level, sums.mean, deviation, sums.absolutes / sums.count);
  }

  private Sums sums(int end) {
    int mark = Math.min(marks, end / EVERY);
    Sums sums = new Sums();
    if (mark > 0) {
      int at = (mark - 1) * 4;
      sums.count = kept[at];
      sums.mean = kept[at + 1];
      sums.squares = kept[at + 2];
      sums.absolutes = kept[at + 3];
    }
    for (int t = mark * EVERY; t < end; t++) sums.add(column[t]);
    return sums;
  }

  private static final class Sums {
    private double count;
    private double mean;
    private double squares;
    private double absolutes;

    void add(double value) {
      if (Double.isNaN(value)) return;
      count++;
      double delta = value - mean;
      mean += delta / count;
      squares += delta * (value - mean);
      absolutes += Math.abs(value);
    }
  }
}
