package dev.rondo.forecasting.reading.time;

import java.util.Locale;

/// Parts of a time in separate cells. Text that is not such a part gives [TimeParser#BAD].
public final class TimePart {
  private TimePart() {}

  /// A whole number of a range.
  public static long number(char[] text, int from, int to, int least, int greatest) {
    DigitsParser parser = new DigitsParser();
    long number = parser.parse(text, from, to);
    return parser.fraction != 0 || number < least || number > greatest ? TimeParser.BAD : number;
  }

  /// A whole number of a range, with or without a prefix such as the q of Q1.
  public static long prefixed(
      String prefix, char[] text, int from, int to, int least, int greatest) {
    int begin = from;
    for (int i = 0; i < prefix.length() && begin < to; i++)
      if (Character.toLowerCase(text[begin]) == prefix.charAt(i)) begin++;
    if (begin > from && begin - from < prefix.length()) return TimeParser.BAD;
    while (begin > from && begin < to && text[begin] == ' ') begin++;
    return number(text, begin, to, least, greatest);
  }

  /// A month by number or by name in any language.
  public static long month(char[] text, int from, int to) {
    if (from < to && TimeParser.isDigit(text[from])) return number(text, from, to, 1, 12);
    String word = new String(text, from, to - from).toLowerCase(Locale.ROOT).replace(".", "");
    if (word.length() < 2 || !word.chars().allMatch(WordsParser::isLetter)) return TimeParser.BAD;
    int month = new MonthNames().of(word);
    return month < 1 ? TimeParser.BAD : month;
  }

  /// Milliseconds of the day of a clock time with minutes or with AM or PM.
  public static long clock(char[] text, int from, int to) {
    boolean telling = false;
    for (int i = from; i < to && !telling; i++)
      telling = text[i] == ':' || text[i] == 'm' || text[i] == 'M';
    if (!telling) return TimeParser.BAD;
    return new ClockParser().parse(text, from, to);
  }

  /// First millisecond of a week of ISO 8601, or [TimeParser#BAD].
  public static long week(int year, int week) {
    return WeekParser.of(year, week, 1);
  }
}
