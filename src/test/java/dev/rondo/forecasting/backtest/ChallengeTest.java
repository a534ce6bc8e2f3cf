package dev.rondo.forecasting.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.forecasting.auto.EnsembleRequest;
import dev.rondo.forecasting.forecast.ServedModel;
import dev.rondo.forecasting.model.EnsembleFit;
import dev.rondo.forecasting.series.Column;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.Role;
import dev.rondo.forecasting.series.Series;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Models that are compared with new trainings on values that neither has seen.
class ChallengeTest {
  private static final int TRAINED = 120;
  private static final int HORIZON = 3;

  private static Dataset dataset(int steps, IntToDoubleFunction value) {
    double[] values = new double[steps];
    for (int t = 0; t < steps; t++) values[t] = value.applyAsDouble(t);
    return new Dataset(
        List.of(new Column("y", Role.TARGET)),
        Frequency.STEP,
        ZoneOffset.UTC,
        List.of(new Series("a", 100, new double[][] {values})));
  }

  private static Candidate.Auto method(String name) {
    return new Candidate.Auto(
        Duration.ofSeconds(10),
        1,
        42,
        new EnsembleRequest(List.of(name), List.of(), List.of(), null, 10, 1, false, List.of()),
        null);
  }

  private static final BacktestListener SILENT =
      new BacktestListener() {
        @Override
        public void stage(String stage, double share) {}

        @Override
        public void forecast(int candidate, OriginForecast forecast) {}

        @Override
        public void finished(int origin) {}
      };

  /// All origins are after the training, with as many values before the first one as after it.
  @ParameterizedTest
  @CsvSource({
    // new steps, horizon, origins, stride, cutoff before the first, cutoff before the last
    "8, 3, 5, 1, 220, 224",
    "13, 3, 10, 1, 220, 229",
    "63, 3, 10, 3, 252, 279",
    "203, 3, 10, 3, 392, 419",
    "70, 10, 10, 3, 252, 279"
  })
  void originsAreAfterTheTraining(
      int newSteps, int horizon, int origins, int stride, String first, String last) {
    Dataset all = dataset(TRAINED + newSteps, t -> t);
    long until = Challenge.end(dataset(TRAINED, t -> t));
    assertThat(until).isEqualTo(219);
    assertThat(Challenge.stepsAfter(all, until)).isEqualTo(newSteps);
    Challenge challenge =
        Challenge.of(all, until, horizon, "id", method("naive"), Refit.ONCE).orElseThrow();
    assertThat(challenge.spec().origins()).isEqualTo(origins);
    assertThat(challenge.spec().stride()).isEqualTo(stride);
    assertThat(challenge.spec().cutoffs()).hasSize(origins).isSorted();
    assertThat(challenge.first()).isEqualTo(first);
    assertThat(challenge.last()).isEqualTo(last);
    Origins found = Origins.of(all, challenge.spec());
    assertThat(found.overlap(horizon)).isEqualTo(Math.min(origins, Math.ceilDiv(horizon, stride)));
  }

  @Test
  void tooFewNewValuesAreNotCompared() {
    long until = Challenge.end(dataset(TRAINED, t -> t));
    for (int more : new int[] {0, 1, HORIZON + Challenge.LEAST_ORIGINS - 1})
      assertThat(
              Challenge.of(
                  dataset(TRAINED + more, t -> t),
                  until,
                  HORIZON,
                  "id",
                  method("naive"),
                  Refit.ONCE))
          .isEmpty();
    assertThat(Challenge.neededSteps(HORIZON)).isEqualTo(HORIZON + Challenge.LEAST_ORIGINS);
  }

  /// The share of seeded sequences in which the challenger is better.
  private static double promoted(int sequences, double shift, Refit refit) {
    int better = 0;
    for (int i = 0; i < sequences; i++) {
      Random random = new Random(31_000 + i);
      Dataset all =
          dataset(TRAINED + 60, t -> 50 + (t >= TRAINED ? shift : 0) + random.nextGaussian());
      Dataset before =
          new Dataset(
              all.columns(),
              all.frequency(),
              all.zone(),
              List.of(
                  new Series(
                      "a",
                      100,
                      new double[][] {
                        Arrays.copyOf(all.series().getFirst().values()[0], TRAINED)
                      })));
      Candidate.Auto mean = method("mean");
      ServedModel champion =
          ServedModel.of(EnsembleFit.fit(before, "", mean.request(HORIZON), 1, (_, _) -> {}));
      Challenge.Verdict verdict =
          Challenge.of(
                  all,
                  Challenge.end(before),
                  HORIZON,
                  "id",
                  shift == 0 ? method("ses") : method("recent-mean"),
                  refit)
              .orElseThrow()
              .run(champion, null, 0, 1, SILENT);
      assertThat(verdict.problems()).isEmpty();
      if (verdict.better()) better++;
    }
    return (double) better / sequences;
  }

  /// Smoothing is not better than the mean of a stable series.
  @Test
  void aModelThatIsNoBetterIsRarelyPromoted() {
    assertThat(promoted(100, 0, Refit.ONCE)).isLessThanOrEqualTo(0.05);
  }

  @Test
  void aBetterModelIsPromoted() {
    assertThat(promoted(20, 5, Refit.ONCE)).isGreaterThanOrEqualTo(0.9);
    assertThat(promoted(5, 5, Refit.EVERY_ORIGIN)).isGreaterThanOrEqualTo(0.8);
  }
}
