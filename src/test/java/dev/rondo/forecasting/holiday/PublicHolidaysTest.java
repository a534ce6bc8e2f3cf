package dev.rondo.forecasting.holiday;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.TimeAxis;
import dev.rondo.forecasting.series.Timeline;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PublicHolidaysTest {
  private static final PublicHolidays VICTORIA = holidays("AU", "VIC");

  private static PublicHolidays holidays(String country, @Nullable String region) {
    return new PublicHolidays(new HolidayRegion(country, region));
  }

  private static Timeline timeline(String frequency, String zone, LocalDate start) {
    ZoneId id = ZoneId.of(zone);
    return new Timeline(
        new TimeAxis(Frequency.parse(frequency), id),
        start.atStartOfDay(id).toInstant().toEpochMilli());
  }

  private static double[] values(PublicHolidays holidays, Timeline timeline, int steps) {
    return IntStream.range(0, steps).mapToDouble(t -> holidays.value(timeline, t)).toArray();
  }

  @Test
  void aRegionHasHolidaysThatItsNeighboursDoNotHave() {
    LocalDate cup = LocalDate.of(2014, 11, 4);
    assertThat(VICTORIA.on(cup)).isTrue();
    assertThat(holidays("AU", "NSW").on(cup)).isFalse();
    assertThat(holidays("AU", null).on(cup)).isFalse();
    assertThat(holidays("AU", null).on(LocalDate.of(2024, 12, 25))).isTrue();
    // Christmas Eve is observed in Austria, but is no public holiday.
    assertThat(holidays("AT", null).on(LocalDate.of(2024, 12, 24))).isFalse();
    assertThat(holidays("AT", null).on(LocalDate.of(2024, 12, 25))).isTrue();
  }

  @Test
  void codesMayBeWrittenInOtherWays() {
    assertThat(new HolidayRegion("au", "au-vic")).isEqualTo(new HolidayRegion("AU", "VIC"));
    assertThat(new HolidayRegion("AU", "VIC")).hasToString("AU-VIC");
  }

  @Test
  void theDaysBeforeAndAfterAHolidayAreTold() {
    Timeline days = timeline("P1D", "Australia/Melbourne", LocalDate.of(2014, 11, 2));
    assertThat(values(VICTORIA, days, 5)).containsExactly(0, 1, 2, 3, 0);
  }

  /// 2022-01-01 was a Saturday; the Monday after it was a holiday instead.
  @Test
  void holidaysAtWeekendsHaveTheirOwnKind() {
    Timeline days = timeline("P1D", "Australia/Melbourne", LocalDate.of(2022, 1, 1));
    assertThat(VICTORIA.value(days, 0)).isEqualTo(PublicHolidays.WEEKEND_HOLIDAY);
  }

  @Test
  void daysBetweenHolidaysOfOneWeekAreTold() {
    Timeline days = timeline("P1D", "Australia/Melbourne", LocalDate.of(2014, 12, 23));
    assertThat(values(VICTORIA, days, 12)).containsExactly(0, 1, 2, 2, 5, 5, 5, 5, 5, 2, 3, 0);
  }

  @Test
  void hoursBelongToTheDayOfTheZone() {
    Timeline hours = timeline("PT1H", "UTC", LocalDate.of(2014, 11, 3));
    Timeline local =
        new Timeline(
            new TimeAxis(Frequency.parse("PT1H"), ZoneId.of("Australia/Melbourne")), hours.start());
    // 2014-11-04 began in Melbourne at 13:00 UTC.
    assertThat(VICTORIA.value(local, 12)).isEqualTo(PublicHolidays.DAY_BEFORE);
    assertThat(VICTORIA.value(local, 13)).isEqualTo(PublicHolidays.HOLIDAY);
    assertThat(VICTORIA.value(local, 36)).isEqualTo(PublicHolidays.HOLIDAY);
    assertThat(VICTORIA.value(local, 37)).isEqualTo(PublicHolidays.DAY_AFTER);
    assertThat(VICTORIA.value(hours, 13)).isEqualTo(PublicHolidays.DAY_BEFORE);
    assertThat(VICTORIA.holidays(local, 0, 48)).isEqualTo(1);
  }

  /// 2014-06-09 was a Monday.
  @Test
  void theBusinessDayBeforeAMondayIsFriday() {
    Timeline days = timeline("business-day", "Australia/Melbourne", LocalDate.of(2014, 6, 5));
    assertThat(values(VICTORIA, days, 5)).containsExactly(0, 1, 2, 3, 0);
  }

  /// Thursday and Friday, 25 and 26 December 2014, and Thursday, 1 January 2015.
  @Test
  void longerStepsHaveTheNumberOfTheirHolidays() {
    Timeline weeks = timeline("P7D", "Australia/Melbourne", LocalDate.of(2014, 12, 15));
    assertThat(values(VICTORIA, weeks, 4)).containsExactly(0, 2, 1, 0);
    Timeline months = timeline("P1M", "Australia/Melbourne", LocalDate.of(2014, 11, 1));
    assertThat(values(VICTORIA, months, 2)).containsExactly(1, 2);
  }

  @Test
  void unknownCodesAreRefusedWithThoseThatExist() {
    assertThatThrownBy(() -> holidays("XX", null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("country must be one of ")
        .hasMessageContaining("AU, ")
        .hasMessageEndingWith("was 'XX'");
    assertThatThrownBy(() -> holidays("AU", "BAVARIA"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("region must be one of ")
        .hasMessageContaining("VIC")
        .hasMessageEndingWith("was 'BAVARIA'");
  }
}
