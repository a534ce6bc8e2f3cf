package dev.rondo.forecasting.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeAxisTest {
  @ParameterizedTest
  @CsvSource({
    "PT30M,48",
    "PT1H,24",
    "PT5M,288",
    "P1D,7",
    "P7D,52",
    "P1M,12",
    "P3M,4",
    "P1Y,1",
    "step,1",
    "step:10,1",
    "business-day,5",
    "P1M@28,12",
    "P3M@30,4"
  })
  void frequenciesHaveATextFormAndASeason(String text, int season) {
    assertThat(Frequency.parse(text).toString()).isEqualTo(text);
    assertThat(Frequency.parse(text).season()).isEqualTo(season);
  }

  @ParameterizedTest
  @CsvSource({
    "hourly",
    "PT0S",
    "PT-1H",
    "P0D",
    "P-1M",
    "''",
    "P1M2D",
    "P1M-1D",
    "P1DT1H",
    "PT0.0005S",
    "PT0.0015S",
    "step:0",
    "step:-3",
    "step:",
    "P1M@31",
    "P1M@3",
    "P1D@28",
    "business-day:5"
  })
  void refusesWhatIsNoFrequency(String text) {
    assertThatThrownBy(() -> Frequency.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("frequency must be");
  }

  @Test
  void monthsEndWhereTheCalendarSays() {
    TimeAxis months = new TimeAxis(Frequency.parse("P1M"), ZoneOffset.UTC);
    long start = months.position("2024-01-31");
    assertThat(months.text(months.plus(start, 1))).isEqualTo("2024-02-29T00:00:00Z");
    assertThat(months.text(months.plus(start, 2))).isEqualTo("2024-03-31T00:00:00Z");
  }

  @ParameterizedTest
  @CsvSource({
    "P1M,2025-01-31,2025-02-28,2025-03-31",
    "P1M,2025-04-30,2025-05-31,2025-06-30",
    "P1M,2025-02-28,2025-03-31,2025-04-30",
    "P1M,2025-01-30,2025-02-28,2025-03-30",
    "P1M,2025-01-15,2025-02-15,2025-03-15",
    "P1M@28,2025-02-28,2025-03-28,2025-04-28",
    "P1M@30,2025-02-28,2025-03-30,2025-04-30",
    "P1M@28,2025-04-30,2025-05-31,2025-06-30",
    "P3M,2025-06-30,2025-09-30,2025-12-31",
    "P1Y,2024-02-29,2025-02-28,2026-02-28",
    "P7D,2026-01-02,2026-01-09,2026-01-16",
    "business-day,2026-01-01,2026-01-02,2026-01-05",
    "business-day,2026-01-02,2026-01-05,2026-01-06"
  })
  void stepsFollowTheCalendar(String frequency, String start, String next, String second) {
    TimeAxis axis = new TimeAxis(Frequency.parse(frequency), ZoneOffset.UTC);
    long first = axis.position(start);
    assertThat(axis.plus(first, 0)).isEqualTo(first);
    assertThat(axis.text(axis.plus(first, 1))).startsWith(next);
    assertThat(axis.text(axis.plus(first, 2))).startsWith(second);
  }

  @Test
  void businessDaysGoOnForYears() {
    TimeAxis axis = new TimeAxis(Frequency.BUSINESS_DAY, ZoneOffset.UTC);
    assertThat(axis.text(axis.plus(axis.position("1960-01-01"), 261 * 10)))
        .isEqualTo("1970-01-02T00:00:00Z");
    assertThat(axis.refusal(axis.position("2026-01-03"))).contains("Monday to Friday");
    assertThat(axis.refusal(axis.position("2026-01-05"))).isNull();
  }

  @Test
  void aDayThatBeginsLateDoesNotMoveTheNext() {
    TimeAxis days = new TimeAxis(Frequency.parse("P1D"), ZoneId.of("America/Santiago"));
    long start = days.position("2026-09-06");
    assertThat(days.text(start)).isEqualTo("2026-09-06T01:00:00-03:00");
    assertThat(days.text(days.plus(start, 0))).isEqualTo("2026-09-06T01:00:00-03:00");
    assertThat(days.text(days.plus(start, 1))).isEqualTo("2026-09-07T00:00:00-03:00");
  }

  @Test
  void daysOfAZoneKeepTheirHourThroughAClockChange() {
    TimeAxis days = new TimeAxis(Frequency.parse("P1D"), ZoneId.of("Europe/Madrid"));
    long start = days.position("2024-03-30");
    assertThat(days.text(days.plus(start, 2))).isEqualTo("2024-04-01T00:00:00+02:00");
    assertThat(days.before(start, 10, days.position("2024-04-01"))).isEqualTo(2);
  }

  @Test
  void stepsAreIntegers() {
    TimeAxis steps = new TimeAxis(Frequency.STEP, ZoneOffset.UTC);
    assertThat(steps.text(steps.plus(5, 3))).isEqualTo("8");
    assertThat(steps.position("8")).isEqualTo(8);
    assertThatThrownBy(() -> steps.position("2024-01-01"))
        .hasMessageContaining("must be an integer");
  }

  @Test
  void positionsStayInTheirRange() {
    TimeAxis days = new TimeAxis(Frequency.parse("P1D"), ZoneId.of("UTC"));
    long last = days.position("9999-12-31");
    days.requireRange(last, 1);
    assertThatThrownBy(() -> days.requireRange(last, 2)).hasMessageContaining("9999");
    assertThatThrownBy(() -> days.requireRange(Long.MAX_VALUE, 1)).hasMessageContaining("9999");
    TimeAxis steps = new TimeAxis(Frequency.STEP, ZoneId.of("UTC"));
    steps.requireRange((1L << 53) - 1, 1);
    assertThatThrownBy(() -> steps.requireRange((1L << 53) - 1, 2))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> steps.plus(Long.MAX_VALUE, 1)).isInstanceOf(ArithmeticException.class);
  }
}
