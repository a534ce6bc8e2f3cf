package dev.rondo.forecasting.auto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.forecasting.series.Column;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.Role;
import dev.rondo.forecasting.series.Series;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/// What a plan makes of seasons and of zeros.
class SeasonalShapesTest {
  private static final int DAY = 24;
  private static final int WEEK = 168;
  private static final Frequency HOURLY = Frequency.parse("PT1H");

  private final Random random = new Random(3);

  private static Dataset dataset(Frequency frequency, List<double[]> all) {
    List<Series> series = new ArrayList<>();
    for (double[] values : all)
      series.add(new Series("s" + series.size(), 0, new double[][] {values}));
    return new Dataset(List.of(new Column("y", Role.TARGET)), frequency, ZoneOffset.UTC, series);
  }

  private static List<double[]> series(int count, int steps, IntToDoubleFunction value) {
    List<double[]> all = new ArrayList<>();
    for (int s = 0; s < count; s++) {
      double[] values = new double[steps];
      for (int t = 0; t < steps; t++) values[t] = value.applyAsDouble(t);
      all.add(values);
    }
    return all;
  }

  private static double day(int t) {
    return 2 + Math.sin(2 * Math.PI * t / DAY);
  }

  private double week(int t) {
    double weekend = t / DAY % 7 >= 5 ? 0.5 : 1;
    return 100 * day(t) * weekend + 3 * random.nextGaussian();
  }

  private double sun(int t) {
    double height = Math.sin(2 * Math.PI * (t % DAY - 6) / DAY);
    return height > 0.01 ? 50 * height * (0.5 + 0.5 * random.nextDouble()) : 0;
  }

  private static AutoPlan plan(Dataset dataset, int horizon, Duration longest) {
    AutoRequest request = new AutoRequest(horizon, longest, null, 1, null);
    return Planner.plan(Track.of(dataset, null), dataset, request, horizon);
  }

  private static List<Integer> seasons(Dataset dataset) {
    return Periods.of(Track.of(dataset, null), dataset.frequency(), null).confirmed();
  }

  @Test
  void aWeekOfDaysIsFoundWithAndWithoutClock() {
    List<double[]> weekly = series(5, 5 * WEEK, this::week);
    assertThat(seasons(dataset(HOURLY, weekly))).containsExactly(DAY, WEEK);
    assertThat(seasons(dataset(Frequency.STEP, weekly))).containsExactly(DAY, WEEK);
  }

  @Test
  void aRepeatedDayIsNoWeek() {
    List<double[]> daily = series(5, 5 * WEEK, t -> 100 * day(t) + 3 * random.nextGaussian());
    assertThat(seasons(dataset(HOURLY, daily))).containsExactly(DAY);
    assertThat(seasons(dataset(Frequency.STEP, daily))).containsExactly(DAY);
  }

  /// The mean over the series shows no season, because most have none.
  @Test
  void aSeasonOfSomeSeriesIsFoundWithAndWithoutDates() {
    List<double[]> some = series(15, 72, t -> (t % 12 == 11 ? 40 : 0) + 5 * random.nextGaussian());
    for (double[] walk : series(25, 72, _ -> 8 * random.nextGaussian())) {
      for (int t = 1; t < walk.length; t++) walk[t] += walk[t - 1];
      some.add(walk);
    }
    assertThat(seasons(dataset(Frequency.parse("P1M"), some))).containsExactly(12);
    assertThat(seasons(dataset(Frequency.STEP, some))).containsExactly(12);
  }

  /// A seasonal naive forecast of the day before has twice the error on Saturdays and Mondays.
  @Test
  void theMembersUseTheSeasonAfterWhichTheValuesDifferLeast() {
    Dataset weekly = dataset(HOURLY, series(20, 5 * WEEK, this::week));
    AutoPlan plan = plan(weekly, 48, Duration.ofMinutes(3));
    assertThat(plan.season()).isEqualTo(WEEK);
    assertThat(plan.networks().getFirst().base()).isEqualTo(WEEK);
    assertThat(plan.ridges()).extracting(MemberSpec.Ridge::season).contains(WEEK);
  }

  @Test
  void zerosOfEveryNightAreNoIntermittentDemand() {
    AutoPlan plan =
        plan(dataset(HOURLY, series(5, 40 * DAY, this::sun)), DAY, Duration.ofMinutes(3));
    assertThat(plan.methods()).contains("level-and-shape", "theta").doesNotContain("croston");
    assertThat(plan.ridges()).isNotEmpty();
    assertThat(plan.networks().getFirst().base()).isEqualTo(DAY);
  }

  /// Series with few demands repeat most zeros by chance, also beside series with many.
  @Test
  void zerosOfRareDemandAreIntermittent() {
    List<double[]> counts = new ArrayList<>();
    for (double rate : new double[] {0.05, 0.1, 0.3, 0.9})
      counts.addAll(series(10, 200, t -> random.nextDouble() < rate ? 1 + random.nextInt(3) : 0));
    AutoPlan plan = plan(dataset(Frequency.parse("P1D"), counts), 14, Duration.ofMinutes(3));
    assertThat(plan.methods()).contains("croston", "sba", "tsb");
  }

  @Test
  void nothingIsForecastWhereASeasonHasAlwaysBeenZero() {
    double[] values = series(1, 40 * DAY, this::sun).getFirst();
    boolean[] rests = RestingSteps.of(new TrackPast(Track.of(0, values, null), values.length), DAY);
    for (int h = 0; h < DAY; h++) assertThat(rests[h]).isEqualTo(h <= 6 || h >= 18);
    double[] rare = new double[40 * DAY];
    for (int t = 0; t < rare.length; t++) rare[t] = random.nextDouble() < 0.02 ? 1 : 0;
    assertThat(RestingSteps.of(new TrackPast(Track.of(0, rare, null), rare.length), DAY))
        .containsOnly(false);
  }

  @Test
  void methodsThatWouldTakeTooLongAreLeftOut() {
    Dataset weekly = dataset(HOURLY, series(60, 5 * WEEK, this::week));
    AutoPlan patient = plan(weekly, 48, Duration.ofMinutes(10));
    AutoPlan hasty = plan(weekly, 48, Duration.ofSeconds(5));
    assertThat(patient.methods()).contains("ets", "comb");
    assertThat(hasty.methods()).contains("naive", "seasonal-naive").doesNotContain("ets");
    assertThat(hasty.decisions())
        .filteredOn(decision -> decision.decision().equals("methods"))
        .singleElement()
        .extracting(Decision::why)
        .asString()
        .contains("ets would take too long");
    assertThat(hasty.ridgeProducts()).isLessThan(patient.ridgeProducts());
  }
}
