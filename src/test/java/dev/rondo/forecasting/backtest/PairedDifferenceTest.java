package dev.rondo.forecasting.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Differences whose figures were computed by hand.
class PairedDifferenceTest {
  @Test
  void theErrorOfIndependentSeriesIsThatOfTheMean() {
    // Mean 3, deviations -2, -1, 0, 1, 2: sample variance 10 / 4, standard error sqrt(2.5 / 5).
    PairedDifference difference = PairedDifference.ofSeries(new double[] {1, 2, 3, 4, 5});
    assertThat(difference.mean()).isEqualTo(3);
    assertThat(difference.standardError()).isCloseTo(Math.sqrt(0.5), within(1e-12));
    assertThat(difference.lower()).isCloseTo(3 - 2.7764 * Math.sqrt(0.5), within(2e-3));
    assertThat(difference.isDistinguishable()).isTrue();
  }

  @Test
  void aMeanNearZeroIsNotDistinguishable() {
    PairedDifference difference = PairedDifference.ofSeries(new double[] {-3, 4, -1, 2});
    assertThat(difference.mean()).isEqualTo(0.5);
    assertThat(difference.lower()).isNegative();
    assertThat(difference.upper()).isPositive();
    assertThat(difference.isDistinguishable()).isFalse();
  }

  @Test
  void overlappingHorizonsWidenTheInterval() {
    // Mean 2.5, deviations -1.5, -1.5, -0.5, 0.5, 1.5, 1.5; the autocovariances are 9.5 / 6 and
    // 5.75 / 6.
    double[] differences = {1, 1, 2, 3, 4, 4};
    PairedDifference difference = PairedDifference.ofOrigins(differences, 2);
    double longRun = 9.5 / 6 + 2 * 5.75 / 6;
    double correction = (6 + 1 - 4 + 2.0 / 6) / 6;
    assertThat(difference.mean()).isEqualTo(2.5);
    assertThat(difference.standardError())
        .isCloseTo(Math.sqrt(longRun / 6 / correction), within(1e-12));
    assertThat(difference.standardError())
        .isGreaterThan(PairedDifference.ofOrigins(differences, 1).standardError());
  }

  @Test
  void oneDifferenceTellsNothing() {
    PairedDifference difference = PairedDifference.ofOrigins(new double[] {2}, 1);
    assertThat(difference.mean()).isEqualTo(2);
    assertThat(difference.standardError()).isNaN();
    assertThat(difference.isDistinguishable()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "1,12.7062",
    "2,4.3027",
    "3,3.1824",
    "4,2.7764",
    "9,2.2622",
    "30,2.0423",
    "999,1.9623"
  })
  void quantilesOfStudentAreThoseOfTheTables(int freedom, double quantile) {
    assertThat(StudentT.quantile975(freedom)).isCloseTo(quantile, within(0.002 * quantile));
  }
}
