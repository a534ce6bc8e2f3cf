package dev.rondo.forecasting.reading;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which series each row belongs to.
///
/// @param codes place of the series of each row among the names; null where all rows are of the one series
@SuppressWarnings("ArrayRecordComponent")
record SeriesKeys(int @Nullable [] codes, List<String> names) {
  /// From this share of repeated times on, rows are of several series.
  private static final double REPEATED = 0.1;

  int code(int row) {
    return codes == null ? 0 : codes[row];
  }

  /// @param uncounted whether the times are but the numbers of the rows, so that steps are counted within each series
  static SeriesKeys of(
      List<TextCells> texts,
      long[] times,
      boolean uncounted,
      ReadingOptions options,
      Findings findings) {
    for (TextCells text : texts) {
      if (text.name.equals(options.seriesColumn()))
        return use(List.of(text), texts, times, uncounted, findings);
    }
    List<TextCells> usable =
        texts.stream()
            .filter(text -> !text.givenUp() && text.distinct() <= Math.max(1, times.length / 2))
            .toList();
    for (TextCells text : usable) {
      boolean named = text.name.equalsIgnoreCase("id") || ColumnSample.isNamedForSeries(text.name);
      if (named && (uncounted || repeats(times, List.of(text)) <= REPEATED))
        return use(List.of(text), texts, times, uncounted, findings);
    }
    if (usable.isEmpty() || uncounted || repeats(times, List.of()) <= REPEATED)
      return use(List.of(), texts, times, uncounted, findings);
    TextCells best = usable.getFirst();
    double least = 2;
    for (TextCells text : usable) {
      double repeated = repeats(times, List.of(text));
      if (repeated < least) {
        least = repeated;
        best = text;
      }
    }
    if (least <= REPEATED) return use(List.of(best), texts, times, uncounted, findings);
    if (usable.size() > 1 && repeats(times, usable) <= REPEATED)
      return use(usable, texts, times, uncounted, findings);
    return use(List.of(best), texts, times, uncounted, findings);
  }

  /// Share of rows whose time and series stand in a row before.
  private static double repeats(long[] times, List<TextCells> columns) {
    if (columns.size() < 2 && isRising(times, columns.isEmpty() ? null : columns.getFirst()))
      return 0;
    long[] marks = new long[times.length];
    for (int row = 0; row < marks.length; row++) {
      long mark = times[row];
      for (TextCells column : columns)
        mark = (mark ^ (mark >>> 31)) * 0x9e3779b97f4a7c15L + column.code(row) + 1;
      marks[row] = mark;
    }
    Arrays.sort(marks);
    int repeated = 0;
    for (int i = 1; i < marks.length; i++) if (marks[i] == marks[i - 1]) repeated++;
    return (double) repeated / marks.length;
  }

  /// Whether each row comes later than the one before of its series, as in most tables, so that none repeats another.
  private static boolean isRising(long[] times, @Nullable TextCells column) {
    long[] before = new long[column == null ? 1 : column.distinct()];
    Arrays.fill(before, Long.MIN_VALUE);
    for (int row = 0; row < times.length; row++) {
      int code = column == null ? 0 : column.code(row);
      if (times[row] <= before[code]) return false;
      before[code] = times[row];
    }
    return true;
  }

  private static SeriesKeys use(
      List<TextCells> used,
      List<TextCells> all,
      long[] times,
      boolean uncounted,
      Findings findings) {
    for (TextCells text : all) {
      if (!used.contains(text))
        findings.dropped("column", "column '%s' holds text".formatted(text.name), 1, List.of());
    }
    if (used.isEmpty()) return new SeriesKeys(null, List.of("series-1"));
    findings.inferred(
        "series-column",
        "each row belongs to the series named in "
            + (used.size() == 1
                ? "column '" + used.getFirst().name + "'"
                : "the columns "
                    + String.join(" and ", used.stream().map(text -> text.name).toList())));
    Map<String, Integer> places = new HashMap<>();
    List<String> names = new ArrayList<>();
    int[] codes = new int[times.length];
    if (used.size() == 1) {
      TextCells text = used.getFirst();
      int[] single = new int[text.distinct()];
      for (int row = 0; row < codes.length; row++) {
        int code = text.code(row);
        if (single[code] == 0) {
          names.add(text.word(code).isEmpty() ? "(none)" : text.word(code));
          single[code] = names.size();
        }
        codes[row] = single[code] - 1;
      }
    } else {
      for (int row = 0; row < codes.length; row++) {
        StringBuilder name = new StringBuilder();
        for (TextCells text : used)
          name.append(name.isEmpty() ? "" : "/").append(text.word(text.code(row)));
        codes[row] =
            places.computeIfAbsent(
                name.toString(),
                key -> {
                  names.add(key);
                  return names.size() - 1;
                });
      }
    }
    for (TextCells text : all) text.release();
    if (uncounted) {
      long[] next = new long[names.size()];
      for (int row = 0; row < codes.length; row++) times[row] = next[codes[row]]++;
    }
    return new SeriesKeys(codes, names);
  }
}
