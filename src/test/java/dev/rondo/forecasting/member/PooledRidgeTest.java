package dev.rondo.forecasting.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PooledRidgeTest {
  private static double[] waves(int steps, double size, double level, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double phase = random.nextDouble() * 7;
    double[] values = new double[steps];
    for (int t = 0; t < steps; t++)
      values[t] =
          level + size * (Math.sin(t * 2 * Math.PI / 12 + phase) + 0.05 * random.nextGaussian());
    return values;
  }

  private static double error(PooledRidge ridge, double[] values, int cut) {
    double[] forecast = new double[values.length - cut];
    ridge.forecast(Arrays.copyOf(values, cut), 1, forecast);
    double sum = 0;
    for (int h = 0; h < forecast.length; h++) sum += Math.abs(forecast[h] - values[cut + h]);
    return sum / forecast.length;
  }

  @Test
  void learnsWavesFromSeriesOfAllSizes() {
    List<double[]> series = new ArrayList<>();
    for (int i = 0; i < 30; i++) series.add(waves(100, Math.pow(10, i % 5), 0, i));
    PooledRidge ridge = RidgeFit.fit(series, RidgeSpec.usual(24, 12, 1, true));
    assertThat(error(ridge, waves(60, 10, 0, 99), 48)).isLessThan(1);
    assertThat(ridge.windows()).isEqualTo(30L * (100 - 24 - 12 + 1));
    // Two blocks of twelve steps from its own forecasts
    assertThat(error(ridge, waves(84, 10, 0, 98), 48)).isLessThan(1.2);
  }

  @Test
  void theNegativeOfASeriesHasTheNegativeForecast() {
    List<double[]> series = List.of(waves(200, 1, 5, 1), waves(200, 1, -3, 2));
    PooledRidge ridge = RidgeFit.fit(series, RidgeSpec.usual(24, 6, 1, false));
    double[] history = waves(50, 1, 0, 3);
    double[] forecast = new double[6];
    ridge.forecast(history, 1, forecast);
    double[] mirrored = new double[6];
    for (int t = 0; t < history.length; t++) history[t] = -history[t];
    ridge.forecast(history, 1, mirrored);
    for (int h = 0; h < 6; h++) assertThat(mirrored[h]).isCloseTo(-forecast[h], within(1e-12));
  }

  @Test
  void forecastsItsBaseWithoutWindows() {
    PooledRidge ridge = RidgeFit.fit(List.of(new double[] {3}), RidgeSpec.usual(8, 4, 2, true));
    double[] forecast = new double[4];
    ridge.forecast(new double[] {1, 2, 3, 4}, 2, forecast);
    assertThat(forecast).containsExactly(3, 4, 3, 4);
    assertThat(ridge.windows()).isZero();
    assertThat(ridge.error()).isNaN();
  }

  @Test
  void readsShortSeriesAndGaps() {
    List<double[]> series = new ArrayList<>();
    for (int i = 0; i < 20; i++) series.add(waves(20, 1, 100, i));
    for (double[] values : series) values[7] = values[15] = Double.NaN;
    PooledRidge ridge = RidgeFit.fit(series, RidgeSpec.usual(24, 6, 1, true));
    assertThat(ridge.windows()).isEqualTo(20);
    double[] forecast = new double[6];
    ridge.forecast(new double[] {Double.NaN, 100, Double.NaN}, 1, forecast);
    assertThat(forecast).isEqualTo(new double[] {100, 100, 100, 100, 100, 100});
    ridge.forecast(new double[] {Double.NaN}, 1, forecast);
    assertThat(forecast).containsOnly(0);
  }

  @Test
  void fitsTheSameTwice() {
    List<double[]> series = List.of(waves(500, 1, 5, 1));
    RidgeSpec spec =
        new RidgeSpec(24, 6, 1, false, false, 50, true, RidgeSpec.USUAL_PENALTIES, 100);
    PooledRidge ridge = RidgeFit.fit(series, spec);
    assertThat(ridge.windows()).isBetween(90L, 110L);
    assertThat(RidgeFit.fit(series, spec).coefficients()).isEqualTo(ridge.coefficients());
  }

  @Test
  void refusesSpecificationsThatFitNothing() {
    assertThatThrownBy(() -> RidgeSpec.usual(0, 6, 1, false))
        .hasMessage("lookback, horizon and season must be at least 1, were 0, 6 and 1");
    assertThatThrownBy(
            () -> new RidgeSpec(4, 6, 1, false, false, 5, true, RidgeSpec.USUAL_PENALTIES, 0))
        .hasMessage("holdOut must be at least the horizon 6, was 5");
    assertThatThrownBy(() -> new RidgeSpec(4, 6, 1, false, false, 6, true, List.of(), 0))
        .hasMessage("penalties must be above 0, and at least one, were []");
  }
}
