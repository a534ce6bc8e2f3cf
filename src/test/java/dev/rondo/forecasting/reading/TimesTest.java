package dev.rondo.forecasting.reading;

import static dev.rondo.forecasting.reading.Tables.span;
import static dev.rondo.forecasting.reading.Tables.warnings;
import static dev.rondo.forecasting.reading.TimeTables.assertRefused;
import static dev.rondo.forecasting.reading.TimeTables.column;
import static dev.rondo.forecasting.reading.TimeTables.days;
import static dev.rondo.forecasting.reading.TimeTables.hours;
import static dev.rondo.forecasting.reading.TimeTables.months;
import static dev.rondo.forecasting.reading.TimeTables.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Columns of times as people write them.
class TimesTest {
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
  void putsNewestFirstInOrder() {
    Reading reading = read(column(10, i -> LocalDate.of(2026, 1, 10).minusDays(i).toString()));
    assertThat(reading.dataset().series().getFirst().values()[0]).startsWith(9, 8, 7);
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
}
