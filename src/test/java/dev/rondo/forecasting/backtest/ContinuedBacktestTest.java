package dev.rondo.forecasting.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.engine.training.TrainingSpec;
import dev.rondo.forecasting.checkpoint.Checkpoints;
import dev.rondo.forecasting.checkpoint.MapCheckpoints;
import dev.rondo.forecasting.document.ModelFile;
import dev.rondo.forecasting.model.Model;
import dev.rondo.forecasting.model.ModelSpec;
import dev.rondo.forecasting.series.Column;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.Role;
import dev.rondo.forecasting.series.Series;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A backtest that is interrupted again and again gives the result of an undisturbed one.
class ContinuedBacktestTest {
  private static final int SERIES = 12;

  private static Dataset dataset() {
    Random random = new Random(5);
    List<Series> all = new ArrayList<>();
    for (int s = 0; s < SERIES; s++) {
      double[] values = new double[90];
      for (int t = 0; t < values.length; t++)
        values[t] = 10 + s + Math.sin(t / 3.0) + 0.2 * random.nextGaussian();
      // The last one is shorter than the first origins.
      all.add(new Series("s" + s, 0, new double[][] {s == SERIES - 1 ? new double[4] : values}));
    }
    return new Dataset(List.of(new Column("y", Role.TARGET)), Frequency.STEP, ZoneOffset.UTC, all);
  }

  private static BacktestSpec spec(Dataset dataset, Refit refit) {
    ModelSpec usual = ModelSpec.defaults(dataset, 3);
    TrainingSpec training = usual.training();
    ModelSpec network =
        new ModelSpec(
            usual.seed(),
            usual.window(),
            usual.split(),
            usual.scaler(),
            usual.network(),
            new TrainingSpec(
                3,
                training.batchSize(),
                training.loss(),
                training.optimizer(),
                training.gradientClipping(),
                null,
                null),
            usual.evaluation());
    return new BacktestSpec(
        3,
        4,
        3,
        List.of(),
        refit,
        1,
        1,
        List.of(80.0),
        List.of(
            new Candidate.Baseline("naive"),
            Candidate.Network.of(network),
            new Candidate.StoredModel("missing")));
  }

  /// Ends the backtest after a number of stages, not counting preparations. Keeps the forecasts of all attempts as a service does.
  private static final class Interrupted implements BacktestListener {
    private final Checkpoints checkpoints;
    private final int most;
    private final List<String> forecasts;
    private int kept;
    private boolean begun;
    int stages;

    /// @param forecasts those of earlier attempts, to which this one adds its own
    Interrupted(Checkpoints checkpoints, int most, List<String> forecasts) {
      this.checkpoints = checkpoints;
      this.most = most;
      this.forecasts = forecasts;
    }

    @Override
    public void stage(String stage, double share) {
      assertThat(share).isBetween(0.0, 1.0);
      // The preparation of a candidate has no checkpoints.
      if (!stage.startsWith("preparing") && ++stages > most)
        throw new CancellationException("of the test");
    }

    @Override
    public void forecast(int candidate, OriginForecast forecast) {
      if (!begun) forecasts.subList(kept, forecasts.size()).clear();
      begun = true;
      forecasts.add(
          "%d from %d of %d: %s, %s"
              .formatted(
                  candidate,
                  forecast.origin(),
                  forecast.series(),
                  Arrays.toString(forecast.point()),
                  Arrays.deepToString(forecast.bounds())));
    }

    @Override
    public int reached() {
      return begun ? forecasts.size() : kept;
    }

    @Override
    public void continueAfter(int reached) {
      assertThat(begun).isFalse();
      kept = reached;
    }

    @Override
    public void finished(int origin) {}

    @Override
    public Checkpoints checkpoints() {
      return checkpoints;
    }

    @Override
    public Optional<Model> fitted(String part) {
      return checkpoints
          .find(part)
          .map(bytes -> {
            try {
              return ModelFile.read(new ByteArrayInputStream(bytes));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }

    @Override
    public void keepFitted(String part, Model model) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try {
        ModelFile.write(model, bytes);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      checkpoints.keep(part, bytes.toByteArray());
    }
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

  /// Runs a backtest until it has ended.
  ///
  /// @param most number of stages of each attempt
  /// @param between called after each interruption
  private static Backtest continued(
      Dataset dataset,
      BacktestSpec spec,
      int most,
      Checkpoints kept,
      List<String> forecasts,
      Runnable between) {
    for (int attempt = 0; attempt < 500; attempt++) {
      Backtest next = backtest(dataset, spec, new Interrupted(kept, most, forecasts));
      try {
        next.run();
        assertThat(attempt).isGreaterThan(3);
        return next;
      } catch (CancellationException _) {
        between.run();
      }
    }
    throw new AssertionError("the backtest makes no progress");
  }

  private static void assertSame(Backtest continued, Backtest whole, BacktestSpec spec) {
    BacktestResult expected = whole.result();
    BacktestResult result = continued.result();
    assertThat(result.leaderboard()).isEqualTo(expected.leaderboard());
    assertThat(result.warnings()).isEqualTo(expected.warnings());
    for (int c = 0; c < spec.candidates().size(); c++) {
      BacktestResult.Course course = result.candidates().get(c);
      assertThat(course.fits()).isEqualTo(expected.candidates().get(c).fits());
      assertThat(course.problem()).isEqualTo(expected.candidates().get(c).problem());
      assertThat(course.failures()).isEqualTo(expected.candidates().get(c).failures());
      for (int h = 0; h < spec.horizon(); h++)
        assertThat(continued.ofStep(c, h)).isEqualTo(whole.ofStep(c, h));
      for (int s = 0; s < SERIES; s++)
        assertThat(continued.ofSeries(c, s, 0)).isEqualTo(whole.ofSeries(c, s, 0));
    }
  }

  /// A backtest that nothing has interrupted.
  ///
  /// @param told its stages and forecasts
  private record Undisturbed(Dataset data, BacktestSpec request, Backtest whole, Interrupted told) {
    static Undisturbed of(Refit refit) {
      Dataset dataset = dataset();
      BacktestSpec spec = spec(dataset, refit);
      Interrupted told = new Interrupted(Checkpoints.NONE, Integer.MAX_VALUE, new ArrayList<>());
      Backtest whole = backtest(dataset, spec, told);
      whole.run();
      return new Undisturbed(dataset, spec, whole, told);
    }

    /// An interrupted one gives the same result and forecasts.
    ///
    /// @param most number of stages of each attempt
    /// @param between called after each interruption
    void assertContinues(int most, Checkpoints kept, Runnable between) {
      List<String> forecasts = new ArrayList<>();
      Backtest continued = continued(data, request, most, kept, forecasts, between);
      assertSame(continued, whole, request);
      assertThat(forecasts).isEqualTo(told.forecasts);
    }
  }

  /// The attempts are so short that none finishes an origin.
  @ParameterizedTest
  @EnumSource(Refit.class)
  void aBacktestThatIsInterruptedAgainAndAgainGivesTheSameResult(Refit refit) {
    Undisturbed whole = Undisturbed.of(refit);
    for (int most : new int[] {3, 4, 7, whole.told.stages / 5})
      whole.assertContinues(most, new MapCheckpoints(), () -> {});
  }

  /// After each of the first interruptions, a part cannot be read.
  @ParameterizedTest
  @EnumSource(Refit.class)
  void whatFollowsADamagedPartIsDoneAgain(Refit refit) {
    Undisturbed whole = Undisturbed.of(refit);
    for (int seed = 0; seed < 8; seed++) {
      Random random = new Random(seed);
      Damaged kept = new Damaged();
      whole.assertContinues(whole.told.stages / 5, kept, () -> kept.damage(random));
    }
  }

  /// Checkpoints of which some cannot be read.
  private static final class Damaged implements Checkpoints {
    private final MapCheckpoints all = new MapCheckpoints();
    private final Set<String> damaged = new HashSet<>();
    private int damages;

    void damage(Random random) {
      List<String> names = all.parts.keySet().stream().sorted().toList();
      damaged.clear();
      if (damages++ < 5) damaged.add(names.get(random.nextInt(names.size())));
    }

    @Override
    public Optional<byte[]> find(String part) {
      return damaged.contains(part) ? Optional.empty() : all.find(part);
    }

    @Override
    public boolean has(String part) {
      return all.has(part);
    }

    @Override
    public void keep(String part, byte[] content) {
      damaged.remove(part);
      all.keep(part, content);
    }

    @Override
    public void drop(String prefix) {
      all.drop(prefix);
    }

    @Override
    public boolean due() {
      return true;
    }
  }
}
