package dev.rondo.forecasting.reading;

/// Words that stand for a missing value or for yes and no.
final class Markers {
  private static final String[] MISSING = {
    "-", "--", "?", ".", "na", "n/a", "nan", "null", "none", "#n/a", "<na>", "nil", "\\n", "-nan",
    "missing", "..", "...", ":", "***", "****"
  };
  private static final String[] YES = {"true", "yes", "ja", "wahr", "t", "y"};
  private static final String[] NO = {"false", "no", "nein", "falsch", "f", "n"};

  private Markers() {}

  static boolean missing(char[] text, int from, int to) {
    if (from >= to) return true;
    // Most cells are numbers, which begin with a digit or a sign before one.
    if (isDigit(text[from]) || to - from > 7 || to - from > 1 && isDigit(text[from + 1]))
      return false;
    return oneOf(MISSING, text, from, to);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /// 1, 0, or -1 when it is neither.
  static int yesOrNo(char[] text, int from, int to) {
    return oneOf(YES, text, from, to) ? 1 : oneOf(NO, text, from, to) ? 0 : -1;
  }

  private static boolean oneOf(String[] words, char[] text, int from, int to) {
    for (String word : words) {
      if (word.length() != to - from) continue;
      int i = 0;
      while (i < word.length() && Character.toLowerCase(text[from + i]) == word.charAt(i)) i++;
      if (i == word.length()) return true;
    }
    return false;
  }
}
