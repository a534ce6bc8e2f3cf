package dev.rondo.forecasting.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.rondo.engine.AllocatedBytes;
import dev.rondo.engine.network.Topology;
import dev.rondo.forecasting.generation.Generator;
import dev.rondo.forecasting.scaling.Scaler;
import dev.rondo.forecasting.scaling.Scaling;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Series;
import dev.rondo.forecasting.window.Segments.Part;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The memory of series and windows equals its estimates.
class WindowMemoryTest {
  private static final WindowLayout LAYOUT = new WindowLayout(new Topology.Seq2Vec(), 10, 2, 1, 1);

  private final Dataset dataset = new Generator.SineWaves(50, 5_000, 0.1, 42).generate();
  private final Segments segments = Segments.of(dataset, Split.byTime(0.7, 0.2, 0.1), 1);
  private final Observations data = Observations.of(dataset);

  private Windows windows(Part part) {
    return Windows.of(data, Scaling.identity(1), segments, part, LAYOUT, 1);
  }

  @Test
  void windowsOfEachPart() {
    WindowCounts counts = WindowCounts.of(data, segments, LAYOUT, 1);
    assertThat(
            AllocatedBytes.of(() -> {
              windows(Part.TRAINING);
              windows(Part.TEST);
              Halves.of(windows(Part.VALIDATION), true);
            }))
        .isCloseTo(counts.bytes(), withinPercentage(3));
  }

  /// Columns with gaps are copied, and a relative scaler needs statistics.
  @Test
  void copiesAndStatistics() {
    List<Series> series = new ArrayList<>();
    for (Series one : dataset.series()) {
      double[] values = one.values()[0].clone();
      if (series.size() % 2 == 0) values[100] = Double.NaN;
      series.add(new Series(one.id(), one.start(), new double[][] {values}));
    }
    Dataset gappy = new Dataset(dataset.columns(), dataset.frequency(), dataset.zone(), series);
    Observations first = Observations.of(gappy);
    long views = AllocatedBytes.of(() -> Observations.of(gappy));
    long all =
        AllocatedBytes.of(() -> {
          Observations made = Observations.of(gappy);
          for (int s = 0; s < made.series(); s++) {
            made.value(s, 0, 0);
            made.get(s).moments(0);
          }
        });
    // A query of moments allocates a record of sums for every 64th step, which is free at once.
    long sums = 50L * 5_000 / 64 * 48;
    assertThat(all - views)
        .isBetween(
            first.bytes(new Scaler.PerSeries()),
            first.bytes(new Scaler.PerSeries()) + sums + 50_000);
  }
}
