package dev.rondo.forecasting.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rondo.engine.network.Topology;
import dev.rondo.forecasting.SharedData;
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
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/// Compares measures with published ones: the naive forecasts of the weekly series of the M4 competition (Makridakis et al. 2020).
class PublishedFiguresTest {
  private static final int HORIZON = 13;

  @Test
  void naiveOnTheWeeklySeriesOfM4() throws IOException {
    Map<String, double[]> test = SharedData.byId("m4-weekly-test-long.csv.gz");
    List<Series> series = new ArrayList<>();
    SharedData.byId("m4-weekly-train-long.csv.gz")
        .forEach((id, training) ->
            series.add(
                new Series(
                    id,
                    0,
                    new double[][] {
                      DoubleStream.concat(
                              Arrays.stream(training),
                              Arrays.stream(Objects.requireNonNull(test.get(id))))
                          .toArray()
                    })));
    assertThat(series).hasSize(359);
    Dataset dataset =
        new Dataset(
            List.of(new Column("y", Role.TARGET)), Frequency.parse("P7D"), ZoneOffset.UTC, series);
    Segments segments = Segments.of(dataset, new Split.LastSteps(HORIZON, HORIZON), 1);
    Observations data = Observations.of(dataset);
    Scaling scaling = data.scaling(segments, new Scaler.None());
    WindowLayout layout = new WindowLayout(new Topology.Seq2Vec(), 10, HORIZON, 1, 1);
    Windows[] parts = new Windows[3];
    for (Part part : Part.values())
      parts[part.ordinal()] = Windows.of(data, scaling, segments, part, layout, 1);
    Evaluation evaluation =
        new Evaluator(parts[0], segments, dataset.frequency(), EvaluationSpec.USUAL)
            .evaluate(new Baseline.Naive(), parts[1], parts[2], List.of())
            .evaluation();

    Evaluation.Part scored = Objects.requireNonNull(evaluation.test());
    assertThat(scored.windows()).isEqualTo(359);
    assertThat(scored.season()).isEqualTo(1);
    Evaluation.PerSeries means = Objects.requireNonNull(scored.model().perSeries());
    assertThat(means.count()).isEqualTo(359);
    assertThat(means.smape()).isCloseTo(9.161, within(0.0005));
    assertThat(means.mase()).isCloseTo(2.777, within(0.0005));
  }
}
