package dev.rondo.forecasting.reading;

import dev.rondo.forecasting.reading.SplitTime.Field;
import dev.rondo.forecasting.reading.time.CivilDate;
import dev.rondo.forecasting.reading.time.TimePart;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Neighbouring columns whose names are all parts of a longer time in order, such as the twelve months or the hours of a day. A
/// part of them, such as January and February alone, is not enough.
///
/// @param first place of the first of these columns
/// @param parts the parts as [Field#read] reads them, in the order of the columns
/// @param bare whether the names are numbers without a word
record PartHeader(int first, Field field, List<String> parts, boolean bare) {
  private static final Pattern NUMBERED = Pattern.compile("([\\p{L}_ .]*?)[_ .-]?(\\d{1,2})");
  private static final Pattern FROM_TO = Pattern.compile("(\\S+?) ?[-–] ?\\S+");
  private static final int LONGEST_MONTH = 12;
  private static final int MOST = 53; // parts that are numbers
  private static final long LONGEST_STEP = 3 * 3_600_000L; // of clock times

  /// Numbers that make up a whole, with the words that may stand before them.
  private enum Whole {
    MONTHS(Field.MONTH, 1, 12, "", "m", "month", "monat", "mes", "mois"),
    QUARTERS(Field.QUARTER, 1, 4, "q", "qtr", "quarter", "quartal"),
    SHORT_YEAR(Field.WEEK, 1, 52, "", "w", "wk", "kw", "week", "woche"),
    LONG_YEAR(Field.WEEK, 1, 53, "", "w", "wk", "kw", "week", "woche"),
    DAYS(Field.DAY, 1, 31, "", "d", "day", "tag", "dia", "jour"),
    HOURS(Field.HOUR, 0, 23, "", "h", "hr", "hour", "stunde", "hora", "heure"),
    HOUR_ENDS(
        Field.HOUR_ENDING,
        1,
        24,
        "",
        "h",
        "hr",
        "hour",
        "stunde",
        "hora",
        "heure",
        "he",
        "hour ending",
        "hour_ending",
        "hourending");

    final Field field;
    final int least;
    final int greatest;
    final Set<String> words;

    Whole(Field field, int least, int greatest, String... words) {
      this.field = field;
      this.least = least;
      this.greatest = greatest;
      this.words = Set.of(words);
    }

    /// Whether `count` numbers from the first on are all of these.
    boolean is(String word, int number, int count) {
      return words.contains(word) && number == least && count == greatest - least + 1;
    }
  }

  /// The parts of a field in the names of columns; null if there are none.
  static @Nullable PartHeader of(Field field, List<ColumnSample> columns) {
    for (int first = 0; first < columns.size(); first++) {
      PartHeader header =
          switch (field) {
            case CLOCK -> clocks(first, columns);
            case MONTH -> months(first, columns);
            default -> null;
          };
      if (header == null) header = numbers(field, first, columns);
      if (header != null) return header;
    }
    return null;
  }

  private static @Nullable PartHeader months(int first, List<ColumnSample> columns) {
    if (columns.size() - first < 12) return null;
    for (ColumnSample column : columns.subList(first, first + 12))
      if (column.name.length() > LONGEST_MONTH || !Character.isLetter(column.name.charAt(0)))
        return null;
    List<String> parts = new ArrayList<>();
    for (int month = 1; month <= 12; month++) {
      char[] name = columns.get(first + month - 1).name.toCharArray();
      if (TimePart.month(name, 0, name.length) != month) return null;
      parts.add(Integer.toString(month));
    }
    return new PartHeader(first, Field.MONTH, parts, false);
  }

  /// Numbers after one word, as far as they count up.
  private static @Nullable PartHeader numbers(Field field, int first, List<ColumnSample> columns) {
    Matcher begin = NUMBERED.matcher(columns.get(first).name);
    if (!begin.matches()) return null;
    String word = begin.group(1).toLowerCase(Locale.ROOT);
    int number = Integer.parseInt(begin.group(2));
    if (number > 1 || first > 0 && isNumber(columns.get(first - 1).name, word, number - 1))
      return null;
    List<String> parts = new ArrayList<>();
    while (first + parts.size() < columns.size()
        && parts.size() <= MOST
        && isNumber(columns.get(first + parts.size()).name, word, number + parts.size()))
      parts.add(Integer.toString(number + parts.size()));
    for (Whole whole : Whole.values())
      if (whole.field == field && whole.is(word, number, parts.size()))
        return new PartHeader(first, field, parts, word.isEmpty());
    return null;
  }

  private static boolean isNumber(String name, String word, int number) {
    Matcher matcher = NUMBERED.matcher(name);
    return matcher.matches()
        && matcher.group(1).toLowerCase(Locale.ROOT).equals(word)
        && Integer.parseInt(matcher.group(2)) == number;
  }

  /// Clock times, or intervals between two of them, evenly over a whole day.
  private static @Nullable PartHeader clocks(int first, List<ColumnSample> columns) {
    if (columns.size() - first < 2) return null;
    long begin = time(clock(columns.get(first).name));
    long step = time(clock(columns.get(first + 1).name)) - begin;
    if (begin < 0
        || step <= 0
        || step > LONGEST_STEP
        || CivilDate.DAY % step != 0
        || begin != 0 && begin != step
        || columns.size() - first < CivilDate.DAY / step) return null;
    List<String> parts = new ArrayList<>();
    for (long expected = begin; parts.size() < CivilDate.DAY / step; expected += step) {
      String clock = clock(columns.get(first + parts.size()).name);
      long time = time(clock);
      // Midnight after the last step is the end of the day.
      boolean end = time == 0 && expected == CivilDate.DAY;
      if (time != expected && !end) return null;
      parts.add(end ? "24:00" : clock);
    }
    return new PartHeader(first, Field.CLOCK, parts, false);
  }

  /// The clock time of a name; of an interval its begin.
  private static String clock(String name) {
    Matcher interval = FROM_TO.matcher(name);
    return interval.matches() ? interval.group(1) : name;
  }

  private static long time(String clock) {
    return TimePart.clock(clock.toCharArray(), 0, clock.length());
  }

  /// The place after the last of the columns.
  int end() {
    return first + parts.size();
  }
}
