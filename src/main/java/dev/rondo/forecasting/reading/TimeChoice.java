package dev.rondo.forecasting.reading;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Chooses one of several columns of times, over all rows: one that changes, has offsets from UTC, or is named for time.
final class TimeChoice {
  private TimeChoice() {}

  /// The column to use; null if there is none. The others are dropped.
  ///
  /// @param candidates first the one that the first rows suggest
  /// @param clock columns with clock times that belong to the first candidate; null if there are none
  static @Nullable TimeCells of(
      List<TimeCells> candidates, @Nullable SplitTime clock, Findings findings) {
    if (candidates.isEmpty()) return null;
    TimeCells suggested = candidates.getFirst();
    TimeCells best =
        candidates.stream()
            .filter(column -> column == suggested || column.faultCount == 0)
            .max(
                Comparator.comparing((TimeCells column) -> column.changeLine > 0)
                    .thenComparing(column -> column.offsets)
                    .thenComparing(column -> ColumnNames.isTime(column.name))
                    .thenComparing(column -> -column.column))
            .orElse(suggested);
    if (best != suggested && clock != null) {
      throw Faults.refusal(
          best.changeLine,
          best.column,
          "the times could stand in column '%s', which differs from this line on, or in column '%s' with a clock time beside it; name one of them in timeColumn"
              .formatted(best.name, suggested.name));
    }
    for (TimeCells other : candidates) {
      if (other == best) continue;
      findings.droppedColumn(other.name, "times beside the column of times in use");
      other.release();
    }
    return best;
  }
}
