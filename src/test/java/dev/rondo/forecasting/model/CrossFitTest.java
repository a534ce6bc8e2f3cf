package dev.rondo.forecasting.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.engine.cell.Gru;
import dev.rondo.engine.network.Head;
import dev.rondo.engine.network.NetworkSpec;
import dev.rondo.engine.network.Topology;
import dev.rondo.engine.training.EarlyStopping;
import dev.rondo.engine.training.LearningRate;
import dev.rondo.engine.training.Loss;
import dev.rondo.engine.training.Optimizer;
import dev.rondo.engine.training.TrainingListener;
import dev.rondo.engine.training.TrainingSpec;
import dev.rondo.forecasting.evaluation.EvaluationSpec;
import dev.rondo.forecasting.model.Trained.HalfWeights;
import dev.rondo.forecasting.model.Trained.TrainingEnd;
import dev.rondo.forecasting.scaling.Scaler;
import dev.rondo.forecasting.series.Column;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.Role;
import dev.rondo.forecasting.series.Series;
import dev.rondo.forecasting.window.Split;
import dev.rondo.forecasting.window.WindowSpec;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/// Intervals come from errors of weights that were chosen without these errors.
class CrossFitTest {
  private static final int FRESH = 1_000;

  /// White noise, from which nothing can be learned.
  private static Dataset noise(long seed, int validation) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] values =
        DoubleStream.generate(random::nextGaussian).limit(100 + validation + FRESH).toArray();
    return new Dataset(
        List.of(new Column("y", Role.TARGET)),
        Frequency.STEP,
        ZoneOffset.UTC,
        List.of(new Series("noise", 0, new double[][] {values})));
  }

  private static ModelSpec spec(int validation, int epochs, double rate) {
    return new ModelSpec(
        1,
        new WindowSpec(8, 1, 1),
        new Split.LastSteps(validation, FRESH),
        new Scaler.None(),
        new NetworkSpec(new Gru(), List.of(12), new Topology.Seq2Vec(), Head.DENSE, 0),
        new TrainingSpec(
            epochs,
            16,
            new Loss.Mae(),
            new Optimizer.Adam(new LearningRate.Constant(rate, 0), 0.9, 0.999, 1e-7),
            null,
            new EarlyStopping(epochs, 0),
            null),
        EvaluationSpec.USUAL);
  }

  private static Trained train(Dataset dataset, ModelSpec spec) {
    return ModelFit.train(dataset, spec, null, null, 1, new TrainingListener() {}).orElseThrow();
  }

  private static Model evaluate(Dataset dataset, ModelSpec spec, Trained trained) {
    return ModelFit.evaluate(dataset, "f", spec, trained, () -> false);
  }

  /// Share of the values of the test part inside the intervals of `level`.
  private static double coverage(Model model, double level) {
    return Objects.requireNonNull(model.description().evaluation().coverage()).stream()
        .filter(each -> each.level() == level)
        .findFirst()
        .orElseThrow()
        .measured();
  }

  /// `before` has the intervals from errors of the weights that the whole validation part chose.
  @Test
  void intervalsOfAnEpochThatWasChosenAmongManyCoverFreshValues() {
    int seeds = 60;
    double[] before = new double[2];
    double[] now = new double[2];
    for (int seed = 0; seed < seeds; seed++) {
      Dataset noise = noise(seed, 39);
      ModelSpec spec = spec(39, 60, 0.1);
      Trained trained = train(noise, spec);
      TrainingEnd end = trained.end();
      Trained uncrossed =
          new Trained(
              new TrainingEnd(end.epochs(), end.bestEpoch(), false, true, end.duration(), false),
              trained.weights(),
              null);
      Model model = evaluate(noise, spec, trained);
      Model optimistic = evaluate(noise, spec, uncrossed);
      assertThat(model.weights()).isEqualTo(optimistic.weights());
      for (int i = 0; i < 2; i++) {
        double level = i == 0 ? 50 : 80;
        now[i] += coverage(model, level) / seeds;
        before[i] += coverage(optimistic, level) / seeds;
      }
    }
    // The errors of rank 20 and 32 of 39 cover 50 % and 80 % on average.
    assertThat(before[0]).isLessThan(47);
    assertThat(before[1]).isLessThan(78);
    assertThat(now[0]).isBetween(49.0, 54.0);
    assertThat(now[1]).isBetween(79.0, 83.0);
  }

  @Test
  void keepsTheWeightsOfTheHalvesThroughAStore() {
    Dataset noise = noise(1, 60);
    Trained trained = train(noise, spec(60, 60, 0.1));
    HalfWeights halves = Objects.requireNonNull(trained.halves());
    Trained read = Trained.of(trained.end(), trained.allWeights());
    assertThat(read.weights()).containsExactly(trained.weights());
    HalfWeights kept = Objects.requireNonNull(read.halves());
    assertThat(kept.first()).containsExactly(halves.first());
    assertThat(kept.second()).containsExactly(halves.second());
  }

  @Test
  void aShortValidationPartIsTold() {
    for (int validation : new int[] {12, 60}) {
      Dataset noise = noise(1, validation);
      ModelSpec spec = spec(validation, 5, 0.01);
      List<String> warnings =
          evaluate(noise, spec, train(noise, spec)).description().evaluation().warnings();
      assertThat(warnings.stream().anyMatch(each -> each.contains("too short for two halves")))
          .isEqualTo(validation == 12);
    }
  }
}
