package dev.rondo.forecasting.reading;

import static dev.rondo.forecasting.reading.Tables.span;
import static dev.rondo.forecasting.reading.Tables.warnings;
import static dev.rondo.forecasting.reading.TimeTables.assertRefused;
import static dev.rondo.forecasting.reading.TimeTables.column;
import static dev.rondo.forecasting.reading.TimeTables.days;
import static dev.rondo.forecasting.reading.TimeTables.months;
import static dev.rondo.forecasting.reading.TimeTables.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.forecasting.reading.Report.Finding;
import dev.rondo.forecasting.series.Frequency;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the whole column decides about times that could be read in several ways.
class TimeOrderTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"dd/MM/yyyy", "MM/dd/yyyy", "d-M-yyyy", "dd.MM.yyyy", "M/d/yy", "dd/MM/yy"})
  void evenMonthsTellDayAndMonthApart(String pattern) {
    Reading reading = read(months(pattern, Locale.ENGLISH, 26));
    assertThat(span(reading)).isEqualTo("P1M 2024-01-01T00:00:00Z 2026-02-01T00:00:00Z");
    assertThat(warnings(reading)).isEmpty();
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

  @ParameterizedTest
  @CsvSource({"1000,10", "1,1", "0,5", "20000,1"})
  void stepsAreNoDates(int first, int step) {
    Reading reading =
        read(column(40, i -> Integer.toString(first + step * i)).replace("date", "t"));
    assertThat(reading.dataset().frequency().unit()).isEqualTo(Frequency.Unit.STEP);
  }
}
