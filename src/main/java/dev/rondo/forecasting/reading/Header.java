package dev.rondo.forecasting.reading;

import dev.rondo.forecasting.reading.number.NumberParser;
import dev.rondo.forecasting.reading.time.TimeFormat;
import dev.rondo.forecasting.reading.time.TimeParser;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Names of the columns.
final class Header {
  private Header() {}

  /// Whether the first row holds values already: a name is neither a number nor a time.
  static boolean isAbsent(List<String> cells) {
    boolean values = false;
    for (String cell : cells) {
      if (cell.isEmpty()) continue;
      boolean value = isValue(cell);
      if (!value) return false;
      values = true;
    }
    return values;
  }

  private static boolean isValue(String cell) {
    char[] text = cell.toCharArray();
    if (!NumberParser.isBad(new NumberParser().parse(text, 0, text.length))) return true;
    for (TimeFormat format : TimeFormat.values()) {
      if (!format.looksLikeNumber() && TimeParser.of(format).parse(cell) != TimeParser.BAD)
        return true;
    }
    return false;
  }

  /// A unique name for each column.
  static List<String> names(List<String> cells, List<Collector.Row> rows, Findings findings) {
    boolean absent = isAbsent(cells);
    for (int i = 0; i < cells.size(); i++)
      if (cells.get(i).indexOf('\0') >= 0)
        throw Faults.refusal(
            rows.getFirst().line(), i + 1, "the name of a column contains a NUL character");
    if (absent) {
      findings.warning(
          "header",
          "the first row holds values, so the columns are named column-1, column-2 and so on",
          1,
          List.of(rows.getFirst().line()));
    }
    List<String> names = new ArrayList<>();
    Set<String> taken = new HashSet<>(cells);
    Map<String, Integer> counts = new HashMap<>();
    List<String> twice = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      String name = absent || cells.get(i).isEmpty() ? "column-" + (i + 1) : cells.get(i);
      int n = counts.merge(name, 1, Integer::sum);
      String free = name;
      // A name of the header itself stays with its column.
      while (n > 1 && !taken.add(free = name + "-" + n)) n = counts.merge(name, 1, Integer::sum);
      if (n > 1) twice.add("'%s' is '%s'".formatted(name, free));
      names.add(free);
    }
    if (!twice.isEmpty()) {
      findings.repaired(
          "column-name",
          "columns with the name of an earlier one got a number: " + Findings.list(twice),
          twice.size(),
          List.of());
    }
    return names;
  }
}
