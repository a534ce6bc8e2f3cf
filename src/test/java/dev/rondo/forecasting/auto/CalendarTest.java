package dev.rondo.forecasting.auto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rondo.forecasting.holiday.HolidayRegion;
import dev.rondo.forecasting.holiday.PublicHolidays;
import dev.rondo.forecasting.series.Column;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.Role;
import dev.rondo.forecasting.series.Series;
import dev.rondo.forecasting.series.TimeAxis;
import dev.rondo.forecasting.series.Timeline;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Ensembles that know the calendar and public holidays.
class CalendarTest {
  private static final HolidayRegion VICTORIA = new HolidayRegion("AU", "VIC");
  private static final PublicHolidays HOLIDAYS = new PublicHolidays(VICTORIA);
  private static final ZoneId ZONE = ZoneId.of("Australia/Melbourne");
  private static final int HORIZON = 14;

  private static Timeline days(LocalDate start) {
    return new Timeline(
        new TimeAxis(Frequency.parse("P1D"), ZONE),
        start.atStartOfDay(ZONE).toInstant().toEpochMilli());
  }

  private static Dataset dataset(Timeline days, int steps, IntToDoubleFunction value) {
    double[][] values = {IntStream.range(0, steps).mapToDouble(value).toArray()};
    return new Dataset(
        List.of(new Column("sales", Role.TARGET)),
        days.axis().frequency(),
        ZONE,
        List.of(new Series("shop", days.start(), values)));
  }

  /// Days of which holidays have half the sales, until before Christmas of 2014.
  private static Dataset shop(Timeline days) {
    Random random = new Random(3);
    int steps = (int) LocalDate.of(2012, 1, 1).datesUntil(LocalDate.of(2014, 12, 22)).count();
    return dataset(
        days,
        steps,
        t ->
            (HOLIDAYS.value(days, t) == 2 ? 50 : 100)
                + 10 * Math.sin(2 * Math.PI * t / 7)
                + random.nextGaussian());
  }

  private static AutoResult fit(
      Dataset dataset, @Nullable List<String> covariates, @Nullable HolidayRegion holidays) {
    EnsembleRequest ensemble =
        new EnsembleRequest(List.of("theta"), null, List.of(), null, null, null, null, covariates);
    return AutoFit.fit(
        dataset,
        new AutoRequest(HORIZON, Duration.ofMinutes(1), 7, 3, ensemble, holidays),
        HORIZON,
        2,
        (_, _) -> {});
  }

  private static String decided(AutoResult result, String decision) {
    return result.plan().stream()
        .filter(one -> one.decision().equals(decision))
        .map(Decision::value)
        .findFirst()
        .orElse("");
  }

  @Test
  void christmasIsForecastAsTheHolidayThatItIs() {
    Timeline days = days(LocalDate.of(2012, 1, 1));
    Dataset shop = shop(days);
    AutoResult result = fit(shop, null, VICTORIA);
    assertThat(decided(result, "holidays")).isEqualTo("AU-VIC");
    assertThat(decided(result, "covariates")).isEqualTo(PublicHolidays.COLUMN);
    EnsembleForecaster forecaster = new EnsembleForecaster(result.spec(), result.numbers());
    Track history = Track.of(shop, HOLIDAYS).getFirst();
    double[] median = forecaster.forecast(List.of(history), HORIZON).getFirst().median();
    double[] effect = forecaster.difference(history, HORIZON, 0);
    for (int h = 0; h < HORIZON; h++) {
      boolean holiday = HOLIDAYS.value(days, history.end() + h) == 2;
      double week = 10 * Math.sin(2 * Math.PI * (history.end() + h) / 7);
      assertThat(median[h]).isCloseTo((holiday ? 50 : 100) + week, within(5.0));
      assertThat(effect[h]).isCloseTo(holiday ? -50 : 0, within(5.0));
    }
    assertThat(IntStream.range(0, HORIZON).filter(h -> median[h] < 70)).hasSize(3);
  }

  @Test
  void holidaysAreNotUsedUnlessTheyAreRequestedOrLowerTheError() {
    Timeline days = days(LocalDate.of(2012, 1, 1));
    assertThat(decided(fit(shop(days), null, null), "holidays")).isEmpty();
    Random random = new Random(5);
    Dataset noise = dataset(days, 1000, t -> 100 + 10 * (t % 7) + random.nextGaussian());
    AutoResult result = fit(noise, null, VICTORIA);
    assertThat(decided(result, "holidays")).isEqualTo("AU-VIC");
    assertThat(decided(result, "covariates")).isEqualTo("none");
  }

  @Test
  void requestedColumnsLeaveRequestedHolidays() {
    Timeline days = days(LocalDate.of(2012, 1, 1));
    assertThat(decided(fit(shop(days), List.of(), VICTORIA), "covariates"))
        .isEqualTo(PublicHolidays.COLUMN);
    assertThat(decided(fit(shop(days), List.of(PublicHolidays.COLUMN), VICTORIA), "covariates"))
        .isEqualTo(PublicHolidays.COLUMN);
  }

  /// Values with a year, whose differences over two weeks the calendar explains and the week does not.
  @Test
  void theTimeOfTheYearIsUsedWithoutAnyColumn() {
    Timeline days = days(LocalDate.of(2012, 1, 1));
    Random random = new Random(4);
    Dataset dataset =
        dataset(
            days,
            1600,
            t ->
                200
                    + 80 * Math.sin(2 * Math.PI * t / 365.25)
                    + 10 * Math.sin(2 * Math.PI * t / 7)
                    + random.nextGaussian());
    AutoResult result = fit(dataset, null, null);
    assertThat(decided(result, "calendar")).isNotEqualTo("none").isNotEmpty();
    assertThat(result.members())
        .extracting(AutoResult.MemberScore::name)
        .contains("theta+covariates");
    AutoResult without = fit(dataset, List.of(), null);
    assertThat(decided(without, "calendar")).isEmpty();
    assertThat(without.loss()).isNotNull();
    assertThat(result.loss()).isLessThan(without.loss());
  }

  @Test
  void aWalkHasNoCalendar() {
    Random random = new Random(6);
    double[] level = {1000};
    Dataset dataset =
        dataset(days(LocalDate.of(2012, 1, 1)), 1600, _ -> level[0] += random.nextGaussian());
    AutoResult result = fit(dataset, null, null);
    assertThat(decided(result, "calendar")).isEqualTo("none");
    assertThat(result.spec().effect()).isNull();
  }
}
