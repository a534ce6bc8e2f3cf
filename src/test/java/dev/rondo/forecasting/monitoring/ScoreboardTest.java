package dev.rondo.forecasting.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rondo.forecasting.forecast.Forecast.Interval;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// Hand-checked scores of past forecasts.
class ScoreboardTest {
  private static final Offset<Double> EXACT = within(1e-12);

  private static PastForecast forecast(long origin, double scale, double... median) {
    double[] lower = new double[median.length];
    double[] upper = new double[median.length];
    double[] lowest = new double[median.length];
    double[] highest = new double[median.length];
    for (int i = 0; i < median.length; i++) {
      lower[i] = median[i] - 1;
      upper[i] = median[i] + 2;
      lowest[i] = median[i] - 4;
      highest[i] = median[i] + 4;
    }
    return new PastForecast(
        origin,
        median,
        List.of(new Interval(80, lower, upper), new Interval(95, lowest, highest)),
        scale);
  }

  @Test
  void measuresOfFinishedSteps() {
    double[] truth = {Double.NaN, 11, 8, Double.NaN, 16};
    Scoreboard scores = new Scoreboard();
    scores.add(forecast(5, 2, 10, 10, 10, 11), step -> truth[step]);
    assertThat(scores.forecasts()).isEqualTo(1);
    assertThat(scores.pending()).isEqualTo(1);
    FinishedErrors overall = scores.overall();
    assertThat(overall.steps()).isEqualTo(3);
    assertThat(overall.mae()).isCloseTo(8.0 / 3, EXACT);
    assertThat(overall.rmse()).isCloseTo(Math.sqrt(30.0 / 3), EXACT);
    assertThat(overall.mase()).isCloseTo(4.0 / 3, EXACT);
    assertThat(overall.bias()).isCloseTo(-4.0 / 3, EXACT);
    assertThat(overall.coverage().get(0).measured()).isCloseTo(100.0 / 3, EXACT);
    assertThat(overall.coverage().get(1).measured()).isCloseTo(200.0 / 3, EXACT);
    double first = 0.5 * 1 + 0.1 * 2 + 0.1 * 1 + 0.025 * 5 + 0.025 * 3;
    double second = 0.5 * 2 + 0.9 * 1 + 0.1 * 4 + 0.025 * 2 + 0.025 * 6;
    double fourth = 0.5 * 5 + 0.1 * 6 + 0.9 * 3 + 0.025 * 9 + 0.975 * 1;
    assertThat(overall.pinball()).isCloseTo((first + second + fourth) / 15, EXACT);
  }

  @Test
  void bucketsHaveTheirOwnSteps() {
    Scoreboard scores = new Scoreboard();
    scores.add(forecast(0, Double.NaN, 0, 0, 0, 0, 0), step -> step);
    scores.add(forecast(1, Double.NaN, 0, 0, 0), step -> step == 2 ? 7 : Double.NaN);
    assertThat(scores.buckets()).extracting(FinishedErrors::steps).containsExactly(1L, 3L, 2L);
    assertThat(scores.buckets().get(1).mae()).isCloseTo(12.0 / 3, EXACT);
    assertThat(scores.overall().mase()).isNull();
    assertThat(HorizonBuckets.of(4)).isEqualTo(2);
    assertThat(HorizonBuckets.first(2)).isEqualTo(4);
    assertThat(HorizonBuckets.last(2)).isEqualTo(7);
  }

  @Test
  void nothingIsKnownBeforeTheFirstValue() {
    Scoreboard scores = new Scoreboard();
    scores.add(forecast(0, 1, 0, 0), _ -> Double.NaN);
    assertThat(scores.pending()).isEqualTo(2);
    assertThat(scores.overall().mae()).isNull();
    assertThat(scores.overall().coverage()).isEmpty();
    assertThat(scores.drift().active()).isFalse();
  }

  @Test
  void normalisedErrorsUseTheBoundOfTheirSide() {
    PastForecast forecast = forecast(0, 1, 10);
    assertThat(forecast.normalised(1, 12)).isCloseTo(1, EXACT);
    assertThat(forecast.normalised(1, 9)).isCloseTo(-1, EXACT);
    for (double truth : new double[] {3, 9.5, 10, 11, 40})
      assertThat(forecast.value(1, forecast.normalised(1, truth))).isCloseTo(truth, EXACT);
    double[] zero = {0};
    Interval atZero = new Interval(80, zero, new double[] {3});
    PastForecast bounded = new PastForecast(0, zero, List.of(atZero), 1);
    assertThat(bounded.normalised(1, -3)).isCloseTo(-1, EXACT);
    PastForecast flat =
        new PastForecast(0, zero, List.of(new Interval(80, zero, zero)), Double.NaN);
    assertThat(flat.normalised(1, 1)).isNaN();
    assertThat(new PastForecast(0, zero, List.of(), 2).normalised(1, 1)).isCloseTo(0.5, EXACT);
  }
}
