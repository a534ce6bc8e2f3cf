package dev.rondo.forecasting.reading;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Tables with a column of times, for tests.
final class TimeTables {
  private TimeTables() {}

  /// Reads a table, whose column of times is named if it has the name date.
  static Reading read(String text, @Nullable String frequency, @Nullable String zone) {
    NamedColumns columns = text.startsWith("date,") ? Tables.timeColumn("date") : NamedColumns.NONE;
    return Tables.read(text, Tables.options(columns, frequency, zone));
  }

  static Reading read(String text) {
    return read(text, null, null);
  }

  /// A table with a quoted column named date and the values 0, 1, 2 and so on.
  static String column(int rows, IntFunction<String> time) {
    StringBuilder text = new StringBuilder("date,y\n");
    for (int i = 0; i < rows; i++)
      text.append('"').append(time.apply(i)).append("\",").append(i).append('\n');
    return text.toString();
  }

  static void assertRefused(String text, String words) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(UnreadableException.class)
        .hasMessageContaining(words);
  }

  static String days(String pattern, int rows) {
    DateTimeFormatter format = DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
    LocalDate first = LocalDate.of(2026, 1, 1);
    return column(rows, i -> format.format(first.plusDays(i)));
  }

  static String months(String pattern, Locale locale, int rows) {
    DateTimeFormatter format = DateTimeFormatter.ofPattern(pattern, locale);
    LocalDate first = LocalDate.of(2024, 1, 1);
    return column(rows, i -> format.format(first.plusMonths(i)));
  }

  static String hours(String pattern) {
    DateTimeFormatter format = DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
    LocalDateTime first = LocalDateTime.of(2026, 1, 1, 0, 0);
    return column(40, i -> format.format(first.plusHours(i)));
  }
}
