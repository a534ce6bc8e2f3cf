package dev.rondo.forecasting.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.forecasting.forecast.Forecast.Interval;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// False alarms and delays of the test for drift, over many seeded sequences.
class DriftDetectorTest {
  private static final int SEQUENCES = 200;
  private static final int YEAR = 365;

  private static void add(DriftDetector test, int time, double error) {
    test.add(time, error, Math.abs(error));
  }

  /// The share of sequences of a year that raise an alarm at any time.
  private static double falseAlarms(DoubleUnaryOperator distribution, long seed) {
    int alarms = 0;
    for (int i = 0; i < SEQUENCES; i++) {
      Random random = new Random(seed + i);
      DriftDetector test = new DriftDetector();
      boolean alarm = false;
      for (int t = 0; t < YEAR; t++) {
        add(test, t, distribution.applyAsDouble(random.nextGaussian()));
        alarm |= test.result().active();
      }
      if (alarm) alarms++;
    }
    return (double) alarms / SEQUENCES;
  }

  @Test
  void atMostFivePercentOfStableYearsRaiseAnAlarm() {
    assertThat(falseAlarms(error -> error, 1000)).isLessThanOrEqualTo(0.05);
    // Biased, skewed, heavy-tailed and of another unit.
    assertThat(falseAlarms(error -> 1e6 * (3 + error), 2000)).isLessThanOrEqualTo(0.05);
    assertThat(falseAlarms(error -> Math.exp(2 * error), 3000)).isLessThanOrEqualTo(0.05);
    assertThat(falseAlarms(error -> Math.pow(error, 5), 4000)).isLessThanOrEqualTo(0.05);
  }

  @ParameterizedTest
  @CsvSource({"2, 10, HIGHER", "-2, 10, LOWER", "1, 40, HIGHER", "-1, 40, LOWER"})
  void shiftsAreFoundInAtLeastNinetyPercent(double shift, int within, Drift.Kind kind) {
    int before = 180;
    int found = 0;
    int named = 0;
    for (int i = 0; i < SEQUENCES; i++) {
      Random random = new Random(7000 + i);
      DriftDetector test = new DriftDetector();
      for (int t = 0; t < before; t++) add(test, t, random.nextGaussian());
      if (test.result().active()) continue; // a false alarm does not count
      for (int t = before; t < before + within && !test.result().active(); t++)
        add(test, t, random.nextGaussian() + shift);
      Drift result = test.result();
      if (!result.active()) continue;
      found++;
      assertThat(result.statistic()).isGreaterThan(result.threshold());
      assertThat(result.found()).isGreaterThanOrEqualTo(before);
      assertThat(result.since()).isLessThan(result.found());
      if (result.kind() == kind) named++;
    }
    assertThat(found).isGreaterThanOrEqualTo(SEQUENCES * 9 / 10);
    assertThat(named).isGreaterThan(found * 8 / 10);
  }

  @Test
  void errorsThatDoubleAreFound() {
    int found = 0;
    for (int i = 0; i < 50; i++) {
      Random random = new Random(9000 + i);
      DriftDetector test = new DriftDetector();
      for (int t = 0; t < 180; t++) add(test, t, random.nextGaussian());
      for (int t = 180; t < 220 && !test.result().active(); t++)
        add(test, t, 2 * random.nextGaussian());
      if (test.result().active()) found++;
    }
    assertThat(found).isGreaterThanOrEqualTo(35);
  }

  @Test
  void anAlarmEndsWhenTheErrorsAreAsBefore() {
    Random random = new Random(3);
    DriftDetector test = new DriftDetector();
    for (int t = 0; t < 200; t++) add(test, t, random.nextGaussian());
    assertThat(test.result().active()).isFalse();
    for (int t = 200; t < 215; t++) add(test, t, random.nextGaussian() + 3);
    assertThat(test.result().kind()).isEqualTo(Drift.Kind.HIGHER);
    for (int t = 215; t < 400; t++) add(test, t, random.nextGaussian());
    assertThat(test.result().active()).isFalse();
    assertThat(test.result().since()).isNull();
  }

  @Test
  void equalErrorsRaiseNoAlarm() {
    DriftDetector test = new DriftDetector();
    for (int t = 0; t < 3000; t++) add(test, t, 0);
    assertThat(test.result().active()).isFalse();
    assertThat(test.result().errors()).isEqualTo(3000);
  }

  /// Daily forecasts of two weeks by the true model of a slow process. Errors of later steps are strongly correlated.
  @Test
  void correlatedErrorsOfLaterStepsRaiseNoAlarm() {
    int horizon = 14;
    double memory = 0.95;
    int alarms = 0;
    for (int i = 0; i < SEQUENCES; i++) {
      Random random = new Random(11_000 + i);
      double[] values = new double[YEAR + horizon + 1];
      for (int t = 1; t < values.length; t++)
        values[t] = memory * values[t - 1] + random.nextGaussian();
      Scoreboard scores = new Scoreboard();
      for (int origin = 0; origin < YEAR; origin++) {
        int from = origin;
        scores.add(optimal(values[origin], memory, horizon, origin), step -> values[from + step]);
      }
      if (scores.drift().active()) alarms++;
      assertThat(scores.drift().errors()).isEqualTo(YEAR);
    }
    assertThat(alarms).isLessThanOrEqualTo(SEQUENCES / 20);
  }

  private static PastForecast optimal(double last, double memory, int horizon, long origin) {
    double[] median = new double[horizon];
    double[] lower = new double[horizon];
    double[] upper = new double[horizon];
    double variance = 0;
    for (int h = 0; h < horizon; h++) {
      median[h] = last * Math.pow(memory, h + 1);
      variance += Math.pow(memory, 2 * h);
      lower[h] = median[h] - 1.2816 * Math.sqrt(variance);
      upper[h] = median[h] + 1.2816 * Math.sqrt(variance);
    }
    return new PastForecast(origin, median, List.of(new Interval(80, lower, upper)), Double.NaN);
  }

  /// Many series that move together are one sequence, so that their number raises no alarms.
  @Test
  void seriesThatMoveTogetherCountOnce() {
    int alarms = 0;
    for (int i = 0; i < 50; i++) {
      Random random = new Random(13_000 + i);
      double[] common = random.doubles(YEAR + 1).map(uniform -> 4 * uniform - 2).toArray();
      Scoreboard all = new Scoreboard();
      for (int series = 0; series < 20; series++) {
        Scoreboard one = new Scoreboard();
        for (int origin = 0; origin < YEAR; origin++) {
          double truth = common[origin] + 0.5 * random.nextGaussian();
          one.add(optimal(0, 0, 1, origin), _ -> truth);
        }
        all.add(one);
      }
      if (all.drift().active()) alarms++;
      assertThat(all.drift().errors()).isEqualTo(YEAR);
      assertThat(all.overall().steps()).isEqualTo(20 * YEAR);
    }
    assertThat(alarms).isLessThanOrEqualTo(3);
  }
}
