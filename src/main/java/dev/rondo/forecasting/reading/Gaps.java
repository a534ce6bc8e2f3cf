package dev.rondo.forecasting.reading;

import dev.rondo.forecasting.reading.ReadingOptions.OnGap;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Steps without a row.
final class Gaps {
  private static final int MOST_ROWS = 10_000; // whose lines are looked at for the finding

  private final @Nullable BitSet[] present; // [series with gaps] steps with a row
  private final boolean interpolated;

  private Gaps(int series, boolean interpolated) {
    this.present = new BitSet[series];
    this.interpolated = interpolated;
  }

  /// Finds the gaps and reports them. Throws [UnreadableException] if there are gaps and `rule` is to fail.
  ///
  /// @param places step of each row
  /// @param steps number of steps of each series
  static Gaps of(
      long[] places,
      Order order,
      int[] steps,
      Repeats repeats,
      Lines lines,
      @Nullable OnGap rule,
      Findings findings) {
    Gaps gaps = new Gaps(order.series(), rule == OnGap.INTERPOLATE);
    Faults faults = new Faults();
    long count = 0;
    List<Integer> after = new ArrayList<>();
    for (int s = 0; s < steps.length; s++) {
      int absent = steps[s] - (order.begin()[s + 1] - order.begin()[s]) + repeats.surplus(s);
      if (absent == 0) continue;
      count += absent;
      BitSet present = new BitSet(steps[s]);
      gaps.present[s] = present;
      int next = 0;
      for (int i = order.begin()[s]; i < order.begin()[s + 1]; i++) {
        int row = order.rows()[i];
        int step = (int) places[row];
        present.set(step);
        if (step > next) {
          if (rule == OnGap.FAIL)
            faults.add(
                lines.of(row),
                null,
                "%d time steps are missing before this line; add the rows, or choose null or interpolate in onGap"
                    .formatted(step - next));
          if (after.size() < MOST_ROWS) after.add(row);
        }
        next = step + 1;
      }
    }
    faults.throwIfAny();
    if (count > 0) {
      findings.repaired(
          "gap",
          gaps.interpolated
              ? "time steps without a row were interpolated; each gap ends before the line told"
              : "time steps without a row were filled with missing values; each gap ends before the line told",
          count,
          lines.of(after.stream().mapToInt(row -> row)));
    }
    return gaps;
  }

  /// Interpolates the values of a column linearly over the gaps of a series, if that is wanted.
  void fill(int series, double[] values) {
    BitSet rows = present[series];
    if (!interpolated || rows == null) return;
    for (int from = rows.nextClearBit(0); from < values.length; ) {
      int to = rows.nextSetBit(from);
      double before = values[from - 1];
      double after = values[to];
      for (int i = from; i < to; i++)
        values[i] = before + (after - before) * (i - from + 1) / (to - from + 1);
      from = rows.nextClearBit(to);
    }
  }
}
