package dev.rondo.forecasting.reading;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A column of words, each stored once. A column with a new word in nearly every row, such as one of remarks, is dropped.
final class TextCells extends Cells {
  private static final int REMARKS = 200_000;

  /// Bytes of a word in addition to its characters: its objects and its entry in the map.
  private static final int BYTES_OF_A_WORD = 168;

  private final Map<String, Integer> codes = new HashMap<>();
  private final List<char[]> words = new ArrayList<>();
  private final boolean needed;
  private final ReadingMemory memory;
  private long reserved;
  private final Ints rows = new Ints();
  private boolean givenUp;

  /// Code of the word that followed a word when it was met last: rows go through the same series again and again.
  private int[] next = new int[16];

  private int last = -1;

  /// @param needed whether the user named the column, so that it is kept in any case
  TextCells(String name, int column, boolean needed, ReadingMemory memory) {
    super(name, column);
    this.needed = needed;
    this.memory = memory;
  }

  @Override
  void add(char[] text, int from, int to, long line) {
    if (givenUp) return;
    if (from == to) missing++;
    if (last < 0 || !is(words.get(last), text, from, to)) {
      int guess = last < 0 ? 0 : next[last];
      int code =
          !words.isEmpty() && is(words.get(guess), text, from, to) ? guess : code(text, from, to);
      if (last >= 0) next[last] = code;
      last = code;
      if (!needed && words.size() > REMARKS && words.size() > rows.size() / 2) {
        givenUp = true;
        release();
        return;
      }
    }
    rows.add(last);
  }

  private static boolean is(char[] word, char[] text, int from, int to) {
    return Arrays.equals(word, 0, word.length, text, from, to);
  }

  private int code(char[] text, int from, int to) {
    String word = new String(text, from, to - from);
    Integer known = codes.putIfAbsent(word, words.size());
    if (known != null) return known;
    long bytes = BYTES_OF_A_WORD + 2L * Character.BYTES * word.length();
    memory.reserve(bytes);
    reserved += bytes;
    words.add(word.toCharArray());
    if (words.size() > next.length) next = Arrays.copyOf(next, 2 * next.length);
    return words.size() - 1;
  }

  @Override
  void truncate(int count) {
    rows.truncate(count);
  }

  boolean givenUp() {
    return givenUp;
  }

  int code(int row) {
    return rows.get(row);
  }

  int distinct() {
    return words.size();
  }

  /// The different words of the rows.
  List<String> words() {
    BitSet used = new BitSet(words.size());
    for (int row = 0; row < rows.size(); row++) used.set(rows.get(row));
    return codes.entrySet().stream()
        .filter(word -> used.get(word.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  String word(int code) {
    return new String(words.get(code));
  }

  /// Gives the memory back.
  void release() {
    rows.clear();
    codes.clear();
    words.clear();
    memory.release(reserved);
    reserved = 0;
  }
}
