package dev.rondo.forecasting.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rondo.engine.cell.Gru;
import dev.rondo.engine.network.NetworkSpec;
import dev.rondo.engine.training.TrainingSpec;
import dev.rondo.forecasting.backtest.Leaderboard.Standing;
import dev.rondo.forecasting.model.InfeasibleException;
import dev.rondo.forecasting.model.ModelSpec;
import dev.rondo.forecasting.series.Column;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.Role;
import dev.rondo.forecasting.series.Series;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class BacktestTest {
  private static final Candidate NAIVE = new Candidate.Baseline("naive");
  private static final Candidate DRIFT = new Candidate.Baseline("drift");

  private record Told(int candidate, OriginForecast forecast) {}

  private static Dataset dataset(double[]... series) {
    List<Series> all = new ArrayList<>();
    for (int i = 0; i < series.length; i++)
      all.add(new Series("s" + i, 0, new double[][] {series[i]}));
    return new Dataset(List.of(new Column("y", Role.TARGET)), Frequency.STEP, ZoneOffset.UTC, all);
  }

  private static BacktestSpec spec(
      int horizon, int origins, int stride, Refit refit, Candidate... candidates) {
    return new BacktestSpec(
        horizon, origins, stride, List.of(), refit, 1, 1, List.of(80.0), List.of(candidates));
  }

  private static Backtest run(Dataset dataset, BacktestSpec spec, List<Told> told) {
    Backtest backtest = backtest(dataset, spec, listener(told));
    backtest.run();
    return backtest;
  }

  private static Backtest backtest(Dataset dataset, BacktestSpec spec, BacktestListener listener) {
    return new Backtest(
        dataset,
        spec,
        Origins.of(dataset, spec),
        id -> {
          throw new IllegalArgumentException("no model " + id);
        },
        2,
        listener);
  }

  private static BacktestListener listener(List<Told> told) {
    return new BacktestListener() {
      @Override
      public void stage(String stage, double share) {
        assertThat(share).isBetween(0.0, 1.0);
      }

      @Override
      public void forecast(int candidate, OriginForecast forecast) {
        told.add(new Told(candidate, forecast));
      }

      @Override
      public void finished(int origin) {}
    };
  }

  @Test
  void errorsAreThoseComputedByHand() {
    // From step 4, naive forecasts 8, 8 for 10, 14; from step 6, 14, 14 for 15, 11. The scales are
    // 2, and 14 / 5.
    Dataset dataset = dataset(new double[] {2, 4, 6, 8, 10, 14, 15, 11});
    Backtest finished =
        run(dataset, spec(2, 2, 2, Refit.EVERY_ORIGIN, NAIVE, DRIFT), new ArrayList<>());
    ErrorMeasures naive = finished.ofSeries(0, 0, 0);
    assertThat(naive.values()).isEqualTo(4);
    assertThat(naive.mae()).isCloseTo((2 + 6 + 1 + 3) / 4.0, within(1e-12));
    assertThat(naive.rmse()).isCloseTo(Math.sqrt((4 + 36 + 1 + 9) / 4.0), within(1e-12));
    double scale = (2 + 2 + 2 + 2 + 4) / 5.0;
    assertThat(naive.mase())
        .isCloseTo((2 / 2.0 + 6 / 2.0 + 1 / scale + 3 / scale) / 4, within(1e-12));
    assertThat(naive.smape())
        .isCloseTo(200 * (2 / 18.0 + 6 / 22.0 + 1 / 29.0 + 3 / 25.0) / 4, within(1e-12));
    assertThat(naive.owa()).isCloseTo(1, within(1e-12));
    assertThat(finished.ofStep(0, 0).mae()).isCloseTo((2 + 1) / 2.0, within(1e-12));
    assertThat(finished.ofStep(0, 1).mae()).isCloseTo((6 + 3) / 2.0, within(1e-12));
  }

  @Test
  void aFewSeriesAreComparedByOrigins() {
    double[] line = new double[40];
    for (int t = 0; t < line.length; t++) line[t] = t + (t % 3) * 0.1;
    BacktestResult result =
        run(dataset(line), spec(4, 5, 4, Refit.EVERY_ORIGIN, NAIVE, DRIFT), new ArrayList<>())
            .result();
    Leaderboard.Row best = result.leaderboard().rows().get(0);
    Leaderboard.Row other = result.leaderboard().rows().get(1);
    assertThat(best.name()).isEqualTo("drift");
    assertThat(best.standing()).isEqualTo(Standing.BEST);
    assertThat(other.standing()).isEqualTo(Standing.WORSE);
    PairedDifference difference = other.difference();
    assertThat(difference).isNotNull();
    assertThat(difference.over()).isEqualTo(PairedDifference.Pairs.ORIGINS);
    assertThat(difference.pairs()).isEqualTo(5);
    assertThat(difference.mean())
        .isCloseTo(other.measures().mase() - best.measures().mase(), within(1e-9));
  }

  @Test
  void equalCandidatesAreNotDistinguishable() {
    BacktestResult result =
        run(
                dataset(random(30, 1), random(30, 2)),
                spec(3, 4, 3, Refit.ONCE, NAIVE, NAIVE),
                new ArrayList<>())
            .result();
    assertThat(result.leaderboard().rows().get(1).name()).isEqualTo("naive-2");
    assertThat(result.leaderboard().rows().get(1).standing())
        .isEqualTo(Standing.NOT_DISTINGUISHABLE);
  }

  private static double[] random(int steps, long seed) {
    Random random = new Random(seed);
    double[] values = new double[steps];
    double level = 50;
    for (int t = 0; t < steps; t++) values[t] = level += random.nextGaussian();
    return values;
  }

  /// Later values may change as they like: forecasts from earlier origins stay bit for bit.
  @Test
  void forecastsDoNotReadWhatComesAfterTheirOrigin() {
    double[][] values = {random(60, 3), random(60, 4), random(60, 5)};
    double[][] changed = new double[3][];
    for (int i = 0; i < 3; i++) {
      changed[i] = values[i].clone();
      for (int t = 50; t < 60; t++) changed[i][t] = 1000 + 7 * t;
    }
    Candidate network = Candidate.Network.of(smallNetwork(ModelSpec.defaults(dataset(values), 5)));
    Candidate auto = new Candidate.Auto(Duration.ofSeconds(20), null, 42, null, null);
    BacktestSpec spec =
        spec(5, 2, 10, Refit.EVERY_ORIGIN, network, new Candidate.Baseline("theta"), auto);
    // The origins are at 45 and 55; only the first lies before the change.
    List<Told> before = new ArrayList<>();
    run(dataset(values), spec, before);
    List<Told> after = new ArrayList<>();
    BacktestResult result = run(dataset(changed), spec, after).result();
    for (BacktestResult.Course course : result.candidates()) {
      assertThat(course.problem()).isNull();
      assertThat(course.fits()).isEqualTo(course.name().equals("theta") ? 0 : 2);
    }
    assertThat(after).hasSameSizeAs(before).hasSize(3 * 2 * 3);
    int compared = 0;
    for (int i = 0; i < before.size(); i++) {
      OriginForecast one = before.get(i).forecast();
      OriginForecast other = after.get(i).forecast();
      if (one.origin() != 45) {
        assertThat(other.point()).isNotEqualTo(one.point());
        continue;
      }
      String candidate = "candidate " + before.get(i).candidate();
      assertThat(other.point()).as(candidate).isEqualTo(one.point());
      assertThat(other.bounds()).as(candidate).isDeepEqualTo(one.bounds());
      assertThat(other.deciles()).as(candidate).isDeepEqualTo(one.deciles());
      compared++;
    }
    assertThat(compared).isEqualTo(9);
  }

  private static ModelSpec smallNetwork(ModelSpec usual) {
    return new ModelSpec(
        usual.seed(),
        usual.window(),
        usual.split(),
        usual.scaler(),
        new NetworkSpec(
            new Gru(), List.of(4), usual.network().topology(), usual.network().head(), 0),
        new TrainingSpec(
            2,
            usual.training().batchSize(),
            usual.training().loss(),
            usual.training().optimizer(),
            usual.training().gradientClipping(),
            usual.training().earlyStopping(),
            null),
        usual.evaluation());
  }

  @Test
  void baselinesHaveIntervalsThatCoverTheirLevel() {
    double[][] series = new double[150][];
    for (int s = 0; s < series.length; s++) series[s] = random(90, 1000 + s);
    Backtest backtest =
        run(
            dataset(series),
            spec(6, 3, 6, Refit.EVERY_ORIGIN, NAIVE, new Candidate.Baseline("ses")),
            new ArrayList<>());
    assertThat(backtest.result().warnings()).isEmpty();
    for (Leaderboard.Row row : backtest.result().leaderboard().rows()) {
      ErrorMeasures measures = row.measures();
      assertThat(measures.intervals().getFirst().coverage()).isBetween(0.76, 0.84);
      assertThat(measures.intervals().getFirst().msis()).isPositive();
      assertThat(measures.weightedQuantileLoss()).isPositive();
      // The quantiles tell more than the point forecast alone.
      assertThat(measures.crps()).isPositive().isLessThan(measures.mae());
    }
  }

  @Test
  void withoutAHistoryForErrorsTheMeasuresOfIntervalsAreMissing() {
    Backtest backtest =
        run(
            dataset(random(11, 1), random(12, 2)),
            spec(4, 2, 4, Refit.EVERY_ORIGIN, NAIVE),
            new ArrayList<>());
    BacktestResult result = backtest.result();
    assertThat(result.warnings().getFirst()).contains("too short for errors");
    ErrorMeasures measures = result.leaderboard().rows().getFirst().measures();
    assertThat(measures.mase()).isPositive();
    assertThat(measures.crps()).isNaN();
    assertThat(measures.intervals().getFirst().coverage()).isNaN();
    assertThat(result.leaderboards())
        .extracting(Leaderboard::measure)
        .doesNotContain(Leaderboard.Measure.CRPS, Leaderboard.Measure.MSIS);
  }

  @Test
  void aCandidateThatFailsDoesNotStopTheOthers() {
    BacktestResult result =
        run(
                dataset(random(40, 6)),
                spec(4, 2, 4, Refit.ONCE, new Candidate.StoredModel("gone"), NAIVE),
                new ArrayList<>())
            .result();
    assertThat(result.leaderboard().rows().get(0).name()).isEqualTo("naive");
    Leaderboard.Row failed = result.leaderboard().rows().get(1);
    assertThat(failed.standing()).isEqualTo(Standing.NOT_RANKED);
    assertThat(failed.statement()).contains("no model gone");
  }

  @Test
  void missingAndConstantSeriesGiveNoNumbersThatAreNotFinite() {
    double[] missing = new double[40];
    Arrays.fill(missing, Double.NaN);
    double[] constant = new double[40];
    Arrays.fill(constant, 3);
    BacktestResult result =
        run(
                dataset(missing, constant, new double[] {1}, new double[] {1, 2}),
                spec(4, 2, 4, Refit.ONCE, NAIVE, DRIFT),
                new ArrayList<>())
            .result();
    assertThat(result.unscored()).containsExactly("s0", "s2", "s3");
    assertThat(result.leaderboard().measure()).isEqualTo(Leaderboard.Measure.MAE);
    assertThat(result.leaderboard().rows().get(0).measures().mae()).isZero();
  }

  @Test
  void tooManyOriginsAreRefused() {
    assertThatThrownBy(
            () -> run(dataset(random(20, 7)), spec(5, 5, 5, Refit.ONCE, NAIVE), new ArrayList<>()))
        .isInstanceOf(InfeasibleException.class)
        .hasMessageContaining("at least 26 steps")
        .hasMessageContaining("the longest has 20");
  }

  @Test
  void theListenerEndsIt() {
    Dataset dataset = dataset(random(40, 8));
    BacktestSpec spec =
        spec(4, 2, 4, Refit.ONCE, new Candidate.Auto(Duration.ofSeconds(60), null, 1, null, null));
    BacktestListener ends =
        new BacktestListener() {
          @Override
          public void stage(String stage, double share) {
            if (stage.startsWith("fitting 'auto'")) throw new CancellationException();
          }

          @Override
          public void forecast(int candidate, OriginForecast forecast) {}

          @Override
          public void finished(int origin) {}
        };
    assertThatThrownBy(backtest(dataset, spec, ends)::run)
        .isInstanceOf(CancellationException.class);
  }

  /// Ends a backtest while its last candidate forecasts from an origin.
  private static final class Ending implements BacktestListener {
    private final int origin;
    private int finished;

    Ending(int origin) {
      this.origin = origin;
    }

    @Override
    public void stage(String stage, double share) {
      if (stage.equals("forecasting with 'drift' from origin %d of 4".formatted(origin)))
        throw new CancellationException();
    }

    @Override
    public void forecast(int candidate, OriginForecast forecast) {}

    @Override
    public void finished(int number) {
      finished++;
    }
  }

  @Test
  void anEndedBacktestComparesTheFinishedOrigins() {
    double[] values = random(60, 9);
    Dataset dataset = dataset(values, random(60, 10));
    Ending ending = new Ending(3);
    Backtest ended = backtest(dataset, spec(4, 4, 4, Refit.EVERY_ORIGIN, NAIVE, DRIFT), ending);
    assertThatThrownBy(ended::run).isInstanceOf(CancellationException.class);
    assertThat(ended.finishedOrigins()).isEqualTo(2).isEqualTo(ending.finished);
    Dataset shorter = dataset(Arrays.copyOf(values, 52), Arrays.copyOf(random(60, 10), 52));
    Backtest whole =
        run(shorter, spec(4, 2, 4, Refit.EVERY_ORIGIN, NAIVE, DRIFT), new ArrayList<>());
    assertThat(ended.result().leaderboards()).isEqualTo(whole.result().leaderboards());
    assertThat(ended.ofSeries(0, 1, 0)).isEqualTo(whole.ofSeries(0, 1, 0));
    assertThat(ended.ofStep(1, 3)).isEqualTo(whole.ofStep(1, 3));
  }

  @Test
  void aListenerThatFailsEndsTheBacktestAndNotACandidate() {
    BacktestListener failing =
        new BacktestListener() {
          @Override
          public void stage(String stage, double share) {}

          @Override
          public void forecast(int candidate, OriginForecast forecast) {
            if (forecast.origin() == 36) throw new IllegalStateException("cannot be written");
          }

          @Override
          public void finished(int origin) {}
        };
    // The origins are at 32, 36 and 40.
    Backtest ended =
        backtest(dataset(random(44, 9)), spec(4, 3, 4, Refit.EVERY_ORIGIN, NAIVE, DRIFT), failing);
    assertThatThrownBy(ended::run).hasMessage("cannot be written");
    assertThat(ended.finishedOrigins()).isEqualTo(1);
    assertThat(ended.result().candidates()).allMatch(course -> course.problem() == null);
  }

  @Test
  void eachMeasureHasALeaderboardWithDifferences() {
    double[][] series = new double[40][];
    for (int s = 0; s < series.length; s++) series[s] = random(80, 100 + s);
    BacktestResult result =
        run(
                dataset(series),
                spec(4, 3, 4, Refit.EVERY_ORIGIN, NAIVE, DRIFT, new Candidate.Baseline("mean")),
                new ArrayList<>())
            .result();
    assertThat(result.leaderboards())
        .extracting(Leaderboard::measure)
        .containsExactlyInAnyOrder(Leaderboard.Measure.values());
    assertThat(result.leaderboard().measure()).isEqualTo(Leaderboard.Measure.MASE);
    for (Leaderboard leaderboard : result.leaderboards()) {
      double before = 0;
      for (Leaderboard.Row row : leaderboard.rows()) {
        double value = leaderboard.measure().of(row.measures());
        assertThat(value).isGreaterThanOrEqualTo(before);
        before = value;
        if (row.standing() == Standing.BEST) continue;
        assertThat(row.difference()).isNotNull();
        assertThat(row.difference().pairs()).isEqualTo(40);
      }
      // On a random walk the mean of the past is far off, by any measure.
      assertThat(leaderboard.rows().getLast().name()).isEqualTo("mean");
      assertThat(leaderboard.rows().getLast().difference()).isNotNull();
      assertThat(leaderboard.rows().getLast().difference().mean()).isPositive();
    }
    assertThat(result.leaderboard().rows().getLast().standing()).isEqualTo(Standing.WORSE);
  }
}
