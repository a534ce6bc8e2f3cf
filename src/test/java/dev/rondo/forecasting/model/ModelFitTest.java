package dev.rondo.forecasting.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rondo.engine.cell.Gru;
import dev.rondo.engine.network.Head;
import dev.rondo.engine.network.NetworkSpec;
import dev.rondo.engine.network.Topology;
import dev.rondo.engine.training.LearningRate;
import dev.rondo.engine.training.Loss;
import dev.rondo.engine.training.Optimizer;
import dev.rondo.engine.training.TrainingListener;
import dev.rondo.engine.training.TrainingSpec;
import dev.rondo.forecasting.evaluation.Evaluation;
import dev.rondo.forecasting.evaluation.EvaluationSpec;
import dev.rondo.forecasting.forecast.Forecast;
import dev.rondo.forecasting.forecast.History;
import dev.rondo.forecasting.forecast.ServedModel;
import dev.rondo.forecasting.generation.Generator;
import dev.rondo.forecasting.scaling.Scaler;
import dev.rondo.forecasting.series.Column;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.Role;
import dev.rondo.forecasting.series.Series;
import dev.rondo.forecasting.window.Split;
import dev.rondo.forecasting.window.WindowSpec;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ModelFitTest {
  private static ModelSpec spec(Topology topology, Loss loss, Head head, int horizon, int epochs) {
    return new ModelSpec(
        7,
        new WindowSpec(20, horizon, 1),
        new Split.BySeries(200, 60, 40),
        new Scaler.Standard(),
        new NetworkSpec(new Gru(), List.of(8), topology, head, 0),
        new TrainingSpec(
            epochs,
            16,
            loss,
            Optimizer.Adam.usual(new LearningRate.Constant(0.01, 0)),
            null,
            null,
            null),
        EvaluationSpec.USUAL);
  }

  private static Model fit(Dataset dataset, ModelSpec spec, int threads) {
    return ModelFit.fit(dataset, "f", spec, threads, new TrainingListener() {}).orElseThrow();
  }

  @Test
  void beatsNaiveAndRepeatsWithAnyThreads() {
    Dataset waves = new Generator.SineWaves(300, 25, 0.1, 1).generate();
    ModelSpec spec = spec(new Topology.Seq2Vec(), new Loss.Mse(), Head.DENSE, 1, 15);
    Model one = fit(waves, spec, 1);
    Model two = fit(waves, spec, 2);
    assertThat(two.description().provenance().weightsHash())
        .isEqualTo(one.description().provenance().weightsHash());
    Evaluation.Part test = Objects.requireNonNull(one.description().evaluation().test());
    assertThat(test.model().mse()).isLessThan(test.baselines().getFirst().scores().mse());
  }

  @Test
  void everyTopologyAndLossForecasts() {
    Dataset waves = new Generator.SineWaves(300, 25, 0.1, 1).generate();
    double[] y = waves.series().getFirst().values()[0].clone();
    y[7] = Double.NaN;
    List<History> histories =
        List.of(
            new History("long", null, new double[][] {y}),
            new History("short", null, new double[][] {{0.1, 0.2}}));
    for (Topology topology :
        List.of(
            new Topology.Seq2Vec(),
            new Topology.Seq2Seq(),
            new Topology.Vec2Seq(),
            new Topology.EncoderDecoder())) {
      for (Loss loss :
          List.of(
              new Loss.Mse(),
              new Loss.Mae(),
              new Loss.Huber(1),
              new Loss.Pinball(List.of(0.1, 0.5, 0.9)))) {
        Model model = fit(waves, spec(topology, loss, Head.DENSE, 3, 1), 1);
        List<Forecast> forecasts = ServedModel.of(model).forecast(histories, 7, List.of(80.0));
        assertThat(forecasts).hasSize(2);
        for (Forecast forecast : forecasts) {
          assertThat(forecast.mean()).hasSize(7);
          for (double value : forecast.mean()) assertThat(value).isFinite();
          for (int h = 0; h < 7; h++) {
            assertThat(forecast.intervals().getFirst().lower()[h])
                .isLessThanOrEqualTo(forecast.mean()[h]);
            assertThat(forecast.intervals().getFirst().upper()[h])
                .isGreaterThanOrEqualTo(forecast.mean()[h]);
          }
        }
      }
    }
  }

  @Test
  void saysWhatWouldBeRight() {
    Dataset waves = new Generator.SineWaves(300, 25, 0.1, 1).generate();
    assertThatThrownBy(() ->
            ModelFit.estimate(
                waves, spec(new Topology.Seq2Vec(), new Loss.Mse(), Head.NONE, 3, 1), false))
        .isInstanceOfSatisfying(
            InfeasibleException.class,
            e -> assertThat(e.subject()).isEqualTo(Subject.TrainingInput.UNITS))
        .hasMessageContaining("it needs 3 units");
    assertThatThrownBy(() ->
            ModelFit.estimate(
                waves, spec(new Topology.Seq2Vec(), new Loss.Mse(), Head.DENSE, 6, 1), false))
        .isInstanceOfSatisfying(
            InfeasibleException.class,
            e -> assertThat(e.subject()).isEqualTo(Subject.TrainingInput.LOOKBACK));
    // Lookback 9 and horizon 1 fit ten times into the 19 training steps of each series.
    assertThat(ModelFit.estimate(waves, ModelSpec.defaults(waves), false).windows())
        .isEqualTo(3000);
  }

  /// The differences of neighbouring values have variance 2; in float32, values of this size are all equal.
  @Test
  void scoresLargeValuesFromTheRawNumbers() {
    SplittableRandom random = new SplittableRandom(1);
    List<Series> series = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      double[] values = new double[200];
      for (int t = 0; t < values.length; t++) values[t] = 1e9 + random.nextGaussian();
      series.add(new Series("s" + i, 0, new double[][] {values}));
    }
    Dataset dataset =
        new Dataset(List.of(new Column("y", Role.TARGET)), Frequency.STEP, ZoneOffset.UTC, series);
    for (Scaler scaler : List.of(new Scaler.None(), new Scaler.Standard())) {
      ModelSpec usual = spec(new Topology.Seq2Vec(), new Loss.Mse(), Head.DENSE, 1, 1);
      ModelSpec spec =
          new ModelSpec(
              usual.seed(),
              usual.window(),
              Split.byTime(0.5, 0.25, 0.25),
              scaler,
              usual.network(),
              usual.training(),
              usual.evaluation());
      Evaluation.Part test =
          Objects.requireNonNull(fit(dataset, spec, 1).description().evaluation().test());
      Evaluation.Measures naive = test.baselines().getFirst().scores();
      assertThat(naive.mse()).isCloseTo(2, within(0.3));
      assertThat(naive.mase()).isCloseTo(1, within(0.1));
      assertThat(test.baselines().getLast().scores().mse()).isCloseTo(1.1, within(0.2));
    }
  }

  /// With one scale for all series, the errors of the small ones would be thousands of times their own steps.
  @Test
  void shortSeriesOfVeryDifferentSizesAreForecastAsWellAsOthers() {
    SplittableRandom random = new SplittableRandom(3);
    List<Series> series = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      double size = Math.pow(10, i % 7);
      double[] values = new double[30 + i % 20];
      double level = 20;
      for (int t = 0; t < values.length; t++) {
        level += 0.3 + 0.5 * random.nextGaussian();
        values[t] = size * level;
      }
      series.add(new Series("s" + i, 0, new double[][] {values}));
    }
    Dataset dataset =
        new Dataset(
            List.of(new Column("y", Role.TARGET)), Frequency.parse("P1Y"), ZoneOffset.UTC, series);
    Model model = fit(dataset, ModelSpec.defaults(dataset), 1);
    Evaluation.Part test = Objects.requireNonNull(model.description().evaluation().test());
    double naive = Objects.requireNonNull(test.baselines().getFirst().scores().mase());
    assertThat(test.model().mase()).isLessThan(1.5 * naive);
  }
}
