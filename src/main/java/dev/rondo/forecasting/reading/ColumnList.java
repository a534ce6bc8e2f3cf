package dev.rondo.forecasting.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Column names in a parameter: `a,b`, or `"Sales, net",b` if a name contains a comma.
final class ColumnList {
  private ColumnList() {}

  /// Names of columns from texts that hold one or several each.
  static List<String> resolve(
      String parameter, List<String> texts, Set<String> known, List<String> columns) {
    List<String> names = new ArrayList<>();
    for (String text : texts) {
      if (known.contains(text)) {
        names.add(text);
        continue;
      }
      for (String name : parts(text)) names.add(one(parameter, name, known, columns));
    }
    return names.stream().distinct().toList();
  }

  /// The name of one column, with or without quotes.
  static String one(String parameter, String text, Set<String> known, List<String> columns) {
    if (known.contains(text)) return text;
    List<String> parts = parts(text);
    if (parts.size() == 1 && known.contains(parts.getFirst())) return parts.getFirst();
    throw Faults.refusal(
        "%s names the column '%s', but the columns are %s"
            .formatted(parameter, text, Findings.list(columns)));
  }

  private static List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' && quoted && i + 1 < text.length() && text.charAt(i + 1) == '"') {
        part.append(c);
        i++;
      } else if (c == '"' && (quoted || part.toString().isBlank())) {
        if (!quoted) part.setLength(0);
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        parts.add(part.toString().strip());
        part.setLength(0);
      } else {
        part.append(c);
      }
    }
    parts.add(part.toString().strip());
    return parts;
  }
}
