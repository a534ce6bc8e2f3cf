package dev.rondo.forecasting.reading;

import dev.rondo.forecasting.series.StaticColumn;
import dev.rondo.forecasting.series.StaticColumn.Kind;
import dev.rondo.forecasting.series.StaticValues;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A column with one word for each series.
///
/// @param words `[series]`, null where it is missing
@SuppressWarnings("ArrayRecordComponent")
record StaticWords(String name, @Nullable String[] words) {
  /// Bytes of a value: its entry in the map of its series.
  private static final long BYTES_OF_A_VALUE = 100;

  /// The named columns; all columns that together identify the series; and of several series the other columns of text with one word
  /// for each. The rest is reported as dropped. Throws [UnreadableException] if a named column has several words for a series.
  ///
  /// @param used columns that identify the series
  /// @param codes place of the series of each row among the names
  static List<StaticWords> of(
      List<TextCells> texts,
      List<SeriesColumn> used,
      int[] codes,
      List<String> names,
      ReadingOptions options,
      Findings findings) {
    List<StaticWords> all = new ArrayList<>();
    if (used.size() > 1) for (SeriesColumn column : used) all.add(ofIds(column, codes, names));
    List<String> inferred = new ArrayList<>();
    for (TextCells text : texts) {
      if (used.stream().anyMatch(column -> column.cells() == text)) continue;
      boolean named = options.columns().statics().contains(text.name);
      StaticWords one = named || names.size() > 1 ? one(text, codes, names, named) : null;
      if (one == null) {
        findings.droppedColumn(text.name, "text");
        continue;
      }
      all.add(one);
      if (!named) inferred.add("'" + text.name + "'");
    }
    if (!inferred.isEmpty())
      findings.inferred(
          "static-columns",
          "columns with one value for each series are kept as static columns, by which forecasts can be summed: "
              + Findings.list(inferred));
    options.memory().reserve(BYTES_OF_A_VALUE * all.size() * names.size());
    return all;
  }

  private static StaticWords ofIds(SeriesColumn column, int[] codes, List<String> names) {
    @Nullable String[] words = new @Nullable String[names.size()];
    for (int row = 0; row < codes.length; row++) {
      if (words[codes[row]] != null) continue;
      String word = column.word().apply(row);
      words[codes[row]] = word.isEmpty() ? null : word;
    }
    return new StaticWords(column.name(), words);
  }

  /// Null if a series has several words or none has one.
  private static @Nullable StaticWords one(
      TextCells text, int[] codes, List<String> names, boolean named) {
    if (text.givenUp()) return null;
    @Nullable String[] byCode = new @Nullable String[text.distinct()];
    for (int code = 0; code < byCode.length; code++) {
      String word = text.word(code);
      byCode[code] = Markers.missing(word.toCharArray(), 0, word.length()) ? null : word;
    }
    int[] found = new int[names.size()];
    Arrays.fill(found, -1);
    boolean some = false;
    for (int row = 0; row < codes.length; row++) {
      int code = text.code(row);
      int series = codes[row];
      if (byCode[code] == null) continue;
      some = true;
      if (found[series] < 0) found[series] = code;
      if (found[series] == code) continue;
      if (!named) return null;
      throw Faults.refusal(
          null,
          text.column,
          "the series '%s' has '%s' and '%s' in column '%s', but a static column has one value for each series; take it out of staticColumns"
              .formatted(names.get(series), byCode[found[series]], byCode[code], text.name));
    }
    if (!some && !named) return null;
    @Nullable String[] words = new @Nullable String[names.size()];
    for (int s = 0; s < words.length; s++) words[s] = found[s] < 0 ? null : byCode[found[s]];
    return new StaticWords(text.name, words);
  }

  static List<StaticColumn> columns(List<StaticWords> all) {
    return all.stream().map(one -> new StaticColumn(one.name, Kind.CATEGORY)).toList();
  }

  /// The values of a series.
  static StaticValues values(List<StaticWords> all, int series) {
    if (all.isEmpty()) return StaticValues.NONE;
    Map<String, String> categories = new HashMap<>();
    for (StaticWords one : all) {
      String word = one.words[series];
      if (word != null) categories.put(one.name, word);
    }
    return new StaticValues(Map.of(), categories);
  }
}
