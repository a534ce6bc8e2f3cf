package dev.rondo.forecasting.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.forecasting.series.Column;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.Role;
import dev.rondo.forecasting.series.Series;
import dev.rondo.forecasting.window.Observations;
import dev.rondo.forecasting.window.Segments;
import dev.rondo.forecasting.window.Split;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeasonFinderTest {
  private static int find(int expected, double[] values) {
    Dataset dataset =
        new Dataset(
            List.of(new Column("y", Role.TARGET)),
            Frequency.STEP,
            ZoneOffset.UTC,
            List.of(new Series("a", 0, new double[][] {values})));
    Segments segments = Segments.of(dataset, Split.byTime(1, 0, 0), 1);
    Observations data = Observations.of(dataset);
    return SeasonFinder.find(data, segments, 1, expected);
  }

  private static double[] values(int steps, IntToDoubleFunction value) {
    return IntStream.range(0, steps).mapToDouble(value).toArray();
  }

  private static double[] randomWalk(int steps, long seed) {
    Random random = new Random(seed);
    double[] walk = new double[steps];
    for (int t = 1; t < steps; t++) walk[t] = walk[t - 1] + random.nextGaussian();
    return walk;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.37, 1, 1.0 / 3, 2.5, 1e6, -0.004})
  void aStraightLineHasNoSeason(double slope) {
    for (int steps : new int[] {40, 100, 365}) {
      double[] line = values(steps, t -> 100 + slope * t);
      for (int expected : new int[] {1, 4, 5, 7, 12}) assertThat(find(expected, line)).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.2, 1.0 / 3, 0.37, 1.4, 3.7})
  void aTrendRoundedToItsLastDigitHasNoSeason(double slope) {
    for (int steps : new int[] {40, 100, 365}) {
      double[] whole = values(steps, t -> Math.rint(50 + slope * t));
      double[] cents = values(steps, t -> Math.rint(100 * (50 + slope * 0.01 * t)) / 100);
      double[] peak = values(steps, t -> Math.rint(slope * Math.min(t, steps - t)));
      for (int expected : new int[] {1, 5, 7, 10, 12}) {
        assertThat(find(expected, whole)).isEqualTo(1);
        assertThat(find(expected, cents)).isEqualTo(1);
        assertThat(find(expected, peak)).isEqualTo(1);
      }
    }
  }

  @Test
  void curvesKinksAndConstantsHaveNoSeason() {
    List<double[]> smooth =
        List.of(
            values(100, t -> 7),
            values(100, t -> t < 40 ? 3 * t : 120 - t),
            values(100, t -> (t / 25 % 2 == 0 ? 1 : -1) * 0.5 * t),
            values(100, t -> t * t),
            values(100, t -> Math.exp(0.05 * t)),
            values(100, t -> Math.sqrt(t)),
            values(100, t -> t < 50 ? 10 : 20));
    for (double[] series : smooth) {
      for (int expected : new int[] {1, 4, 7, 12}) assertThat(find(expected, series)).isEqualTo(1);
    }
  }

  @Test
  void randomWalksAndNoiseHaveNoSeasonButForAFew() {
    int found = 0;
    for (int seed = 0; seed < 100; seed++) {
      Random random = new Random(seed);
      double[] noise = values(120, t -> random.nextGaussian());
      for (double[] series : List.of(randomWalk(120, seed), randomWalk(500, seed), noise)) {
        for (int expected : new int[] {1, 7, 12}) if (find(expected, series) > 1) found++;
      }
    }
    assertThat(found).isLessThanOrEqualTo(18); // 2 % of 900
  }

  @ParameterizedTest
  @CsvSource({"7,140", "12,60", "12,144", "24,336", "52,260", "4,40", "3,30", "2,60", "5,61"})
  void aSeasonIsFoundUnderTrendAndNoise(int season, int steps) {
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      double[] series =
          values(
              steps,
              t ->
                  1000
                      + 3 * t
                      + 40 * Math.sin(2 * Math.PI * t / season + 1)
                      + 20 * (t % season == 0 ? 1 : 0)
                      + 8 * random.nextGaussian());
      assertThat(find(season, series)).isEqualTo(season);
      // Without a hint, the flat peak of a long season is found to within a step.
      assertThat(find(1, series)).isBetween(season - season / 50, season + season / 50);
    }
  }

  @Test
  void aSeasonIsFoundOnARandomWalkAndInWholeNumbers() {
    double[] walk = randomWalk(240, 3);
    assertThat(find(12, values(240, t -> walk[t] + 6 * Math.cos(Math.PI * t / 6)))).isEqualTo(12);
    assertThat(find(7, values(140, t -> t % 7 == 3 ? 1 : 0))).isEqualTo(7);
    assertThat(find(1, values(140, t -> t % 7 == 3 ? 1 : 0))).isEqualTo(7);
    assertThat(find(7, values(140, t -> 100 * t + 30 * (t % 7 == 3 ? 1 : 0)))).isEqualTo(7);
  }

  @Test
  void theSeasonOfTheDataWinsOverOneThatTheyDoNotHave() {
    assertThat(find(12, values(120, t -> Math.sin(2 * Math.PI * t / 7)))).isEqualTo(7);
  }
}
