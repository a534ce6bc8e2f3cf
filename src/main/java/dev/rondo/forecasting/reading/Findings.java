package dev.rondo.forecasting.reading;

import dev.rondo.forecasting.reading.Report.Finding;
import dev.rondo.forecasting.reading.Report.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Collects the findings while an upload is read.
final class Findings {
  /// Largest number of lines in one finding; the count gives their number.
  static final int MOST_LINES = 20;

  private final List<Finding> findings = new ArrayList<>();

  /// Names of dropped columns by the kind of their cells.
  private final Map<String, List<String>> droppedColumns = new LinkedHashMap<>();

  void inferred(String subject, String detail) {
    findings.add(new Finding(Kind.INFERRED, subject, detail, 1, List.of()));
  }

  void repaired(String subject, String detail, long count, List<Long> lines) {
    findings.add(new Finding(Kind.REPAIRED, subject, detail, count, lines));
  }

  void dropped(String subject, String detail, long count, List<Long> lines) {
    findings.add(new Finding(Kind.DROPPED, subject, detail, count, lines));
  }

  /// Names of the columns that are not kept.
  private final List<String> droppedNames = new ArrayList<>();

  /// Reports a column that is not kept.
  ///
  /// @param holds its content, such as `text`
  void droppedColumn(String name, String holds) {
    droppedColumns.computeIfAbsent(holds, _ -> new ArrayList<>()).add("'" + name + "'");
    droppedNames.add(name);
  }

  List<String> droppedNames() {
    return List.copyOf(droppedNames);
  }

  void warning(String subject, String detail, long count, List<Long> lines) {
    findings.add(new Finding(Kind.WARNING, subject, detail, count, lines));
  }

  /// The first of some names or texts, and how many more there are.
  static String list(List<String> all) {
    String first = String.join(", ", all.subList(0, Math.min(all.size(), MOST_LINES)));
    return all.size() <= MOST_LINES
        ? first
        : first + " and %d more".formatted(all.size() - MOST_LINES);
  }

  Report report() {
    List<Finding> all = new ArrayList<>(findings);
    droppedColumns.forEach((holds, names) ->
        all.add(
            new Finding(
                Kind.DROPPED,
                "column",
                (names.size() == 1 ? "column %s holds %s" : "columns %s hold %s")
                    .formatted(list(names), holds),
                names.size(),
                List.of())));
    return new Report(List.copyOf(all));
  }
}
