package dev.rondo.forecasting.auto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rondo.forecasting.auto.ErrorRatios.Collector;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class CalibratedTest {
  @Test
  void fewErrorsOfTheExpectedSizeCountInProportion() {
    assertThat(Calibrated.trust(1, 15)).isEqualTo(0.25);
    assertThat(Calibrated.trust(1.4, 15)).isEqualTo(0.25);
    assertThat(Calibrated.trust(1, 60)).isEqualTo(1);
    assertThat(Calibrated.trust(1, 0)).isZero();
  }

  @Test
  void fewErrorsThatAreClearlySmallerOrLargerCount() {
    assertThat(Calibrated.trust(0.3, 15)).isEqualTo(1);
    assertThat(Calibrated.trust(3, 15)).isEqualTo(1);
    assertThat(Calibrated.trust(0.4, 9)).isBetween(0.5, 1.0);
  }

  @Test
  void theSizeIsThatOfNormalErrors() {
    Random random = new Random(2);
    Collector errors = new Collector(10);
    double[] spread = new double[10];
    // The spread is the 90 % quantile of errors twice as large.
    Arrays.fill(spread, 2 * Normal.QUANTILE_90);
    for (int c = 0; c < 2000; c++)
      errors.add(
          DoubleStream.generate(random::nextGaussian).limit(10).toArray(),
          new double[10],
          new ErrorSpread(spread, spread));
    assertThat(errors.size()).isCloseTo(0.5, within(0.01));
  }
}
