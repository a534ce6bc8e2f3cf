package dev.rondo.forecasting.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.sun.management.ThreadMXBean;
import dev.rondo.engine.network.Topology;
import dev.rondo.forecasting.generation.Generator;
import dev.rondo.forecasting.scaling.Scale;
import dev.rondo.forecasting.scaling.Scaler;
import dev.rondo.forecasting.scaling.Scaling;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.window.Observations;
import dev.rondo.forecasting.window.Segments;
import dev.rondo.forecasting.window.Segments.Part;
import dev.rondo.forecasting.window.Split;
import dev.rondo.forecasting.window.WindowLayout;
import dev.rondo.forecasting.window.Windows;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The memory of the parts of an evaluation equals their estimates.
class EvaluationMemoryTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Dataset dataset = new Generator.SineWaves(400, 2_000, 0.1, 42).generate();
  private final Segments segments = Segments.of(dataset, Split.byTime(0.7, 0.2, 0.1), 1);
  private final Observations data = Observations.of(dataset);

  private Windows windows(Part part, int horizon) {
    WindowLayout layout = new WindowLayout(new Topology.Seq2Vec(), 10, horizon, 1, 1);
    Scaling scaling = new Scaling(new Scaler.None(), List.of(new Scale(0, 1)));
    return Windows.of(data, scaling, segments, part, layout, 1);
  }

  /// In addition to what is kept, each window allocates three contexts of 24 bytes and two counts of changes of 32, which are free at once.
  @Test
  void calibrating() {
    Windows validation = windows(Part.VALIDATION, 20);
    assertThat(allocated(() -> Calibrator.calibrate(new Baseline.Naive(), validation, segments)))
        .isCloseTo(
            Calibrator.bytes(validation.layout(), validation.size()) + 136L * validation.size(),
            withinPercentage(10));
  }

  @Test
  void findingTheSeason() {
    assertThat(allocated(() -> SeasonFinder.find(data, segments, 1, 1)))
        .isCloseTo(SeasonFinder.bytes(data, segments, 1), withinPercentage(5));
  }

  @Test
  void borders() {
    Dataset many = new Generator.SineWaves(50_000, 4, 0.1, 42).generate();
    Split split = Split.byTime(0.5, 0.25, 0.25);
    assertThat(allocated(() -> Segments.of(many, split, 1)))
        .isCloseTo(Segments.of(many, split, 1).bytes(), withinPercentage(5));
  }

  /// Bytes that a call allocates once its classes are loaded.
  private static long allocated(Runnable call) {
    call.run();
    long before = THREADS.getCurrentThreadAllocatedBytes();
    call.run();
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }
}
