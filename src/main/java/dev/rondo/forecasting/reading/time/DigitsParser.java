package dev.rondo.forecasting.reading.time;

/// Numbers; their fraction is kept separately, rounded down and in billionths.
final class DigitsParser extends TimeParser {
  private static final int MOST_DIGITS = 18;

  DigitsParser() {
    super(TimeFormat.DIGITS);
  }

  @Override
  long read() {
    open = true;
    boolean negative = at < to && text[at] == '-';
    if (negative) at++;
    long number = 0;
    int from = at;
    while (at < to && isDigit(text[at])) {
      if (at - from == MOST_DIGITS && number >= Long.MAX_VALUE / 10 - 1) return BAD;
      if (at - from > MOST_DIGITS) return BAD;
      number = number * 10 + (text[at++] - '0');
    }
    if (at == from) return BAD;
    if (at + 1 < to && (text[at] == '.' || text[at] == ',')) {
      at++;
      fraction = billionths();
    }
    if (!negative) return number;
    if (fraction == 0) return -number;
    fraction = 1_000_000_000 - fraction;
    return -number - 1;
  }
}
