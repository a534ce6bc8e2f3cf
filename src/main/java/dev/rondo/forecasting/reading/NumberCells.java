package dev.rondo.forecasting.reading;

import java.util.ArrayList;
import java.util.List;

/// A column of numbers, or of words for yes and no.
final class NumberCells extends Cells {
  private final NumberParser parser;
  private final boolean words;
  private final Longs values = new Longs(); // bits of doubles

  /// Numbers with a question mark before them; whoever wrote it doubts the value, so it is missing.
  long questioned;

  final List<Long> questionedLines = new ArrayList<>();

  NumberCells(String name, int column, NumberParser parser, boolean words) {
    super(name, column);
    this.parser = parser;
    this.words = words;
  }

  @Override
  void add(char[] text, int from, int to, long line) {
    values.add(Double.doubleToRawLongBits(value(text, from, to, line)));
  }

  private double value(char[] text, int from, int to, long line) {
    if (Markers.missing(text, from, to)) {
      missing++;
      return Double.NaN;
    }
    if (words) {
      int answer = Markers.yesOrNo(text, from, to);
      if (answer >= 0) return answer;
    }
    double value = parser.parse(text, from, to);
    if (!NumberParser.isBad(value)) return value;
    if (text[from] == '?') {
      int begin = from;
      while (begin < to && (text[begin] == '?' || text[begin] == ' ')) begin++;
      value = parser.parse(text, begin, to);
      if (!NumberParser.isBad(value)) {
        questioned++;
        if (questionedLines.size() < Findings.MOST_LINES) questionedLines.add(line);
        return Double.NaN;
      }
    }
    String shown = new String(text, from, Math.min(to - from, 40));
    fault(
        line,
        "'%s' in column '%s' is no number; write a number such as %s, or leave the cell empty where the value is missing"
            .formatted(shown, name, parser.decimal() == ',' ? "3,14" : "3.14"));
    return Double.NaN;
  }

  @Override
  void truncate(int rows) {
    values.truncate(rows);
  }

  double get(int row) {
    return Double.longBitsToDouble(values.get(row));
  }

  int size() {
    return values.size();
  }

  boolean isConsecutive() {
    for (int i = 1; i < size(); i++) if (get(i) != get(i - 1) + 1) return false;
    return size() > 1 && (get(0) == 0 || get(0) == 1);
  }

  /// Gives the memory back.
  void release() {
    values.clear();
  }
}
