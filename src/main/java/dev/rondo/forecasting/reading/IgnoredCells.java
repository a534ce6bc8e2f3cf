package dev.rondo.forecasting.reading;

/// A column that is not kept.
final class IgnoredCells extends Cells {
  IgnoredCells(String name, int column) {
    super(name, column);
  }

  @Override
  void add(char[] text, int from, int to, long line) {}

  @Override
  void truncate(int size) {}
}
