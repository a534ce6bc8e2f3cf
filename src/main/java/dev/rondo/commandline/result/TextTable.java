package dev.rondo.commandline.result;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/// A table in columns of equal width: the first aligned to the left, the others to the right.
public final class TextTable {
  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  public TextTable(List<String> header) {
    rows.add(List.copyOf(header));
  }

  public void add(List<String> cells) {
    rows.add(List.copyOf(cells));
  }

  public void print(PrintStream out) {
    int columns = rows.getFirst().size();
    int[] widths = new int[columns];
    for (List<String> row : rows)
      for (int c = 0; c < columns; c++) widths[c] = Math.max(widths[c], row.get(c).length());
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < columns; c++) {
        String space = " ".repeat(widths[c] - row.get(c).length());
        line.append(c == 0 ? row.get(c) + space : GAP + space + row.get(c));
      }
      out.println(line.toString().stripTrailing());
    }
  }
}
