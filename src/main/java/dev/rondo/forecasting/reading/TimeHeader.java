package dev.rondo.forecasting.reading;

import dev.rondo.forecasting.reading.time.Interpretation;
import dev.rondo.forecasting.reading.time.TimeFormat;
import dev.rondo.forecasting.reading.time.TimeParser;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Columns of a wide table whose names are times or count the steps.
///
/// @param first place of the first of these columns
/// @param times their times, in the order of the columns
/// @param format of the times; null if the names count the steps
/// @param years whether the times are years
record TimeHeader(int first, List<String> times, @Nullable TimeFormat format, boolean years) {
  /// A time that is repeated in brackets, such as `2020 [YR2020]` or `2020Q1 [2020Q1]` in tables of the World Bank.
  private static final Pattern REPEATED = Pattern.compile("(\\S+) \\[(?:YR)?(\\S+)]");

  /// A year after letters that make it the name of a variable, such as `X2020` or `Y2020`.
  private static final Pattern LETTERED =
      Pattern.compile("(?:X|Y|YR|FY|year)[ _.]?((?:1[6-9]|2[01])\\d\\d)", Pattern.CASE_INSENSITIVE);

  /// The times among the names of columns.
  private static final class Names {
    private final Map<TimeFormat, TimeParser> parsers = new EnumMap<>(TimeFormat.class);
    private final List<String> names = new ArrayList<>();

    Names(List<ColumnSample> columns) {
      for (TimeFormat format : TimeFormat.values()) parsers.put(format, TimeParser.of(format));
      for (ColumnSample column : columns) names.add(plain(column.name));
    }

    private static String plain(String name) {
      Matcher repeated = REPEATED.matcher(name);
      if (repeated.matches() && repeated.group(1).equals(repeated.group(2)))
        return repeated.group(1);
      Matcher lettered = LETTERED.matcher(name);
      return lettered.matches() ? lettered.group(1) : name;
    }

    boolean is(int place, TimeFormat format) {
      TimeParser parser = parsers.get(format);
      return parser != null && parser.parse(names.get(place)) != TimeParser.BAD;
    }

    /// Whether the name is a time; a short number may count something else.
    boolean isTime(int place) {
      for (TimeFormat format : TimeFormat.values())
        if (is(place, format)) return format != TimeFormat.DIGITS || names.get(place).length() >= 4;
      return false;
    }

    /// The number of columns up to the last one whose name is a time, for example before a total; all columns if the names of the
    /// last two of these are not both times.
    int end() {
      int last = names.size();
      while (last > 0 && !isTime(last - 1)) last--;
      return last > 1 && isTime(last - 2) ? last : names.size();
    }

    /// The first of the columns up to `end` whose names are times of the format.
    int first(TimeFormat format, int end) {
      int first = end;
      while (first > 0 && is(first - 1, format)) first--;
      return first;
    }

    @Nullable Interpretation digits(int first, int end) {
      return TimeCells.digits("time", names.subList(first, end));
    }

    TimeHeader header(int first, int end, @Nullable TimeFormat format, boolean years) {
      return new TimeHeader(first, List.copyOf(names.subList(first, end)), format, years);
    }
  }

  /// The columns up to the last one whose name is a time; null if there are none.
  static @Nullable TimeHeader of(List<ColumnSample> columns) {
    Names names = new Names(columns);
    int end = names.end();
    TimeFormat best = null;
    int first = end;
    boolean years = false;
    for (TimeFormat format : TimeFormat.values()) {
      int begin = names.first(format, end);
      if (begin >= first) continue;
      if (format == TimeFormat.DIGITS) {
        Interpretation digits = names.digits(begin, end);
        if (digits == null || digits == Interpretation.STEP) continue;
        years = digits == Interpretation.YEAR;
      }
      best = format;
      first = begin;
    }
    return best == null ? counted(columns.subList(0, end)) : names.header(first, end, best, years);
  }

  /// The last columns whose names end in numbers that count them, such as V1, V2, V3; null if there are none.
  private static @Nullable TimeHeader counted(List<ColumnSample> columns) {
    List<String> steps = new ArrayList<>();
    int first = columns.size();
    long number = number(columns.getLast().name);
    while (first > 0 && number >= 0 && number(columns.get(first - 1).name) == number) {
      first--;
      steps.addFirst(Long.toString(number--));
    }
    return steps.isEmpty() ? null : new TimeHeader(first, steps, null, false);
  }

  private static long number(String name) {
    int from = name.length();
    while (from > 0 && name.length() - from < 9 && Character.isDigit(name.charAt(from - 1))) from--;
    return from == name.length() ? Long.MIN_VALUE / 2 : Long.parseLong(name.substring(from));
  }

  /// All columns from `first` on, as steps from that number.
  static TimeHeader steps(int first, int columns) {
    List<String> steps = new ArrayList<>();
    for (int i = first; i < columns; i++) steps.add(Integer.toString(i));
    return new TimeHeader(first, steps, null, false);
  }

  /// The place after the last of the columns.
  int end() {
    return first + times.size();
  }
}
