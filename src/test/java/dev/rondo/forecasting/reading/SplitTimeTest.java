package dev.rondo.forecasting.reading;

import static dev.rondo.forecasting.reading.Tables.span;
import static dev.rondo.forecasting.reading.TimeTables.days;
import static dev.rondo.forecasting.reading.TimeTables.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Series;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Times spread over several columns.
class SplitTimeTest {
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
