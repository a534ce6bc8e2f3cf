package dev.rondo.forecasting.reading.time;

import java.util.Set;

/// Times with the month in words: `Jan 2026`, `31 Jan 2026 13:00`, `Jan 31, 2026 @ 13:00:00.000`,
/// `Sat, 31 Jan 2026 13:00:00 GMT`, `Sat Jan 31 13:00:00 UTC 2026`, `31/Jan/2026:13:00:00 +0100`, `31-Jan-26`.
final class WordsParser extends TimeParser {
  private static final Set<String> PARTICLES =
      Set.of(
          "de", "del", "of", "the", "at", "um", "uhr", "st", "nd", "rd", "th", "le", "den", "à",
          "a");

  private final MonthNames names = new MonthNames();

  private int year;
  private int month;
  private int firstNumber;
  private int secondNumber;
  private int numbers;
  private boolean beforeMonth; // whether the first number stands before the month
  private long ofDay;

  WordsParser() {
    super(TimeFormat.WORDS);
  }

  static boolean isLetter(int c) {
    return Character.isLetter(c)
        || Character.getType(c) == Character.NON_SPACING_MARK
        || Character.getType(c) == Character.COMBINING_SPACING_MARK;
  }

  @Override
  long read() {
    year = -1;
    month = 0;
    numbers = 0;
    firstNumber = 0;
    secondNumber = 0;
    ofDay = 0;
    boolean digit = false;
    for (int i = at; i < to && !digit; i++) digit = isDigit(text[i]);
    if (!digit) return BAD;
    while (at < to) {
      char c = text[at];
      boolean good;
      if (isDigit(c)) good = number();
      else if (isLetter(c)) good = name();
      else if (clock && !offset && (c == '+' || c == '-')) good = ZoneText.read(this);
      else if (clock && (c == '[' || c == '(')) good = ZoneText.read(this);
      else if (" -/,.@:'’".indexOf(c) >= 0) good = ++at > 0;
      else good = false;
      if (!good) return BAD;
    }
    if (month == 0) return BAD;
    if (year >= 0) {
      if (numbers > 1) return BAD;
      long day = CivilDate.of(year, month, numbers == 0 ? 1 : firstNumber);
      return day == BAD ? BAD : day + ofDay - offsetMilliseconds();
    }
    return shortYear();
  }

  /// A date with a year of two digits.
  private long shortYear() {
    if (numbers == 0 || numbers == 1 && beforeMonth) return BAD;
    open = true;
    int before = numbers == 1 ? 1 : firstNumber;
    int after = numbers == 1 ? firstNumber : secondNumber;
    if (before > 31 && (after > 31 || !beforeMonth)) return BAD;
    return Packed.of(before, month, after, ofDay, offsetMilliseconds(), Packed.PLAIN);
  }

  private boolean number() {
    int from = at;
    int number = digits();
    if (width <= 2 && at < to && text[at] == ':' && !clock && month != 0) {
      at = from;
      ofDay = clock();
      return ofDay != BAD;
    }
    if (width == 4 && year < 0) {
      year = number;
      return numbers < 2;
    }
    if (width > 2) return false;
    if (numbers++ == 0) {
      firstNumber = number;
      beforeMonth = month == 0;
    } else {
      secondNumber = number;
    }
    return numbers <= 2;
  }

  private boolean name() {
    int from = at;
    String word = word();
    if (PARTICLES.contains(word) && (month == 0 || names.of(word) < 0)) return true;
    int known = month == 0 || !clock ? names.of(word) : -1;
    if (known == 0) return true;
    if (known > 0) {
      boolean first = month == 0;
      month = known;
      return first;
    }
    if (!clock || offset) return false;
    // A zone may stand before the year, as in Sat Jan 31 13:00:00 UTC 2026.
    int end = to;
    int wordEnd = at;
    while (wordEnd < end && text[wordEnd] != ' ') wordEnd++;
    at = from;
    to = wordEnd;
    boolean zoned = ZoneText.read(this);
    to = end;
    if (zoned) return true;
    at = from;
    return ZoneText.read(this);
  }
}
