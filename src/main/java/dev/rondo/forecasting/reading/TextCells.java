package dev.rondo.forecasting.reading;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A column of words, each kept once. A column with a new word in nearly every row, such as one of remarks, is given up.
final class TextCells extends Cells {
  private static final int REMARKS = 20_000;

  private final Map<String, Integer> codes = new HashMap<>();
  private final List<String> words = new ArrayList<>();
  private final boolean needed;
  private int[] rows = {};
  private int size;
  private boolean givenUp;
  private String last = "";
  private int lastCode = -1;

  /// @param needed whether the user named the column, so that it is kept in any case
  TextCells(String name, int column, boolean needed) {
    super(name, column);
    this.needed = needed;
  }

  @Override
  void add(char[] text, int from, int to, long line) {
    if (givenUp) return;
    if (size == rows.length) rows = Arrays.copyOf(rows, grown(size));
    if (from == to) missing++;
    if (lastCode < 0 || !isLast(text, from, to)) {
      last = new String(text, from, to - from);
      Integer known = codes.putIfAbsent(last, words.size());
      lastCode = known == null ? words.size() : known;
      if (known == null) words.add(last);
      if (!needed && words.size() > REMARKS && words.size() > size / 2) {
        givenUp = true;
        rows = new int[0];
        codes.clear();
        words.clear();
        return;
      }
    }
    rows[size++] = lastCode;
  }

  private boolean isLast(char[] text, int from, int to) {
    if (last.length() != to - from) return false;
    for (int i = from; i < to; i++) if (last.charAt(i - from) != text[i]) return false;
    return true;
  }

  @Override
  void truncate(int count) {
    size = Math.min(size, count);
  }

  boolean givenUp() {
    return givenUp;
  }

  int code(int row) {
    return rows[row];
  }

  int distinct() {
    return words.size();
  }

  String word(int code) {
    return words.get(code);
  }
}
