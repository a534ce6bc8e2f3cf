package dev.rondo.forecasting.reading;

import static dev.rondo.forecasting.reading.Tables.span;
import static dev.rondo.forecasting.reading.TimeTables.assertRefused;
import static dev.rondo.forecasting.reading.TimeTables.column;
import static dev.rondo.forecasting.reading.TimeTables.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Zones and offsets of columns of times.
class TimeZonesTest {
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
}
