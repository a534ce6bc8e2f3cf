package dev.rondo.forecasting.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.forecasting.forecast.Forecast.Interval;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// False alarms and delays of the test for coverage, over many seeded sequences.
class CoverageDetectorTest {
  private static final int SEQUENCES = 200;
  private static final int YEAR = 365;
  private static final double QUANTILE_90 = 1.2816;

  /// A forecast of 0 with the 80 % interval of a standard normal truth.
  private static PastForecast forecast(long origin) {
    double[] median = {0};
    return new PastForecast(
        origin,
        median,
        List.of(new Interval(80, new double[] {-QUANTILE_90}, new double[] {QUANTILE_90})),
        Double.NaN);
  }

  private static Scoreboard scores(int days, IntToDoubleFunction truth) {
    Scoreboard scores = new Scoreboard();
    for (int day = 0; day < days; day++) {
      double value = truth.applyAsDouble(day);
      scores.add(forecast(day), _ -> value);
    }
    return scores;
  }

  /// The tests of the errors and of the coverage together, looked at every day.
  @Test
  void atMostFivePercentOfStableYearsRaiseAnAlarmOfEitherTest() {
    int alarms = 0;
    int ofCoverage = 0;
    for (int i = 0; i < SEQUENCES; i++) {
      Random random = new Random(21_000 + i);
      DriftDetector errors = new DriftDetector();
      CoverageDetector coverage = new CoverageDetector(80, Double.NaN);
      boolean drifted = false;
      boolean left = false;
      for (int day = 0; day < YEAR; day++) {
        double error = forecast(day).normalised(1, random.nextGaussian());
        errors.add(day, error, Math.abs(error));
        coverage.add(day, Math.abs(error) <= 1 ? 1 : 0);
        drifted |= errors.result().active();
        left |= coverage.result().active();
      }
      if (drifted || left) alarms++;
      if (left) ofCoverage++;
    }
    assertThat(alarms).isLessThanOrEqualTo(SEQUENCES / 20);
    assertThat(ofCoverage).isLessThanOrEqualTo(SEQUENCES / 50);
  }

  @ParameterizedTest
  @CsvSource({"2, 65, NARROW", "3, 40, NARROW", "0.2, 110, WIDE"})
  void coverageThatChangesIsFoundInAtLeastNinetyPercent(
      double deviation, int within, CoverageDrift.Kind kind) {
    int found = 0;
    for (int i = 0; i < SEQUENCES; i++) {
      Random random = new Random(23_000 + i);
      CoverageDrift result =
          scores(100 + within, day -> random.nextGaussian() * (day < 100 ? 1 : deviation))
              .coverage(Double.NaN);
      if (result.kind() != kind) continue;
      found++;
      assertThat(result.statistic()).isPositive();
      assertThat(result.since()).isLessThan(result.found());
      assertThat(result.values()).isEqualTo(100 + within);
      double measured = Objects.requireNonNull(result.measured());
      if (kind == CoverageDrift.Kind.NARROW) assertThat(measured).isLessThan(70);
      else assertThat(measured).isGreaterThan(90);
    }
    assertThat(found).isGreaterThanOrEqualTo(SEQUENCES * 9 / 10);
  }

  /// The test of the errors compares them with earlier ones and cannot find this.
  @Test
  void intervalsThatWereTooNarrowFromTheBeginningAreFound() {
    Random random = new Random(5);
    Scoreboard scores = scores(60, _ -> 2 * random.nextGaussian());
    assertThat(scores.drift().active()).isFalse();
    assertThat(scores.coverage(Double.NaN).kind()).isEqualTo(CoverageDrift.Kind.NARROW);
  }

  @Test
  void anAlarmFromTheBeginningIsSinceTheFirstForecast() {
    CoverageDetector test = new CoverageDetector(80, Double.NaN);
    long first = 1_700_000_000_000L;
    for (int i = 0; i < 60; i++) test.add(first + 86_400_000L * i, 0);
    assertThat(test.result().since()).isEqualTo(first);
  }

  @Test
  void aCoverageThatWasMeasuredBeforeIsNoChange() {
    CoverageDetector test = new CoverageDetector(80, 60);
    Random random = new Random(6);
    for (int day = 0; day < YEAR; day++) test.add(day, random.nextDouble() < 0.6 ? 1 : 0);
    assertThat(test.result().active()).isFalse();
    assertThat(test.result().lower()).isEqualTo(50);
    assertThat(test.result().upper()).isEqualTo(90);
  }

  @Test
  void anAlarmEndsWhenTheCoverageIsBack() {
    CoverageDetector test = new CoverageDetector(80, Double.NaN);
    for (int day = 0; day < 20; day++) test.add(day, 0);
    assertThat(test.result().active()).isTrue();
    for (int day = 20; day < 200; day++) test.add(day, day % 5 == 0 ? 0 : 1);
    assertThat(test.result().active()).isFalse();
    assertThat(test.result().since()).isNull();
  }
}
