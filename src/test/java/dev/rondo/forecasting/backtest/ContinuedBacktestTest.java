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
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A backtest that is interrupted again and again gives the result of an undisturbed one.
class ContinuedBacktestTest {
  private static Dataset dataset() {
    Random random = new Random(5);
    List<Series> all = new ArrayList<>();
    for (int s = 0; s < 4; s++) {
      double[] values = new double[90];
      for (int t = 0; t < values.length; t++)
        values[t] = 10 + s + Math.sin(t / 3.0) + 0.2 * random.nextGaussian();
      // The last one is shorter than the first origins.
      all.add(new Series("s" + s, 0, new double[][] {s == 3 ? new double[4] : values}));
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

  /// Ends the backtest after a number of stages.
  private static final class Interrupted implements BacktestListener {
    private final Checkpoints checkpoints;
    private final int most;
    int stages;

    Interrupted(Checkpoints checkpoints, int most) {
      this.checkpoints = checkpoints;
      this.most = most;
    }

    @Override
    public void stage(String stage, double share) {
      assertThat(share).isBetween(0.0, 1.0);
      if (++stages > most) throw new CancellationException("of the test");
    }

    @Override
    public void forecast(int candidate, OriginForecast forecast) {}

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

  @ParameterizedTest
  @EnumSource(Refit.class)
  void aBacktestThatIsInterruptedAnywhereGivesTheSameResult(Refit refit) {
    Dataset dataset = dataset();
    BacktestSpec spec = spec(dataset, refit);
    Interrupted told = new Interrupted(Checkpoints.NONE, Integer.MAX_VALUE);
    Backtest whole = backtest(dataset, spec, told);
    whole.run();
    MapCheckpoints kept = new MapCheckpoints();
    Backtest continued = null;
    int interruptions = 0;
    while (continued == null) {
      Backtest next =
          backtest(dataset, spec, new Interrupted(kept, told.stages / 10 + interruptions));
      try {
        next.run();
        continued = next;
      } catch (CancellationException _) {
        interruptions++;
      }
    }
    assertThat(interruptions).isBetween(4, 60);
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
      for (int s = 0; s < dataset.series().size(); s++)
        assertThat(continued.ofSeries(c, s, 0)).isEqualTo(whole.ofSeries(c, s, 0));
    }
  }
}
