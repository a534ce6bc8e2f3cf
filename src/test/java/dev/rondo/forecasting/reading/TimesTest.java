package dev.rondo.forecasting.reading;

import static dev.rondo.forecasting.reading.Tables.span;
import static dev.rondo.forecasting.reading.Tables.warnings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.forecasting.reading.Report.Finding;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.Series;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Columns of times as people write them.
class TimesTest {
  /// Reads a table, whose column of times is named if it has the name date.
  private static Reading read(String text, @Nullable String frequency, @Nullable String zone) {
    NamedColumns columns = text.startsWith("date,") ? Tables.timeColumn("date") : NamedColumns.NONE;
    return Tables.read(text, Tables.options(columns, frequency, zone));
  }

  private static Reading read(String text) {
    return read(text, null, null);
  }

  /// A table with a quoted column named date and the values 0, 1, 2 and so on.
  private static String column(int rows, IntFunction<String> time) {
    StringBuilder text = new StringBuilder("date,y\n");
    for (int i = 0; i < rows; i++)
      text.append('"').append(time.apply(i)).append("\",").append(i).append('\n');
    return text.toString();
  }

  private static void assertRefused(String text, String words) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(UnreadableException.class)
        .hasMessageContaining(words);
  }

  private static String days(String pattern, int rows) {
    DateTimeFormatter format = DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
    LocalDate first = LocalDate.of(2026, 1, 1);
    return column(rows, i -> format.format(first.plusDays(i)));
  }

  private static String months(String pattern, Locale locale, int rows) {
    DateTimeFormatter format = DateTimeFormatter.ofPattern(pattern, locale);
    LocalDate first = LocalDate.of(2024, 1, 1);
    return column(rows, i -> format.format(first.plusMonths(i)));
  }

  private static String hours(String pattern) {
    DateTimeFormatter format = DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
    LocalDateTime first = LocalDateTime.of(2026, 1, 1, 0, 0);
    return column(40, i -> format.format(first.plusHours(i)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"dd/MM/yyyy", "MM/dd/yyyy", "d-M-yyyy", "dd.MM.yyyy", "M/d/yy", "dd/MM/yy"})
  void evenMonthsTellDayAndMonthApart(String pattern) {
    Reading reading = read(months(pattern, Locale.ENGLISH, 26));
    assertThat(span(reading)).isEqualTo("P1M 2024-01-01T00:00:00Z 2026-02-01T00:00:00Z");
    assertThat(warnings(reading)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dd/MM/yyyy",
        "MM/dd/yyyy",
        "yy/MM/dd",
        "yy-MM-dd",
        "yy.MM.dd",
        "dd-MMM-yy",
        "yy-MMM-dd",
        "yyMMdd",
        "ddMMyy",
        "MMddyy",
        "yyyyMMdd",
        "ddMMyyyy",
        "MMddyyyy",
        "yyyyDDD",
        "yyyy-DDD",
        "EEE, d MMM yyyy",
        "EEEE, MMMM d, yyyy",
        "d/MMM/yyyy"
      })
  void readsDays(String pattern) {
    Reading reading = read(days(pattern, 45));
    assertThat(span(reading)).isEqualTo("P1D 2026-01-01T00:00:00Z 2026-02-14T00:00:00Z");
    assertThat(warnings(reading)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yyyyMMddHH",
        "yyyyMMddHHmm",
        "yyyyMMddHHmmss",
        "yyMMddHHmm",
        "yyyyMMdd'T'HHmmss'Z'",
        "yyyyMMdd'T'HH",
        "yyyyMMdd HH:mm",
        "MMM d, yyyy '@' HH:mm:ss.SSS",
        "EEE, dd MMM yyyy HH:mm:ss 'GMT'",
        "EEE MMM dd HH:mm:ss 'UTC' yyyy",
        "EEE MMM d HH:mm:ss yyyy",
        "dd/MMM/yyyy:HH:mm:ss '+0000'",
        "yyyy-MM-dd HH:mm:ss 'UTC'",
        "yyyy-MM-dd'T'HH:mm:ss'Z[UTC]'",
        "yyyy-MM-dd HH:mm:ss 'Atlantic/Reykjavik'",
        "dd/MM/yyyy HH:mm",
        "MM/dd/yyyy hh:mm a",
        "MMMM d, yyyy 'at' h:mm a",
        "EEE MMM dd yyyy HH:mm:ss 'GMT+0000 (Coordinated Universal Time)'"
      })
  void readsHours(String pattern) {
    Reading reading = read(hours(pattern));
    assertThat(reading.dataset().frequency()).hasToString("PT1H");
    assertThat(span(reading)).contains("2026-01-01T00:00:00", "2026-01-02T15:00:00");
    assertThat(warnings(reading)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MM.yyyy",
        "MM/yyyy",
        "M-yyyy",
        "yyyy-MM",
        "yyyy/MM",
        "yyyyMM",
        "MMM-yy",
        "MMM yyyy",
        "yyyy MMM",
        "yyyy'M'MM",
        "MMMM yyyy"
      })
  void readsMonths(String pattern) {
    Reading reading = read(months(pattern, Locale.ENGLISH, 30));
    assertThat(span(reading)).isEqualTo("P1M 2024-01-01T00:00:00Z 2026-06-01T00:00:00Z");
    assertThat(warnings(reading)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "de", "fr", "es", "it", "pl", "hr", "cs", "nl", "pt", "ru", "tr", "fi", "sv", "el"
      })
  void readsMonthsInOtherLanguages(String language) {
    for (String pattern : List.of("LLLL yyyy", "d MMM yyyy"))
      assertThat(span(read(months(pattern, Locale.of(language), 30))))
          .as(pattern)
          .isEqualTo("P1M 2024-01-01T00:00:00Z 2026-06-01T00:00:00Z");
  }

  @ParameterizedTest
  @CsvSource({
    "Q%2$d %1$d",
    "%1$dQ%2$d",
    "%1$d-Q%2$d",
    "%2$d-%1$d",
    "%2$d/%1$d",
    "%2$dQ%3$d",
    "Q%2$d-%3$d",
    "%1$d%2$d",
    "%1$d/%2$d",
    "%1$d-%2$d"
  })
  void readsQuarters(String pattern) {
    Reading reading = read(column(20, i -> pattern.formatted(2015 + i / 4, i % 4 + 1, 15 + i / 4)));
    assertThat(span(reading)).isEqualTo("P3M 2015-01-01T00:00:00Z 2019-10-01T00:00:00Z");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%d/%d", "%d-%d", "%d-%02d"})
  void monthsWithTheYearFirstStayMonths(String pattern) {
    Reading reading = read(column(30, i -> pattern.formatted(2015 + i / 12, i % 12 + 1)));
    assertThat(span(reading)).isEqualTo("P1M 2015-01-01T00:00:00Z 2017-06-01T00:00:00Z");
    assertThat(warnings(reading)).isEmpty();
    Reading four = read(column(4, i -> pattern.formatted(2015, i + 1)));
    assertThat(span(four)).startsWith("P1M 2015-01-01");
    assertThat(warnings(four)).hasSize(pattern.contains("02") ? 0 : 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"%1$d W%2$02d", "%1$d-W%2$02d", "W%2$02d %1$d", "KW %2$d/%1$d", "%1$d%2$02d"})
  void readsWeeks(String pattern) {
    Reading reading = read(column(60, i -> pattern.formatted(2025 + i / 52, i % 52 + 1)));
    assertThat(span(reading)).isEqualTo("P7D 2024-12-30T00:00:00Z 2026-02-16T00:00:00Z");
  }

  @ParameterizedTest
  @CsvSource({"1", "1000", "1000000", "1000000000"})
  void readsEpochsByTheirSize(long unit) {
    for (long start : new long[] {946_684_800, 1_767_225_600}) {
      Reading reading = read(column(40, i -> Long.toString((start + 3600L * i) * unit)));
      assertThat(reading.dataset().frequency()).hasToString("PT1H");
      assertThat(reading.dataset().series().getFirst().start()).isEqualTo(start * 1000);
    }
  }

  @Test
  void readsSecondsAndDaysWithFractions() {
    assertThat(
            span(
                read(
                    column(
                        40, i -> String.format(Locale.ROOT, "%.3f", 1_767_225_600.25 + 60 * i)))))
        .isEqualTo("PT1M 2026-01-01T00:00:00.25Z 2026-01-01T00:39:00.25Z");
    assertThat(span(read(column(40, i -> String.format(Locale.ROOT, "%.6f", 46_023 + i / 24.0)))))
        .isEqualTo("PT1H 2026-01-01T00:00:00Z 2026-01-02T15:00:00Z");
    assertThat(span(read(column(40, i -> Integer.toString(46_023 + i)))))
        .isEqualTo("P1D 2026-01-01T00:00:00Z 2026-02-09T00:00:00Z");
  }

  @Test
  void tellsWhatTheColumnLeavesOpen() {
    Reading reading = read(days("dd/MM/yyyy", 10));
    assertThat(span(reading)).isEqualTo("P1D 2026-01-01T00:00:00Z 2026-01-10T00:00:00Z");
    assertThat(warnings(reading))
        .singleElement()
        .extracting(Finding::subject)
        .isEqualTo("date-order");
    assertThat(warnings(reading).getFirst().detail())
        .contains("2026-01-10", "2026-10-01", "frequency");
  }

  @Test
  void theFrequencyOfTheUserDecides() {
    Reading monthly = read(days("dd/MM/yyyy", 10), "P1M", null);
    assertThat(span(monthly)).isEqualTo("P1M 2026-01-01T00:00:00Z 2026-10-01T00:00:00Z");
    assertThat(warnings(monthly)).isEmpty();
    assertThat(span(read(days("dd/MM/yyyy", 10), "P1D", null))).startsWith("P1D 2026-01-01");
  }

  @Test
  void decidesOverSeriesAndNotOverTheirBorders() {
    StringBuilder text = new StringBuilder("shop,date,y\n");
    for (String shop : List.of("a", "b", "c"))
      for (int month = 1; month <= 12; month++)
        text.append("%s,%02d/01/2024,1\n%s,%02d/01/2025,1\n".formatted(shop, month, shop, month));
    Reading reading = read(text.toString());
    assertThat(reading.dataset().frequency()).hasToString("P1M");
  }

  @Test
  void usesAllRowsAndNotASample() {
    // In the first thousand rows, day and month are at most 12 in both readings.
    StringBuilder text = new StringBuilder("date,y\n");
    for (int year = 1900; year < 2000; year++)
      for (int month = 1; month <= 12; month++)
        text.append("%02d/01/%d,1\n".formatted(month, year));
    text.append("01/01/2000,1\n02/01/2000,1\n");
    assertThat(span(read(text.toString())))
        .isEqualTo("P1M 1900-01-01T00:00:00Z 2000-02-01T00:00:00Z");
  }

  @Test
  void refusesDatesOfBothOrders() {
    assertRefused("date,y\n13/01/2026,1\n01/14/2026,2\n15/01/2026,3\n", "day, month, year");
  }

  @ParameterizedTest
  @CsvSource({"60,1960", "98,1998", "26,2026", "01,2001", "49,2049", "51,1951"})
  void centuriesFollowTheSpanOfTheYears(int first, int year) {
    Reading reading =
        read(
            column(
                48,
                i ->
                    "%s-%02d"
                        .formatted(
                            List.of("Jan", "Apr", "Jul", "Oct").get(i % 4),
                            (first + i / 4) % 100)));
    // Times that would end after 2050 belong to the last century.
    int begin = first == 49 ? 1949 : year;
    assertThat(span(reading)).startsWith("P3M " + begin + "-01-01");
  }

  @Test
  void putsNewestFirstInOrder() {
    Reading reading = read(column(10, i -> LocalDate.of(2026, 1, 10).minusDays(i).toString()));
    assertThat(reading.dataset().series().getFirst().values()[0]).startsWith(9, 8, 7);
  }

  @ParameterizedTest
  @ValueSource(strings = {"CST", "IST", "BST", "XYZ"})
  void refusesZonesOfSeveralMeanings(String zone) {
    assertThatThrownBy(() -> read(column(5, i -> "2026-01-01 0%d:00 %s".formatted(i, zone))))
        .isInstanceOf(UnreadableException.class);
  }

  @Test
  void readsZonesByName() {
    Reading summer = read(column(5, i -> "2026-07-01 0%d:00 CEST".formatted(i)));
    assertThat(span(summer)).contains("2026-07-01T00:00:00+02:00");
    Reading region =
        read(column(5, i -> "2026-07-0%dT00:00:00+02:00[Europe/Berlin]".formatted(i + 1)));
    assertThat(region.dataset().zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
  }

  @Test
  void infersTheZoneOfDaysWhoseOffsetChanges() {
    String text =
        column(
            20,
            i ->
                LocalDate.of(2026, 3, 20)
                    .plusDays(i)
                    .atStartOfDay(ZoneId.of("America/New_York"))
                    .minusDays(20)
                    .toOffsetDateTime()
                    .toString());
    Reading reading = read(text);
    assertThat(reading.dataset().frequency()).hasToString("P1D");
    assertThat(reading.report().findings()).anyMatch(one -> one.subject().equals("time-zone"));
    assertThat(reading.dataset().axis().text(reading.dataset().series().getFirst().start()))
        .startsWith("2026-02-28T00:00:00-05:00");
  }

  @Test
  void refusesOffsetsThatNoZoneHas() {
    assertRefused(
        "date,y\n2026-01-01T00:00:00+01:00,1\n2026-01-02T00:00:00+07:00,2\n2026-01-03T00:00:00+01:00,3\n",
        "timeZone");
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 500, 1250})
  void refusesTimesBelowAMillisecond(int microseconds) {
    assertRefused(
        column(40, i -> "2026-01-01T00:00:00.%06dZ".formatted(i * microseconds)), "millisecond");
    assertRefused(
        column(40, i -> Long.toString(1_767_225_600_000_000L + (long) i * microseconds)),
        "millisecond");
  }

  @Test
  void keepsTimesThatShareTheirMicroseconds() {
    Reading reading = read(column(10, i -> "2026-01-01T0%d:00:00.000250Z".formatted(i)));
    assertThat(reading.dataset().frequency()).hasToString("PT1H");
  }

  @ParameterizedTest
  @CsvSource({"1000,10", "1,1", "0,5", "20000,1"})
  void stepsAreNoDates(int first, int step) {
    Reading reading =
        read(column(40, i -> Integer.toString(first + step * i)).replace("date", "t"));
    assertThat(reading.dataset().frequency().unit()).isEqualTo(Frequency.Unit.STEP);
  }

  private static String rows(String header, int rows, IntFunction<String> row) {
    StringBuilder text = new StringBuilder(header).append(",y\n");
    for (int i = 0; i < rows; i++) text.append(row.apply(i)).append(',').append(i).append('\n');
    return text.toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "Date,Time;2026-01-%1$02d,%2$02d:00",
        "Date,Time;%1$02d/01/2026,%2$02d:00:00",
        "date,hour;2026-01-%1$02d,%2$d",
        "date,hour;202601%1$02d,%2$d",
        "date,hour;2026-01-%1$02d,%3$d",
        "date,HE;2026-01-%1$02d,HE%3$02d",
        "date,hour ending;2026-01-%1$02d,%3$d",
        "date,time;2026-01-%1$02d,%4$d:00 %5$s",
        "year,month,day,hour;2026,1,%1$d,%2$d",
        "year,month,day,time;2026,Jan,%1$d,%2$02d:00",
        "year,month,day,hour,minute;2026,1,%1$d,%2$d,0"
      })
  void readsHoursInSeveralColumns(String header, String pattern) {
    for (int days : new int[] {1, 3, 20}) {
      String text =
          rows(
              header,
              24 * days,
              i -> {
                int hour = i % 24;
                return pattern.formatted(
                    i / 24 + 1, hour, hour + 1, (hour + 11) % 12 + 1, hour < 12 ? "AM" : "PM");
              });
      Reading reading = read(text);
      assertThat(reading.dataset().frequency()).hasToString("PT1H");
      assertThat(reading.dataset().series()).hasSize(1);
      assertThat(reading.dataset().series().getFirst().steps()).isEqualTo(24 * days);
      assertThat(span(reading)).contains("2026-01-01T00:00:00Z");
      assertThat(reading.report().findings())
          .anyMatch(
              one -> one.subject().equals("time-column") && one.detail().contains("put together"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "year,month;%1$d,%2$d;12;P1M",
        "Jahr,Monat;%1$d,%3$s;12;P1M",
        "year,quarter;%1$d,%2$d;4;P3M",
        "Year,Quarter;%1$d,Q%2$d;4;P3M"
      })
  void readsMonthsAndQuartersInSeveralColumns(
      String header, String pattern, int parts, String frequency) {
    String text =
        rows(
            header,
            40,
            i ->
                pattern.formatted(
                    2015 + i / parts,
                    i % parts + 1,
                    java.time.Month.of(i % parts + 1)
                        .getDisplayName(java.time.format.TextStyle.FULL, Locale.GERMAN)));
    Reading reading = read(text);
    assertThat(span(reading)).startsWith(frequency + " 2015-01-01T00:00:00Z");
    assertThat(reading.dataset().series().getFirst().steps()).isEqualTo(40);
  }

  @Test
  void readsSeveralColumnsOfSeveralSeries() {
    StringBuilder text = new StringBuilder("shop,date,hour,y\n");
    for (int day = 1; day <= 3; day++)
      for (int hour = 0; hour < 24; hour++)
        for (String shop : List.of("a", "b"))
          text.append("%s,2026-01-%02d,%d,1\n".formatted(shop, day, hour));
    Dataset dataset = read(text.toString()).dataset();
    assertThat(dataset.series()).extracting(Series::id).containsExactly("a", "b");
    assertThat(dataset.frequency()).hasToString("PT1H");
  }

  @Test
  void leavesClockTimesOfOtherThingsAlone() {
    Reading reading =
        read(rows("date,sunrise", 20, i -> "2026-01-%02d,07:%02d".formatted(i + 1, i)));
    assertThat(reading.dataset().frequency()).hasToString("P1D");
  }
}
