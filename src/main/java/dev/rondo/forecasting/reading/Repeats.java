package dev.rondo.forecasting.reading;

import dev.rondo.forecasting.reading.ReadingOptions.OnDuplicate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Rows with the same series and time: repetitions or contradictions.
final class Repeats {
  private final Order order;
  private final Lines lines;
  private final @Nullable OnDuplicate rule;
  private final List<String> separators;

  /// Begin and end, among the ordered rows, of the rows that share a time.
  private final List<int[]> groups = new ArrayList<>();

  private final int[] surplus; // [series]
  private final TreeSet<Long> conflicts = new TreeSet<>();
  private final boolean[] conflicting;

  /// @param separators columns that could distinguish rows of one time
  Repeats(
      long[] times, Order order, Lines lines, @Nullable OnDuplicate rule, List<String> separators) {
    this.separators = separators;
    this.order = order;
    this.lines = lines;
    this.rule = rule;
    this.surplus = new int[order.series()];
    for (int series = 0; series < order.series(); series++) {
      int to = order.begin()[series + 1];
      for (int i = order.begin()[series]; i < to; ) {
        int end = i + 1;
        while (end < to && times[order.rows()[end]] == times[order.rows()[i]]) end++;
        if (end - i > 1) groups.add(new int[] {i, end, series});
        surplus[series] += end - i - 1;
        i = end;
      }
    }
    conflicting = new boolean[groups.size()];
    if (rule == OnDuplicate.FAIL && !groups.isEmpty()) {
      Faults faults = new Faults();
      for (int[] group : groups) {
        for (int i = group[0] + 1; i < group[1]; i++) {
          faults.add(
              lines.of(order.rows()[i]),
              null,
              "the time of this line stands in line %d already; take one of them out, or choose first, last or mean in onDuplicate"
                  .formatted(lines.of(order.rows()[group[0]])));
        }
      }
      faults.throwIfAny();
    }
  }

  /// Rows beyond the first of their time in the series.
  int surplus(int series) {
    return surplus[series];
  }

  /// Settles the values of repeated times in a column.
  ///
  /// @param steps step of each row
  /// @param values `[series][steps]`
  void settle(NumberCells cells, long[] steps, double[][] values) {
    for (int g = 0; g < groups.size(); g++) {
      int[] group = groups.get(g);
      double first = Double.NaN;
      double last = Double.NaN;
      double sum = 0;
      int count = 0;
      boolean differ = false;
      for (int i = group[0]; i < group[1]; i++) {
        double value = cells.get(order.rows()[i]);
        if (Double.isNaN(value)) continue;
        if (count == 0) first = value;
        differ |= value != first;
        last = value;
        sum += value;
        count++;
      }
      if (differ && !conflicting[g]) {
        conflicting[g] = true;
        for (int i = group[0]; i < group[1]; i++) conflicts.add(lines.of(order.rows()[i]));
      }
      values[group[2]][(int) steps[order.rows()[group[0]]]] =
          !differ
              ? first
              : rule == null
                  ? Double.NaN
                  : switch (rule) {
                    case FIRST -> first;
                    case LAST -> last;
                    case MEAN -> sum / count;
                    case FAIL -> Double.NaN;
                  };
    }
  }

  /// Reports what was settled.
  void tell(Findings findings) {
    long same = 0;
    long different = 0;
    long rows = 0;
    List<Long> sameLines = new ArrayList<>();
    for (int g = 0; g < conflicting.length; g++) {
      int[] group = groups.get(g);
      if (conflicting[g]) {
        different++;
        rows += group[1] - group[0];
        continue;
      }
      same++;
      for (int i = group[0] + 1; i < group[1]; i++) sameLines.add(lines.of(order.rows()[i]));
    }
    if (same > 0)
      findings.repaired(
          "duplicate-timestamp",
          "times that stood in several rows with the same values were taken once",
          same,
          sameLines.stream().sorted().limit(Findings.MOST_LINES).toList());
    if (different == 0) return;
    List<Long> at = conflicts.stream().limit(Findings.MOST_LINES).toList();
    if (rule == null && different > 2 && 2 * rows > order.rows().length) throw refusal(at.get(1));
    if (rule == null) {
      findings.warning(
          "conflicting-timestamp",
          "times that stood in several rows with different values became missing; choose first, last or mean in onDuplicate, or, where a clock was set back, name timeZone",
          different,
          at);
    } else {
      findings.repaired(
          "conflicting-timestamp",
          "times that stood in several rows with different values got the "
              + (rule == OnDuplicate.MEAN
                  ? "mean of them"
                  : rule == OnDuplicate.FIRST ? "first of them" : "last of them"),
          different,
          at);
    }
  }

  /// Refuses a table if most of its rows contradict another row with the same time.
  UnreadableException refusal(long line) {
    String remedy =
        separators.isEmpty()
            ? "name the column that tells the series apart in seriesColumn"
            : "name the columns that tell the series apart in seriesColumn, of which these could be some: "
                + Findings.list(separators);
    return Faults.refusal(
        line,
        null,
        "most times stand in several rows with different values, as here; "
            + remedy
            + "; or choose first, last or mean in onDuplicate");
  }

  /// Line of the first row that contradicts an earlier row; null if none does.
  @Nullable Long conflict() {
    return conflicts.stream().skip(1).findFirst().orElse(null);
  }
}
