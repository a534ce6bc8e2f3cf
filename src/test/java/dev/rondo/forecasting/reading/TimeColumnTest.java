package dev.rondo.forecasting.reading;

import static dev.rondo.forecasting.reading.Tables.read;
import static dev.rondo.forecasting.reading.Tables.refusal;
import static dev.rondo.forecasting.reading.Tables.span;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.forecasting.reading.UnreadableException.Fault;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/// The column of times is decided by all rows and not by the first ones.
class TimeColumnTest {
  private static String day(int day) {
    return LocalDate.of(2026, 1, 1).plusDays(day).toString();
  }

  /// More series than the number of first rows that are kept as text, one day after the other.
  @Test
  void aColumnThatChangesLateIsTheTime() {
    StringBuilder text = new StringBuilder("opened,shop,date,y\n");
    for (int i = 0; i < 3; i++)
      for (int shop = 0; shop < 1200; shop++)
        text.append("%s,s%d,%s,%d\n".formatted(day(-400 - shop), shop, day(i), i));
    Reading reading = read(text.toString());
    assertThat(span(reading)).isEqualTo("P1D 2026-01-01T00:00:00Z 2026-01-03T00:00:00Z");
    assertThat(reading.dataset().series()).hasSize(1200);
  }

  @Test
  void aCandidateWithFaultsIsRefusedWithItsLine() {
    StringBuilder text = new StringBuilder("date,updated,y\n");
    for (int i = 0; i < 1500; i++)
      text.append(i == 1300 ? "unknown" : day(i)).append(',').append(day(i)).append(",1\n");
    Fault fault = refusal(text.toString());
    assertThat(fault.line()).isEqualTo(1302);
    assertThat(fault.detail()).contains("date", "unknown");
  }

  @Test
  void numbersThatLookLikeTimesAtFirstAreRefusedWithTheirLine() {
    StringBuilder text = new StringBuilder("level,y\n");
    for (int i = 0; i < 1100; i++) text.append(day(i).replace("-", "")).append(",1\n");
    for (int i = 0; i < 100; i++) text.append(i).append(",1\n");
    Fault fault = refusal(text.toString());
    assertThat(fault.line()).isEqualTo(1102);
    assertThat(fault.detail()).contains("level", "timeColumn");
  }

  @Test
  void ofNumberedTimesTheOneThatChangesIsTaken() {
    StringBuilder text = new StringBuilder("year,date,y\n");
    for (int i = 1; i <= 20; i++) text.append("2026,202601%02d,1\n".formatted(i));
    assertThat(span(read(text.toString()))).startsWith("P1D 2026-01-01T00:00:00Z");
  }

  @Test
  void datesThatGetAClockTimeLateAreRefusedBesideHours() {
    StringBuilder text = new StringBuilder("date,hour,y\n");
    for (int i = 0; i < 60; i++)
      for (int hour = 0; hour < 24; hour++)
        text.append("%s%s,%d,1\n".formatted(day(i), i == 50 && hour == 3 ? " 03:00" : "", hour));
    Fault fault = refusal(text.toString());
    assertThat(fault.line()).isEqualTo(50 * 24 + 3 + 2);
    assertThat(fault.detail()).contains("date", "hour");
  }
}
