package dev.rondo.forecasting.hierarchy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Groups of series with equal attributes, on several levels.
///
/// @param levels attributes of each level; none for the sum of all series
/// @param groups those of the first level, then those of the next; in a level in the order of their first series
/// @param sums the different sums of several series
public record Hierarchy(List<List<String>> levels, List<Group> groups, Sums sums) {
  /// The series with the same values of the attributes of a level.
  ///
  /// @param level number of the level
  /// @param values of the attributes, in the order of the level
  /// @param row of its sum; that of its series if it has only one
  public record Group(int level, Map<String, String> values, int row) {
    /// The values as text, such as `region=north, shop=a`; `total` without attributes.
    public String label() {
      return values.isEmpty()
          ? "total"
          : values.entrySet().stream()
              .map(one -> one.getKey() + "=" + one.getValue())
              .collect(Collectors.joining(", "));
    }
  }

  /// Numbers of the series of a sum, equal for equal numbers.
  private record Members(List<Integer> numbers) {}

  /// @param attributes for each series, at least those of all levels
  public static Hierarchy of(List<List<String>> levels, List<Map<String, String>> attributes) {
    Map<Members, Integer> rows = new LinkedHashMap<>();
    List<Draft> drafts = new ArrayList<>();
    for (int level = 0; level < levels.size(); level++) {
      Map<Map<String, String>, List<Integer>> groups = new LinkedHashMap<>();
      for (int series = 0; series < attributes.size(); series++)
        groups
            .computeIfAbsent(
                values(levels.get(level), attributes.get(series)), _ -> new ArrayList<>())
            .add(series);
      for (Map.Entry<Map<String, String>, List<Integer>> group : groups.entrySet()) {
        Members members = new Members(group.getValue());
        if (members.numbers.size() > 1) rows.putIfAbsent(members, rows.size());
        drafts.add(new Draft(level, group.getKey(), members));
      }
    }
    List<Group> groups = new ArrayList<>();
    for (Draft draft : drafts) {
      List<Integer> numbers = draft.members.numbers;
      Integer row = numbers.size() > 1 ? rows.get(draft.members) : null;
      groups.add(
          new Group(
              draft.level, draft.values, row == null ? rows.size() + numbers.getFirst() : row));
    }
    int[][] members =
        rows.keySet().stream()
            .map(one -> one.numbers.stream().mapToInt(Integer::intValue).toArray())
            .toArray(int[][]::new);
    return new Hierarchy(
        List.copyOf(levels), List.copyOf(groups), new Sums(attributes.size(), members));
  }

  private record Draft(int level, Map<String, String> values, Members members) {}

  private static Map<String, String> values(List<String> level, Map<String, String> attributes) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String name : level) {
      String value = attributes.get(name);
      if (value == null) throw new IllegalArgumentException("a series has no '" + name + "'");
      values.put(name, value);
    }
    return values;
  }

  /// Labels of the sums, `[sums]`, from the first group of each.
  String[] labels() {
    String[] labels = new String[sums.count()];
    for (Group group : groups.reversed())
      if (group.row < labels.length) labels[group.row] = group.label();
    return labels;
  }
}
