package dev.rondo.forecasting.reading;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which series each row belongs to.
///
/// @param codes place of the series of each row among the names; null if all rows belong to one series
/// @param columns columns that identify the series
/// @param separators columns that could distinguish rows of one time, if the columns in use do not
/// @param statics columns with one word for each series
@SuppressWarnings("ArrayRecordComponent")
record SeriesKeys(
    int @Nullable [] codes,
    List<String> names,
    List<Cells> columns,
    List<String> separators,
    List<StaticWords> statics) {
  private static final String NONE = "(none)";

  /// Bytes of a series in addition to the characters of its name: objects and entries of the maps that find it.
  private static final long BYTES_OF_A_KEY = 256;

  /// All rows are of one series.
  static SeriesKeys one() {
    return new SeriesKeys(null, List.of("series-1"), List.of(), List.of(), List.of());
  }

  int code(int row) {
    return codes == null ? 0 : codes[row];
  }

  /// @param texts columns of text
  /// @param numbers columns of numbers; those without a role may identify series
  /// @param uncounted whether the times are but the numbers of the rows, so that steps are counted within each series
  static SeriesKeys of(
      List<TextCells> texts,
      List<NumberCells> numbers,
      long[] times,
      boolean uncounted,
      ReadingOptions options,
      Findings findings) {
    List<SeriesColumn> used = new ArrayList<>();
    List<String> separators = List.of();
    List<TextCells> free =
        texts.stream().filter(text -> !options.columns().statics().contains(text.name)).toList();
    for (String wanted : options.columns().series())
      for (TextCells text : texts) if (text.name.equals(wanted)) used.add(SeriesColumn.of(text));
    if (used.isEmpty()) {
      TextCells sure = known(free, options.knownSeries());
      if (sure == null && !uncounted) sure = rising(free, times);
      if (sure != null) {
        used.add(SeriesColumn.of(sure));
      } else {
        separators = find(free, numbers, times, uncounted, options, used);
      }
    }
    return use(used, separators, texts, times, uncounted, options, findings);
  }

  /// The first column with nothing but ids of known series; null where there is none.
  private static @Nullable TextCells known(List<TextCells> texts, @Nullable KnownSeries series) {
    if (series == null) return null;
    for (TextCells text : texts)
      if (!text.givenUp() && series.containsAll(text.words())) return text;
    return null;
  }

  /// The first column named for series within each of which every row comes later than the one before, as in most tables, so
  /// that nothing else is to be looked at; null where there is none.
  private static @Nullable TextCells rising(List<TextCells> texts, long[] times) {
    for (TextCells text : texts) {
      if (!ColumnNames.isEntity(text.name)
          || text.givenUp()
          || text.distinct() > Math.max(1, times.length / 2)) continue;
      long[] before = new long[text.distinct()];
      Arrays.fill(before, Long.MIN_VALUE);
      int row = 0;
      while (row < times.length && times[row] > before[text.code(row)]) {
        before[text.code(row)] = times[row];
        row++;
      }
      if (row == times.length) return text;
    }
    return null;
  }

  /// Finds the columns to use, which are added to those used.
  ///
  /// @return columns that could distinguish rows of one time
  private static List<String> find(
      List<TextCells> texts,
      List<NumberCells> numbers,
      long[] times,
      boolean uncounted,
      ReadingOptions options,
      List<SeriesColumn> used) {
    List<SeriesColumn> columns = candidates(texts, numbers, times.length, options);
    if (uncounted) {
      columns.stream().filter(SeriesColumn::named).findFirst().ifPresent(used::add);
      return List.of();
    }
    if (isRising(times) && columns.stream().noneMatch(SeriesColumn::named)) return List.of();
    SeriesFinder finder = new SeriesFinder(times, columns, numbers.size());
    used.addAll(finder.find());
    used.sort(Comparator.comparing(column -> column.cells().column));
    return finder.separators();
  }

  private static List<SeriesColumn> candidates(
      List<TextCells> texts, List<NumberCells> numbers, int rows, ReadingOptions options) {
    List<SeriesColumn> all = new ArrayList<>();
    for (TextCells text : texts) if (!text.givenUp()) all.add(SeriesColumn.of(text));
    for (NumberCells column : numbers) {
      if (!options.columns().hasRole(column.name)
          && !ColumnNames.isMeasure(column.name)
          && column.mayBeIds()) all.add(SeriesColumn.of(column));
    }
    all.removeIf(column -> !column.repeats(rows));
    all.sort((a, b) -> Integer.compare(rank(a), rank(b)));
    return all;
  }

  private static int rank(SeriesColumn column) {
    return column.named() ? 0 : column.text() ? 1 : 2;
  }

  private static boolean isRising(long[] times) {
    for (int row = 1; row < times.length; row++) if (times[row] <= times[row - 1]) return false;
    return true;
  }

  private static SeriesKeys use(
      List<SeriesColumn> used,
      List<String> separators,
      List<TextCells> texts,
      long[] times,
      boolean uncounted,
      ReadingOptions options,
      Findings findings) {
    if (used.isEmpty()) {
      List<String> alone = List.of("series-1");
      List<StaticWords> statics =
          StaticWords.of(texts, used, new int[times.length], alone, options, findings);
      return new SeriesKeys(null, alone, List.of(), separators, statics);
    }
    List<String> columns = used.stream().map(SeriesColumn::name).toList();
    findings.inferred(
        "series-column",
        "each row belongs to the series named in "
            + (used.size() == 1
                ? "column '" + columns.getFirst() + "'"
                : "the columns " + String.join(" and ", columns)));
    int[] codes = new int[times.length];
    List<String> names = List.of();
    for (SeriesColumn column : used)
      names =
          names.isEmpty() && column.cells() instanceof TextCells text
              ? first(codes, text, options.memory())
              : join(codes, names, column, options.memory());
    List<StaticWords> statics = StaticWords.of(texts, used, codes, names, options, findings);
    for (TextCells text : texts) text.release();
    if (uncounted) {
      long[] next = new long[names.size()];
      for (int row = 0; row < codes.length; row++) times[row] = next[codes[row]]++;
    }
    return new SeriesKeys(
        codes, names, used.stream().map(SeriesColumn::cells).toList(), separators, statics);
  }

  /// Divides the rows into series by the words of a column.
  ///
  /// @param codes place of each row's series among the names; overwritten
  private static List<String> first(int[] codes, TextCells column, ReadingMemory memory) {
    List<String> names = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    int[] places = new int[column.distinct()];
    Arrays.fill(places, -1);
    for (int row = 0; row < codes.length; row++) {
      int code = column.code(row);
      if (places[code] < 0) {
        places[code] = names.size();
        String name = free("", column.word(code), taken);
        memory.reserve(BYTES_OF_A_KEY + (long) Character.BYTES * name.length());
        names.add(name);
      }
      codes[row] = places[code];
    }
    return names;
  }

  /// Divides the series further by another column.
  ///
  /// @param codes place of each row's series among the names; updated
  private static List<String> join(
      int[] codes, List<String> before, SeriesColumn column, ReadingMemory memory) {
    List<String> names = new ArrayList<>();
    Map<Long, Integer> numbers = new HashMap<>();
    Map<Long, Integer> places = new HashMap<>();
    Set<String> taken = new HashSet<>();
    long lastMark = -1;
    int lastBefore = -1;
    for (int row = 0; row < codes.length; row++) {
      long mark = column.mark().applyAsLong(row);
      int code = codes[row];
      if (row > 0 && mark == lastMark && code == lastBefore) {
        codes[row] = codes[row - 1];
        continue;
      }
      lastMark = mark;
      lastBefore = code;
      long number = numbers.computeIfAbsent(mark, _ -> numbers.size());
      long key = (number << 32) + code;
      Integer place = places.get(key);
      if (place == null) {
        place = names.size();
        places.put(key, place);
        String name =
            free(before.isEmpty() ? "" : before.get(code), column.word().apply(row), taken);
        memory.reserve(BYTES_OF_A_KEY + (long) Character.BYTES * name.length());
        names.add(name);
      }
      codes[row] = place;
    }
    return names;
  }

  /// A name of two parts, of which either may be empty; not one of those taken, to which it is added.
  private static String free(String before, String word, Set<String> taken) {
    String name =
        before.isEmpty() || before.equals(NONE)
            ? word.isEmpty() ? NONE : word
            : word.isEmpty() ? before : before + "/" + word;
    if (taken.add(name)) return name;
    name = before + "/" + word;
    while (!taken.add(name)) name += "/";
    return name;
  }
}
