package dev.rondo.forecasting.reading.number;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;

/// Reads numbers from characters: `1234.5`, `1,234.5`, `1.234,5`, `1 234,5`, `1'234.5` or `1,5E+06`, with the bits that
/// `Double.parseDouble` gives their plain form, and without creating objects if their digits fit a `long`.
///
/// A single separator before exactly three digits, as in `1.234`, may stand for decimals or for thousands. It is read as
/// decimals, and [#shape()] says that it is in doubt. Not thread-safe: [#shape()] and [#isPadded()] describe the number read last.
public final class NumberParser {
  /// The NaN of text that is not a number; a missing value is the usual NaN.
  public static final double BAD = Double.longBitsToDouble(0x7ff8_dead_0000_0001L);

  private static final double[] POWERS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };
  private static final long EXACT = 1L << 53;

  /// What a number shows of the separators in use.
  public enum Shape {
    /// Neither point nor comma.
    PLAIN,
    /// The decimal separator is a point for certain, as in `1.5` or `1,234.5`.
    POINT,
    /// The decimal separator is a comma for certain, as in `1,5` or `1.234,5`.
    COMMA,
    /// As `1.234`.
    POINT_IN_DOUBT,
    /// As `1,234`.
    COMMA_IN_DOUBT
  }

  private Shape shape = Shape.PLAIN;
  private boolean padded;
  private int wholeDigits;
  private double plain;

  public static boolean isBad(double value) {
    return Double.doubleToRawLongBits(value) == 0x7ff8_dead_0000_0001L;
  }

  public Shape shape() {
    return shape;
  }

  /// Whether the number is whole and has several digits of which the first is 0, as ids such as `007` have.
  public boolean isPadded() {
    return padded;
  }

  /// Digits of a [Shape#PLAIN] number that no separator parts; 0 of any other.
  public int wholeDigits() {
    return wholeDigits;
  }

  /// The number from `from` to `to`, without blanks around it, or [#BAD].
  public double parse(char[] text, int from, int to) {
    return isPlain(text, from, to) ? plain : anyNumber(text, from, to);
  }

  /// Reads the commonest shape, up to 15 digits with a point among them that is no doubt, into `plain`; false for any other.
  private boolean isPlain(char[] text, int from, int to) {
    int begin = from < to && text[from] == '-' ? from + 1 : from;
    int length = to - begin;
    if (length < 3 || length > 16) return false;
    long digits = 0;
    int point = -1;
    for (int at = begin; at < to; at++) {
      int digit = text[at] - '0';
      if (digit >= 0 && digit <= 9) {
        digits = digits * 10 + digit;
      } else if (text[at] == '.' && point < 0) {
        point = at;
      } else {
        return false;
      }
    }
    if (point < 0) return false;
    int before = point - begin;
    int fraction = to - point - 1;
    shape =
        fraction == 3 && before >= 1 && before <= 3 && text[begin] != '0'
            ? Shape.POINT_IN_DOUBT
            : Shape.POINT;
    padded = false;
    wholeDigits = 0;
    double value = digits / POWERS[fraction];
    plain = begin > from ? -value : value;
    return true;
  }

  private double anyNumber(char[] text, int from, int to) {
    int at = from;
    boolean negative = false;
    if (at < to && (text[at] == '-' || text[at] == '+' || text[at] == '\u2212'))
      negative = text[at++] != '+';
    int begin = at;
    long digits = 0;
    int significant = 0;
    int numerals = 0;
    int mark = 0; // numerals before the last separator
    int before = 0; // numerals before the first point or comma
    char first = 0; // the first point or comma
    char decimal = 0;
    boolean thousands = false; // the first point or comma certainly separates thousands
    boolean blanks = false;
    boolean exponent = false;
    for (; at < to; at++) {
      char c = text[at];
      if (c >= '0' && c <= '9') {
        digits = digits * 10 + (c - '0');
        if (digits != 0) significant++;
        numerals++;
      } else if (c == '.' || c == ',') {
        if (decimal != 0) return BAD;
        if (blanks) {
          if (numerals - mark != 3) return BAD;
          decimal = c;
        } else if (first == 0) {
          first = c;
          before = numerals;
        } else {
          if (numerals - mark != 3 || before == 0 || before > 3) return BAD;
          thousands = true;
          if (c != first) decimal = c;
        }
        mark = numerals;
      } else if (isBlank(c)) {
        int run = numerals - mark;
        if (first != 0 || decimal != 0 || run == 0 || (blanks ? run != 3 : run > 3)) return BAD;
        blanks = true;
        mark = numerals;
      } else if ((c == 'e' || c == 'E') && numerals > 0) {
        exponent = true;
        break;
      } else {
        return BAD;
      }
    }
    if (numerals == 0) return BAD;
    int run = numerals - mark;
    int fraction = 0;
    padded = false;
    wholeDigits = 0;
    if (first != 0 && decimal == 0 && !thousands) {
      decimal = first;
      fraction = run;
      boolean doubt = run == 3 && before >= 1 && before <= 3 && text[begin] != '0' && !exponent;
      if (first == '.') shape = doubt ? Shape.POINT_IN_DOUBT : Shape.POINT;
      else shape = doubt ? Shape.COMMA_IN_DOUBT : Shape.COMMA;
    } else if (decimal != 0) {
      fraction = run;
      shape = decimal == '.' ? Shape.POINT : Shape.COMMA;
    } else {
      if ((thousands || blanks) && run != 3) return BAD;
      shape = !thousands ? Shape.PLAIN : first == '.' ? Shape.COMMA : Shape.POINT;
      if (!thousands && !blanks && !exponent) {
        wholeDigits = numerals;
        padded = numerals > 1 && text[begin] == '0';
      }
    }
    if (exponent || significant > 18 || digits >= EXACT || fraction > 22)
      return slow(text, from, to, decimal);
    double value = fraction > 0 ? digits / POWERS[fraction] : digits;
    return negative ? -value : value;
  }

  /// Whether the character separates thousands, whatever the decimal separator is.
  private static boolean isBlank(char c) {
    return c == ' '
        || c == '\''
        || c == '\u00a0'
        || c == '\u2009'
        || c == '\u202f'
        || c == '\u2019';
  }

  /// The JDK's algorithm on the plain form of what has been checked up to its exponent.
  private static double slow(char[] text, int from, int to, char decimal) {
    char[] plain = new char[to - from];
    int length = 0;
    boolean exponent = false;
    for (int i = from; i < to; i++) {
      char c = text[i];
      exponent |= c == 'e' || c == 'E';
      boolean numeral = c >= '0' && c <= '9' || c == 'e' || c == 'E' || c == '+' || c == '-';
      if (c == decimal && !exponent) plain[length++] = '.';
      else if (c == '\u2212') plain[length++] = '-';
      else if (numeral) plain[length++] = c;
      else if (exponent) return BAD;
    }
    try {
      double value = JavaDoubleParser.parseDouble(plain, 0, length);
      return Double.isFinite(value) ? value : BAD;
    } catch (NumberFormatException _) {
      return BAD;
    }
  }
}
