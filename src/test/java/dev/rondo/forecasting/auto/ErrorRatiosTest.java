package dev.rondo.forecasting.auto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rondo.forecasting.auto.EnsembleSpec.ErrorShape;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ErrorRatiosTest {
  private static ErrorRatios ratios(int cases, int horizon, long seed) {
    return collector(cases, horizon, seed).ratios(1);
  }

  private static ErrorRatios.Collector collector(int cases, int horizon, long seed) {
    Random random = new Random(seed);
    ErrorRatios.Collector collector = new ErrorRatios.Collector(horizon);
    for (int c = 0; c < cases; c++) {
      double[] truth = new double[horizon];
      double[] spread = new double[horizon];
      for (int h = 0; h < horizon; h++) {
        spread[h] = 1 + h;
        truth[h] = spread[h] * random.nextGaussian();
      }
      collector.add(truth, new double[horizon], new ErrorSpread(spread, spread));
    }
    return collector;
  }

  @Test
  void bucketsAreOctavesOfTheHorizon() {
    ErrorRatios ratios = ratios(200, 12, 1);
    assertThat(ratios.last()).containsExactly(1, 3, 7, 12);
    assertThat(ratios.table(0)).isZero();
    assertThat(ratios.table(2)).isEqualTo(1);
    assertThat(ratios.table(11)).isEqualTo(3);
    assertThat(ratios.table(50)).isEqualTo(3);
    assertThat(ratios.counts()).containsExactly(200, 400, 800, 1000, 200);
  }

  @Test
  void fewErrorsShareABucket() {
    assertThat(ratios(5, 12, 1).last()).containsExactly(12);
  }

  @Test
  void quantilesAreThoseOfTheErrors() {
    ErrorRatios ratios = ratios(20_000, 3, 4);
    assertThat(ratios.at(1, 0.9)).isCloseTo(1.2816, within(0.03));
    assertThat(ratios.at(1, 0.1)).isCloseTo(-1.2816, within(0.03));
    assertThat(ratios.at(0, 0.5)).isCloseTo(0, within(0.03));
  }

  @Test
  void ratiosThatAreTrustedInPartLieBetweenThemAndThoseOfASpread() {
    ErrorRatios.Collector collector = collector(300, 4, 5);
    ErrorRatios own = collector.ratios(1);
    ErrorRatios half = collector.ratios(0.5);
    ErrorRatios none = collector.ratios(0);
    // A spread is the distance of the 90 % quantile, which is 1.28 of the deviations in which the
    // errors were drawn.
    assertThat(none.at(1, 0.9)).isCloseTo(1, within(0.02));
    assertThat(none.at(1, 0.1)).isCloseTo(-1, within(0.02));
    assertThat(half.at(1, 0.9)).isCloseTo((own.at(1, 0.9) + none.at(1, 0.9)) / 2, within(1e-6));
    for (int i = 0; i < own.paths().length; i++) {
      for (int h = 0; h < 4; h++)
        assertThat(half.paths()[i][h])
            .isCloseTo((own.paths()[i][h] + none.paths()[i][h]) / 2, within(1e-5f));
    }
  }

  @Test
  void theTailsHoldAtLeastTheirShareOfExchangeableErrors() {
    // The rank of the upper bound of an interval of 80 % among 19 errors is ceil(20 * 0.9) = 18.
    ErrorRatios.Collector collector = new ErrorRatios.Collector(1);
    double[] one = {1};
    for (int i = 1; i <= 19; i++)
      collector.add(new double[] {i - 10}, new double[1], new ErrorSpread(one, one));
    ErrorRatios ratios = collector.ratios(1);
    assertThat(ratios.at(0, 0.9)).isEqualTo(8);
    assertThat(ratios.at(0, 0.1)).isEqualTo(-8);
    // Its quantiles reach from 5 % to 95 %, and no further.
    assertThat(new ErrorShape(List.of(1), List.of(19, 19), 0).highestLevel()).isEqualTo(90);
  }

  @Test
  void missingTruthsAndSpreadsOfZeroAreLeftOut() {
    ErrorRatios.Collector collector = new ErrorRatios.Collector(2);
    collector.add(
        new double[] {Double.NaN, 1},
        new double[2],
        new ErrorSpread(new double[] {1, 0}, new double[] {1, 0}));
    ErrorRatios ratios = collector.ratios(1);
    assertThat(ratios.counts()).containsExactly(0, 0);
    assertThat(ratios.at(0, 0.9)).isZero();
  }

  @Test
  void sumsOfIndependentErrorsAreNarrowerThanTheSumOfBounds() {
    ErrorRatios ratios = ratios(5000, 16, 9);
    assertThat(ratios.at(ratios.sum(), 0.9)).isLessThan(0.6 * ratios.at(4, 0.9));
    assertThat(Arrays.stream(ratios.paths()).mapToInt(path -> path.length)).containsOnly(16);
  }
}
