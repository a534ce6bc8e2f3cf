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
    "step,1"
  })
  void frequenciesHaveATextFormAndASeason(String text, int season) {
    assertThat(Frequency.parse(text).toString()).isEqualTo(text);
    assertThat(Frequency.parse(text).season()).isEqualTo(season);
  }

  @ParameterizedTest
  @CsvSource({"hourly", "PT0S", "PT-1H", "P0D", "P-1M", "''"})
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
}
