package dev.rondo.forecasting.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.rondo.engine.AllocatedBytes;
import dev.rondo.engine.network.Topology;
import dev.rondo.forecasting.generation.Generator;
import dev.rondo.forecasting.scaling.Scaling;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.window.Observations;
import dev.rondo.forecasting.window.Segments;
import dev.rondo.forecasting.window.Segments.Part;
import dev.rondo.forecasting.window.Split;
import dev.rondo.forecasting.window.WindowLayout;
import dev.rondo.forecasting.window.Windows;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The memory of the parts of an evaluation equals their estimates.
class EvaluationMemoryTest {
  private final Dataset dataset = new Generator.SineWaves(400, 2_000, 0.1, 42).generate();
  private final Segments segments = Segments.of(dataset, Split.byTime(0.7, 0.2, 0.1), 1);
  private final Observations data = Observations.of(dataset);

  private Windows windows(Part part, int horizon) {
    WindowLayout layout = new WindowLayout(new Topology.Seq2Vec(), 10, horizon, 1, 1);
    return Windows.of(data, Scaling.identity(1), segments, part, layout, 1);
  }

  /// In addition to what is kept, each window allocates three contexts of 24 bytes and two counts of changes of 32, which
  /// are free at once, unless the compiler has removed them.
  @Test
  void calibrating() {
    Windows validation = windows(Part.VALIDATION, 20);
    List<Calibrator.Errors> naive = List.of(new Calibrator.Errors(Baseline.Naive::new, _ -> true));
    long kept = Calibrator.bytes(validation.layout(), validation.size());
    assertThat(AllocatedBytes.of(() -> Calibrator.calibrate(naive, validation, segments)))
        .isBetween((long) (0.95 * kept), (long) (1.1 * (kept + 136L * validation.size())));
  }

  @Test
  void findingTheSeason() {
    assertThat(AllocatedBytes.of(() -> SeasonFinder.find(data, segments, 1, 1)))
        .isCloseTo(SeasonFinder.bytes(data, segments, 1), withinPercentage(5));
  }

  @Test
  void borders() {
    Dataset many = new Generator.SineWaves(50_000, 4, 0.1, 42).generate();
    Split split = Split.byTime(0.5, 0.25, 0.25);
    assertThat(AllocatedBytes.of(() -> Segments.of(many, split, 1)))
        .isCloseTo(Segments.of(many, split, 1).bytes(), withinPercentage(5));
  }

  /// EJML solves a large system on copies.
  @ParameterizedTest
  @ValueSource(ints = {250, 700})
  void fittingTheLinearBaseline(int lookback) {
    WindowLayout layout = new WindowLayout(new Topology.Seq2Vec(), lookback, 20, 1, 1);
    Windows training =
        Windows.of(data, Scaling.identity(1), segments, Part.TRAINING, layout, 5_000);
    assertThat(AllocatedBytes.of(() -> LinearFit.fit(training)))
        .isCloseTo(LinearFit.bytes(layout), withinPercentage(10));
  }

  @Test
  void theLinearBaseline() {
    WindowLayout layout = new WindowLayout(new Topology.Seq2Vec(), 50, 20, 1, 1);
    Windows training =
        Windows.of(data, Scaling.identity(1), segments, Part.TRAINING, layout, 5_000);
    Baseline.Linear linear = LinearFit.fit(training).orElseThrow();
    assertThat((long) linear.coefficients().length * Double.BYTES)
        .isEqualTo(LinearFit.resultBytes(layout));
  }
}
