package dev.rondo.forecasting.reading;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds the columns that identify series if times occur in several rows: those that leave the fewest rows with a time and series
/// that another row has. For a long table it uses all rows of some of the times, which a hash selects from the whole table.
final class SeriesFinder {
  /// Up to this share of rows may repeat others by mistake.
  private static final double REPEATED = 0.1;

  private static final int SAMPLE = 300_000;
  private static final int MOST_COLUMNS = 6;

  private final long[] times;
  private final List<SeriesColumn> columns;
  private final int numbers;
  private final int[] rows;
  private final int[] ranks; // [rows] rank of each row's time among the different times
  private final int differentTimes;

  /// @param columns by preference
  /// @param numbers columns of numbers, of which one at least must be left for values
  SeriesFinder(long[] times, List<SeriesColumn> columns, int numbers) {
    this.times = times;
    this.columns = columns;
    this.numbers = numbers;
    this.rows = sample(times);
    long[] sorted = new long[rows.length];
    for (int i = 0; i < sorted.length; i++) sorted[i] = times[rows[i]];
    Arrays.sort(sorted);
    int different = 0;
    for (int i = 0; i < sorted.length; i++)
      if (i == 0 || sorted[i] != sorted[i - 1]) sorted[different++] = sorted[i];
    this.differentTimes = different;
    this.ranks = new int[rows.length];
    for (int i = 0; i < ranks.length; i++)
      ranks[i] = Arrays.binarySearch(sorted, 0, different, times[rows[i]]);
  }

  private static int[] sample(long[] times) {
    int[] all = new int[times.length];
    Arrays.setAll(all, row -> row);
    int part = times.length / SAMPLE;
    if (part < 2) return all;
    int[] some =
        Arrays.stream(all).filter(row -> Math.floorMod(mix(times[row]), part) == 0).toArray();
    return some.length < SAMPLE / 20 ? all : some;
  }

  private static long mix(long mark) {
    return (mark ^ (mark >>> 31)) * 0x9e3779b97f4a7c15L;
  }

  /// The columns to use; empty if all rows belong to one series.
  List<SeriesColumn> find() {
    double alone = repeated(List.of());
    List<SeriesColumn> chosen = new ArrayList<>();
    double left = alone;
    SeriesColumn named = bestNamed();
    if (named != null) {
      double repeated = repeated(List.of(named));
      if (repeated <= REPEATED || repeated < alone) {
        chosen.add(named);
        left = repeated;
      }
    }
    int given = chosen.size();
    while (left > 0 && chosen.size() < MOST_COLUMNS) {
      SeriesColumn best = null;
      double least = left;
      for (SeriesColumn column : columns) {
        if (chosen.contains(column)) continue;
        double repeated = repeated(with(chosen, column));
        if (repeated < least && fits(column, chosen, alone)) {
          best = column;
          least = repeated;
        }
      }
      if (best == null || least > left / 2 && left <= REPEATED) break;
      chosen.add(best);
      left = least;
    }
    // A few rows that are repeated by mistake, or that no column distinguishes, do not make series.
    boolean mistakes = alone <= REPEATED && left > alone / 10;
    boolean failed = left > REPEATED && chosen.stream().anyMatch(column -> !column.text());
    if (mistakes || failed) return chosen.subList(0, failed ? 0 : given);
    return chosen;
  }

  /// Names of the columns that distinguish some of the rows of one time.
  List<String> separators() {
    double alone = repeated(List.of());
    return columns.stream()
        .filter(column -> repeated(List.of(column)) < 0.7 * alone)
        .map(SeriesColumn::name)
        .toList();
  }

  private @Nullable SeriesColumn bestNamed() {
    SeriesColumn best = null;
    double least = 2;
    for (SeriesColumn column : columns) {
      if (!column.named() || !leavesValues(List.of(column))) continue;
      double repeated = repeated(List.of(column));
      if (repeated < least) {
        least = repeated;
        best = column;
      }
    }
    return best;
  }

  private static List<SeriesColumn> with(List<SeriesColumn> chosen, SeriesColumn column) {
    List<SeriesColumn> all = new ArrayList<>(chosen);
    all.add(column);
    return all;
  }

  private boolean leavesValues(List<SeriesColumn> chosen) {
    return chosen.stream().filter(column -> column.cells() instanceof NumberCells).count()
        < numbers;
  }

  private boolean fits(SeriesColumn column, List<SeriesColumn> chosen, double alone) {
    List<SeriesColumn> all = with(chosen, column);
    if (!leavesValues(all)) return false;
    if (column.named()) return true;
    Cover cover = cover(all);
    // Values of a measurement also distinguish rows, but each value occurs at few of the times.
    if (!column.text()) return cover.ofAllTimes() >= 0.5;
    return chosen.isEmpty() && alone > REPEATED || cover.ofOwnSpan() >= 0.6;
  }

  /// Share of rows whose time and series stand in another row before.
  private double repeated(List<SeriesColumn> chosen) {
    if (rows.length == 0) return 0;
    long[] marks = new long[rows.length];
    for (int i = 0; i < rows.length; i++) marks[i] = mix(key(chosen, rows[i]) + ranks[i]);
    Arrays.sort(marks);
    int repeated = 0;
    for (int i = 1; i < marks.length; i++) if (marks[i] == marks[i - 1]) repeated++;
    return (double) repeated / marks.length;
  }

  private static long key(List<SeriesColumn> chosen, int row) {
    long key = 0;
    for (SeriesColumn column : chosen) key = mix(key + column.mark().applyAsLong(row) + 1);
    return key;
  }

  /// @param ofAllTimes share of the times at which a series has a row, on the average
  /// @param ofOwnSpan the same from its first time to its last
  private record Cover(double ofAllTimes, double ofOwnSpan) {}

  private Cover cover(List<SeriesColumn> chosen) {
    Map<Long, int[]> spans = new HashMap<>();
    for (int i = 0; i < rows.length; i++) {
      int rank = ranks[i];
      int[] span = spans.computeIfAbsent(key(chosen, rows[i]), _ -> new int[] {rank, rank, 0});
      span[0] = Math.min(span[0], rank);
      span[1] = Math.max(span[1], rank);
      span[2]++;
    }
    double own = 0;
    // A row or two cover their own span without saying anything.
    int few = Math.min(3, differentTimes);
    for (int[] span : spans.values())
      if (span[2] >= few) own += Math.min(1, (double) span[2] / (span[1] - span[0] + 1));
    double cells = (double) spans.size() * differentTimes;
    return new Cover(rows.length / cells, own / spans.size());
  }
}
