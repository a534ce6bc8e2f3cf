package dev.rondo.forecasting.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.sun.management.ThreadMXBean;
import dev.rondo.engine.network.Topology;
import dev.rondo.forecasting.generation.Generator;
import dev.rondo.forecasting.scaling.Scale;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.window.ScaledSeries;
import dev.rondo.forecasting.window.Segments;
import dev.rondo.forecasting.window.Segments.Part;
import dev.rondo.forecasting.window.Split;
import dev.rondo.forecasting.window.WindowLayout;
import dev.rondo.forecasting.window.Windows;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The parts of an evaluation take what they say.
class EvaluationMemoryTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Dataset dataset = new Generator.SineWaves(400, 2_000, 0.1, 42).generate();
  private final Segments segments = Segments.of(dataset, Split.byTime(0.7, 0.2, 0.1));
  private final ScaledSeries data = ScaledSeries.of(dataset, List.of(new Scale(0, 1)));

  private Windows windows(Part part, int horizon) {
    return Windows.of(
        data, segments, part, new WindowLayout(new Topology.Seq2Vec(), 10, horizon, 1, 1), 1);
  }

  @Test
  void calibrating() {
    Windows validation = windows(Part.VALIDATION, 20);
    assertThat(allocated(() -> Calibrator.calibrate(new Baseline.Naive(), validation)))
        .isCloseTo(Calibrator.bytes(validation), withinPercentage(10));
  }

  @Test
  void scales() {
    assertThat(allocated(() -> new MaseScales(data, segments, 1, 1)))
        .isCloseTo(MaseScales.bytes(data, 1), withinPercentage(5));
  }

  @Test
  void findingTheSeason() {
    assertThat(allocated(() -> SeasonFinder.find(data, segments, 1, 1)))
        .isCloseTo(SeasonFinder.bytes(data, segments, 1), withinPercentage(5));
  }

  @Test
  void borders() {
    Dataset many = new Generator.SineWaves(50_000, 4, 0.1, 42).generate();
    Split split = new Split.BySeries(0.5, 0.25, 0.25);
    assertThat(allocated(() -> Segments.of(many, split)))
        .isCloseTo(Segments.of(many, split).bytes(), withinPercentage(5));
  }

  /// Bytes that a call allocates once its classes are loaded.
  private static long allocated(Runnable call) {
    call.run();
    long before = THREADS.getCurrentThreadAllocatedBytes();
    call.run();
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }
}
