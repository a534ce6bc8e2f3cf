package dev.rondo.server.prometheus;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The labels of a series as the id of a series, in the notation of Prometheus: `up{job="api"}`.
public final class SeriesLabels {
  /// The label with the name of the metric.
  public static final String NAME = "__name__";

  private static final Pattern METRIC = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
  private static final Pattern LABEL =
      Pattern.compile(
          "\\G(?:([a-zA-Z_][a-zA-Z0-9_]*)|\"((?:[^\"\\\\]|\\\\.)*)\")(?:=\"((?:[^\"\\\\]|\\\\.)*)\")?(,|})");

  private SeriesLabels() {}

  /// The id of a series. Equal labels have equal ids, whatever their order.
  static String id(Map<String, String> labels) {
    StringBuilder id = new StringBuilder();
    String metric = labels.getOrDefault(NAME, "");
    boolean plain = METRIC.matcher(metric).matches();
    if (plain) id.append(metric);
    String separator = "";
    StringBuilder others = new StringBuilder();
    if (!plain && !metric.isEmpty()) {
      others.append(quoted(metric));
      separator = ",";
    }
    for (Map.Entry<String, String> label : new TreeMap<>(labels).entrySet()) {
      String name = label.getKey();
      if (name.equals(NAME) || label.getValue().isEmpty()) continue;
      others
          .append(separator)
          .append(METRIC.matcher(name).matches() && name.indexOf(':') < 0 ? name : quoted(name))
          .append('=')
          .append(quoted(label.getValue()));
      separator = ",";
    }
    if (plain && others.isEmpty()) return id.toString();
    return id.append('{').append(others).append('}').toString();
  }

  /// The labels of an id that is written like one of [#id]; empty for other ids.
  public static Optional<SortedMap<String, String>> of(String id) {
    SortedMap<String, String> labels = new TreeMap<>();
    int brace = id.indexOf('{');
    String metric = brace < 0 ? id : id.substring(0, brace);
    if (!metric.isEmpty()) {
      if (!METRIC.matcher(metric).matches()) return Optional.empty();
      labels.put(NAME, metric);
    }
    if (brace < 0) return metric.isEmpty() ? Optional.empty() : Optional.of(labels);
    if (id.endsWith("{}") && brace == id.length() - 2) return Optional.of(labels);
    Matcher label = LABEL.matcher(id).region(brace + 1, id.length());
    while (label.find()) {
      String plain = label.group(1);
      String name = plain == null ? unquoted(label.group(2)) : plain;
      String value = label.group(3);
      if (value == null) labels.put(NAME, name);
      else labels.put(name, unquoted(value));
      if (label.group(4).equals("}"))
        return label.end() == id.length() ? Optional.of(labels) : Optional.empty();
    }
    return Optional.empty();
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
  }

  private static String unquoted(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char next = text.charAt(i);
      if (next == '\\') {
        next = text.charAt(++i);
        if (next == 'n') next = '\n';
      }
      plain.append(next);
    }
    return plain.toString();
  }
}
