package dev.rondo.forecasting.reading;

import dev.rondo.forecasting.reading.UnreadableException.Fault;
import java.util.ArrayList;
import java.util.List;

/// The cells of one column, appended row by row, in primitive arrays.
abstract sealed class Cells permits NumberCells, TextCells, TimeCells, PartCells, IgnoredCells {
  final String name;

  /// 1-based place of the column.
  final int column;

  final List<Fault> faults = new ArrayList<>();
  long faultCount;

  /// Number of missing cells.
  long missing;

  Cells(String name, int column) {
    this.name = name;
    this.column = column;
  }

  /// Appends the next cell, without surrounding spaces.
  abstract void add(char[] text, int from, int to, long line);

  /// Removes the cells from row `size` on.
  abstract void truncate(int size);

  /// Forgets the cells from row `size` on, which stood in the line.
  void drop(int size, long line) {
    truncate(size);
    while (!faults.isEmpty() && Long.valueOf(line).equals(faults.getLast().line())) {
      faults.removeLast();
      faultCount--;
    }
  }

  /// The beginning of a cell, for a message.
  static String shown(char[] text, int from, int to) {
    String shown = new String(text, from, Math.min(to - from, 40)).replaceAll("\\R", " ");
    return shown.replace("\0", "(NUL)");
  }

  void fault(long line, String detail) {
    faultCount++;
    if (faults.size() < Faults.MOST) faults.add(new Fault(line, column, detail));
  }
}
