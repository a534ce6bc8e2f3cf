package dev.rondo.forecasting.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rondo.engine.network.Topology;
import dev.rondo.forecasting.generation.Generator;
import dev.rondo.forecasting.scaling.Scaler;
import dev.rondo.forecasting.scaling.Scaling;
import dev.rondo.forecasting.series.Column;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.Role;
import dev.rondo.forecasting.series.Series;
import dev.rondo.forecasting.window.Observations;
import dev.rondo.forecasting.window.Segments;
import dev.rondo.forecasting.window.Segments.Part;
import dev.rondo.forecasting.window.Split;
import dev.rondo.forecasting.window.WindowLayout;
import dev.rondo.forecasting.window.Windows;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class EvaluatorTest {
  private static Evaluation evaluate(Dataset dataset, Split split, int lookback, int horizon) {
    Segments segments = Segments.of(dataset, split, 1);
    Observations data = Observations.of(dataset);
    Scaling scaling = data.scaling(segments, new Scaler.None());
    WindowLayout layout = new WindowLayout(new Topology.Seq2Vec(), lookback, horizon, 1, 1);
    Windows training = Windows.of(data, scaling, segments, Part.TRAINING, layout, 1);
    return new Evaluator(training, segments, dataset.frequency(), EvaluationSpec.USUAL)
        .evaluate(
            new Baseline.Naive(),
            Windows.of(data, scaling, segments, Part.VALIDATION, layout, 1),
            Windows.of(data, scaling, segments, Part.TEST, layout, 1),
            List.of())
        .evaluation();
  }

  private static Evaluation.Measures baseline(Evaluation.Part part, String name) {
    return part.baselines().stream()
        .filter(baseline -> baseline.name().equals(name))
        .map(Evaluation.BaselineScores::scores)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void baselinesOfTheNotebook() {
    Dataset waves = new Generator.SineWaves(10_000, 51, 0.1, 42).generate();
    Evaluation.Part part =
        Objects.requireNonNull(
            evaluate(waves, new Split.BySeries(7000, 2000, 1000), 50, 1).validation());
    assertThat(part.windows()).isEqualTo(2000);
    assertThat(part.model().mse()).isCloseTo(0.020, within(0.001));
    assertThat(part.model().mae()).isCloseTo(0.115, within(0.002));
    assertThat(part.bestBaseline()).isEqualTo("linear");
    assertThat(baseline(part, "linear").mse()).isLessThanOrEqualTo(0.0045);
  }

  @Test
  void tenRowsByHand() {
    double[] rows = {1, 3, 2, 4, 3, 5, 4, 6, 8, 8};
    Dataset dataset =
        new Dataset(
            List.of(new Column("y", Role.TARGET)),
            Frequency.STEP,
            ZoneOffset.UTC,
            List.of(new Series("a", 0, new double[][] {rows})));
    Evaluation evaluation = evaluate(dataset, Split.byTime(0.8, 0.2, 0), 3, 2);
    Evaluation.Part part = Objects.requireNonNull(evaluation.validation());
    // The lookback is 5 4 6 and the truth 8 8. The forecasts are 6 6 (naive), 6.5 7 (drift) and 5 5
    // (mean).
    assertThat(part.model().mse()).isCloseTo(4, within(1e-6));
    assertThat(part.model().mae()).isCloseTo(2, within(1e-6));
    assertThat(part.model().smape()).isCloseTo(200 * 2 / 14.0, within(1e-6));
    assertThat(baseline(part, "drift").mse()).isCloseTo((2.25 + 1) / 2, within(1e-6));
    assertThat(baseline(part, "drift").lastStepMse()).isCloseTo(1, within(1e-6));
    assertThat(baseline(part, "mean").mae()).isCloseTo(3, within(1e-6));
    assertThat(evaluation.test()).isNull();
  }
}
