package dev.rondo.forecasting.reading;

import static dev.rondo.forecasting.reading.Tables.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.Series;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Frequencies and grids of times that are read.
class GridTest {
  private static String column(int rows, IntFunction<Object> time) {
    StringBuilder text = new StringBuilder("time,y\n");
    for (int i = 0; i < rows; i++) text.append(time.apply(i)).append(',').append(i).append('\n');
    return text.toString();
  }

  private static String at(Reading reading, int step) {
    Dataset dataset = reading.dataset();
    Series series = dataset.series().getFirst();
    return dataset.axis().text(dataset.axis().plus(series.start(), step));
  }

  private static LocalDate monthEnd(int year, int month) {
    return LocalDate.of(year, 1, 1).plusMonths(month).minusDays(1);
  }

  @ParameterizedTest
  @CsvSource({"1,1,P1M", "2,1,P1M", "4,1,P1M", "3,3,P3M", "6,3,P3M", "12,12,P1Y", "2,12,P1Y"})
  void monthEndsStayMonthEnds(int first, int months, String frequency) {
    Reading reading = read(column(9, i -> monthEnd(2025, first + months * i)), null, null);
    assertThat(reading.dataset().frequency()).hasToString(frequency);
    for (int i = 0; i < 14; i++)
      assertThat(at(reading, i)).startsWith(monthEnd(2025, first + months * i).toString());
  }

  @ParameterizedTest
  @CsvSource({
    "28,2,P1M@28",
    "28,3,P1M",
    "30,2,P1M@30",
    "30,4,P1M@30",
    "29,1,P1M",
    "15,2,P1M",
    "1,4,P1M"
  })
  void otherDaysOfTheMonthStayAsWell(int day, int firstMonth, String frequency) {
    IntFunction<Object> dates =
        i -> {
          LocalDate month = LocalDate.of(2025, firstMonth, 1).plusMonths(i);
          return month.withDayOfMonth(Math.min(day, month.lengthOfMonth()));
        };
    Reading reading = read(column(9, dates), null, null);
    assertThat(reading.dataset().frequency()).hasToString(frequency);
    for (int i = 0; i < 14; i++) assertThat(at(reading, i)).startsWith(dates.apply(i).toString());
  }

  @Test
  void findsBusinessDays() {
    LocalDate monday = LocalDate.of(2026, 1, 5);
    Reading reading = read(column(20, i -> monday.plusDays(i / 5 * 7 + i % 5)), null, null);
    assertThat(reading.dataset().frequency()).isEqualTo(Frequency.BUSINESS_DAY);
    assertThat(reading.dataset().series().getFirst().steps()).isEqualTo(20);
    assertThat(at(reading, 20)).startsWith("2026-02-02");
    String holiday =
        column(20, i -> monday.plusDays(i / 5 * 7 + i % 5)).replace("2026-01-14,7\n", "");
    assertThat(read(holiday, null, null).dataset().series().getFirst().values()[0])
        .hasSize(20)
        .contains(Double.NaN);
    Reading days = read(column(20, i -> monday.plusDays(i / 5 * 7 + i % 5)), "P1D", null);
    assertThat(days.dataset().frequency()).hasToString("P1D");
    assertThatThrownBy(() -> read(column(20, monday::plusDays), "business-day", null))
        .isInstanceOf(UnreadableException.class)
        .hasMessageContaining("grid");
    assertThat(read(column(20, monday::plusDays), null, null).dataset().frequency())
        .hasToString("P1D");
  }

  @Test
  void integerStepsKeepTheirNumbers() {
    Reading reading = read(column(40, i -> 1000 + 10 * i), null, null);
    assertThat(reading.dataset().frequency()).hasToString("step:10");
    assertThat(at(reading, 0)).isEqualTo("1000");
    assertThat(at(reading, 39)).isEqualTo("1390");
    assertThat(
            read(column(40, i -> 1000 + 10 * i), "step:5", null)
                .dataset()
                .series()
                .getFirst()
                .steps())
        .isEqualTo(79);
  }

  @Test
  void tellsWhenClockTimesAreMoved() {
    Reading reading =
        read(column(10, i -> "2026-01-%02dT08:%02d:00Z".formatted(i + 1, i * 7 % 30)), "P1D", null);
    assertThat(reading.report().findings())
        .anyMatch(one -> one.subject().equals("clock-time") && one.count() == 9);
    assertThat(
            read(column(10, i -> "2026-01-%02dT08:00:00Z".formatted(i + 1)), "P1D", null)
                .report()
                .findings())
        .noneMatch(one -> one.subject().equals("clock-time"));
  }

  @ParameterizedTest
  @CsvSource({"%s", "%s 00:00"})
  void aDayThatBeginsLateDoesNotMoveTheNext(String pattern) {
    String text = column(5, i -> pattern.formatted(LocalDate.of(2026, 9, 6).plusDays(i)));
    Reading reading = read(text, null, "America/Santiago");
    assertThat(reading.dataset().frequency()).hasToString("P1D");
    assertThat(at(reading, 0)).isEqualTo("2026-09-06T01:00:00-03:00");
    assertThat(at(reading, 1)).isEqualTo("2026-09-07T00:00:00-03:00");
  }

  @Test
  void daysOfChangingLengthAskForTheZone() {
    String text =
        column(
            20,
            i ->
                LocalDate.of(2026, 3, 20)
                    .plusDays(i)
                    .atStartOfDay(ZoneId.of("Europe/Berlin"))
                    .toInstant());
    assertThatThrownBy(() -> read(text, null, null)).hasMessageContaining("timeZone");
    assertThat(read(text, null, "Europe/Berlin").dataset().frequency()).hasToString("P1D");
  }

  @Test
  void boundsTheGridByTheRows() {
    StringBuilder text = new StringBuilder("id,time,y\n");
    for (int id = 0; id < 3000; id++)
      for (int i = 0; i < 9; i++) text.append("s%d,%d,1\n".formatted(id, i == 8 ? 2000 : i));
    assertThatThrownBy(() -> read(text.toString(), null, null))
        .isInstanceOf(UnreadableException.class)
        .hasMessageContaining("27000 rows");
  }
}
