package dev.rondo.forecasting.reading;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;

/// Numbers of one style from characters, with the bits that `Double.parseDouble` gives their plain form, and without making
/// objects of them where their digits fit a `long`.
///
/// @param decimal `.` or `,`; the other of the two, blanks and apostrophes may part groups of three digits
record NumberParser(char decimal) {
  /// Tells text that is no number from a missing value, which is the usual NaN.
  static final double BAD = Double.longBitsToDouble(0x7ff8_dead_0000_0001L);

  private static final double[] POWERS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };
  private static final long EXACT = 1L << 53;

  static boolean isBad(double value) {
    return Double.doubleToRawLongBits(value) == 0x7ff8_dead_0000_0001L;
  }

  /// The number from `from` to `to`, without blanks around it, or [#BAD].
  double parse(char[] text, int from, int to) {
    int at = from;
    boolean negative = false;
    if (at < to && (text[at] == '-' || text[at] == '+' || text[at] == '\u2212'))
      negative = text[at++] != '+';
    int begin = at;
    long digits = 0;
    int count = 0;
    int fraction = -1;
    int sinceGroup = -1;
    for (; at < to; at++) {
      char c = text[at];
      if (c >= '0' && c <= '9') {
        digits = digits * 10 + (c - '0');
        if (digits != 0) count++;
        if (fraction >= 0) fraction++;
        else if (sinceGroup >= 0) sinceGroup++;
      } else if (c == decimal && fraction < 0) {
        if (sinceGroup >= 0 && sinceGroup != 3) return BAD;
        sinceGroup = -1;
        fraction = 0;
      } else if (groups(c) && fraction < 0 && at > begin) {
        if (sinceGroup < 0 ? at - begin > 3 : sinceGroup != 3) return BAD;
        sinceGroup = 0;
      } else if ((c == 'e' || c == 'E') && at > begin) {
        return slow(text, from, to);
      } else {
        return BAD;
      }
    }
    if (sinceGroup >= 0 && sinceGroup != 3) return BAD;
    if (at == begin || (fraction == 0 && at - begin == 1)) return BAD;
    if (count > 18 || digits >= EXACT || fraction > 22) return slow(text, from, to);
    double value = fraction > 0 ? digits / POWERS[fraction] : digits;
    return negative ? -value : value;
  }

  private boolean groups(char c) {
    return c == (decimal == '.' ? ',' : '.')
        || c == '\''
        || c == '\u2019'
        || c == ' '
        || c == '\u00a0'
        || c == '\u202f';
  }

  private double slow(char[] text, int from, int to) {
    char[] plain = new char[to - from];
    int length = 0;
    for (int i = from; i < to; i++) {
      char c = text[i];
      if (c == decimal) plain[length++] = '.';
      else if (c == '\u2212') plain[length++] = '-';
      else if (c >= '0' && c <= '9' || c == 'e' || c == 'E' || c == '+' || c == '-')
        plain[length++] = c;
      else if (!groups(c)) return BAD;
    }
    try {
      double value = JavaDoubleParser.parseDouble(plain, 0, length);
      return Double.isFinite(value) ? value : BAD;
    } catch (NumberFormatException _) {
      return BAD;
    }
  }
}
