package dev.rondo.forecasting.reading;

import static dev.rondo.forecasting.reading.Tables.findings;
import static dev.rondo.forecasting.reading.Tables.read;
import static dev.rondo.forecasting.reading.Tables.span;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Hours that are named by their end.
class HourEndingTest {
  /// Two days in steps of a number of minutes; each step is written as its end.
  private static String table(String header, int minutes) {
    StringBuilder text = new StringBuilder(header).append(",y\n");
    for (int day = 1; day <= 2; day++)
      for (int end = minutes; end <= 1440; end += minutes)
        text.append("2026-01-0%d,%02d:%02d,1\n".formatted(day, end / 60, end % 60));
    return text.toString();
  }

  @ParameterizedTest
  @CsvSource({
    "HourEnding,60,PT1H",
    "HE,60,PT1H",
    "hour ending,30,PT30M",
    "time,60,PT1H",
    "time,15,PT15M"
  })
  void clockTimesUpToTheEndOfTheDayAreEnds(String name, int minutes, String frequency) {
    Reading reading = read(table("date," + name, minutes));
    assertThat(span(reading)).startsWith(frequency + " 2026-01-01T00:00:00Z");
    assertThat(reading.dataset().series()).hasSize(1);
    assertThat(findings(reading, "hour-ending")).hasSize(1);
  }

  @Test
  void aNameAloneSaysSo() {
    Reading reading =
        read("date,hour ending,y\n2026-01-01,05:00,1\n2026-01-01,06:00,2\n2026-01-01,07:00,3\n");
    assertThat(span(reading)).startsWith("PT1H 2026-01-01T04:00:00Z");
  }

  @Test
  void otherClockTimesAreKept() {
    Reading reading =
        read("date,time,y\n2026-01-01,06:00,1\n2026-01-01,12:00,2\n2026-01-01,18:00,3\n");
    assertThat(span(reading)).startsWith("PT6H 2026-01-01T06:00:00Z");
  }

  @Test
  void fullTimesAreKeptAndTold() {
    StringBuilder text = new StringBuilder("Hour_End,y\n");
    for (int hour = 1; hour <= 24; hour++) text.append("01/13/2026 %02d:00,1\n".formatted(hour));
    Reading reading = read(text.toString());
    assertThat(span(reading)).startsWith("PT1H 2026-01-13T01:00:00Z");
    assertThat(findings(reading, "hour-ending").getFirst().detail()).contains("Hour_End");
  }
}
