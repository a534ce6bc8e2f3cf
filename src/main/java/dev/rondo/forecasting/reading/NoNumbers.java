package dev.rondo.forecasting.reading;

import dev.rondo.forecasting.reading.UnreadableException.Fault;
import dev.rondo.forecasting.reading.number.NumberParser;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Explains why a table has no column of numbers, by the column that has the most of them.
final class NoNumbers {
  private final List<Cells> columns;
  private final Lines lines;

  NoNumbers(List<Cells> columns, Lines lines) {
    this.columns = columns;
    this.lines = lines;
  }

  /// A column with its share of numbers, and why its first other cell is not one.
  private record Text(Cells column, double share, long line, String reason) {}

  UnreadableException refusal() {
    Text best = null;
    for (Cells column : columns) {
      Text text =
          switch (column) {
            case NumberCells numbers -> of(numbers);
            case TextCells words -> of(words);
            default -> null;
          };
      if (text != null && (best == null || text.share() > best.share())) best = text;
    }
    String names = Findings.list(columns.stream().map(column -> column.name).toList());
    if (best == null)
      return Faults.refusal(
          "there is no column of numbers; the columns are %s; a column that only counts the rows or is empty has no values"
              .formatted(names));
    return Faults.refusal(
        best.line(),
        best.column().column,
        "there is no column of numbers; the columns are %s; %s".formatted(names, best.reason()));
  }

  private @Nullable Text of(NumberCells column) {
    if (column.faults.isEmpty()) return null;
    Fault first = column.faults.getFirst();
    if (first.line() == null) return null;
    double share = 1 - (double) column.faultCount / Math.max(1, lines.size() - column.missing);
    return new Text(column, share, first.line(), first.detail());
  }

  private @Nullable Text of(TextCells column) {
    if (column.givenUp()) return null;
    boolean[] numbers = new boolean[column.distinct()];
    NumberParser parser = new NumberParser();
    for (int code = 0; code < numbers.length; code++) {
      char[] word = column.word(code).toCharArray();
      numbers[code] = !NumberParser.isBad(parser.parse(word, 0, word.length));
    }
    int first = -1;
    int count = 0;
    int cells = 0;
    for (int row = 0; row < lines.size(); row++) {
      String word = column.word(column.code(row));
      if (Markers.missing(word.toCharArray(), 0, word.length())) continue;
      cells++;
      if (numbers[column.code(row)]) count++;
      else if (first < 0) first = row;
    }
    if (first < 0) return null;
    String word = column.word(column.code(first));
    return new Text(
        column,
        (double) count / cells,
        lines.of(first),
        "'%s' in column '%s' is no number; write a number such as 3.14"
            .formatted(Cells.shown(word.toCharArray(), 0, word.length()), column.name));
  }
}
