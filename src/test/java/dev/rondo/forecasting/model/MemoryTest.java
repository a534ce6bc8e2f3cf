package dev.rondo.forecasting.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.rondo.engine.cell.Activation;
import dev.rondo.engine.cell.Lstm;
import dev.rondo.engine.cell.SimpleRnn;
import dev.rondo.engine.network.Head;
import dev.rondo.engine.network.NetworkSpec;
import dev.rondo.engine.network.Topology;
import dev.rondo.engine.training.Epoch;
import dev.rondo.engine.training.LearningRate;
import dev.rondo.engine.training.Loss;
import dev.rondo.engine.training.Optimizer;
import dev.rondo.engine.training.TrainingListener;
import dev.rondo.engine.training.TrainingSpec;
import dev.rondo.forecasting.evaluation.EvaluationSpec;
import dev.rondo.forecasting.generation.Generator;
import dev.rondo.forecasting.scaling.Scaler;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.window.Split;
import dev.rondo.forecasting.window.WindowSpec;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;
import javax.management.JMException;
import javax.management.ObjectName;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Compares the estimate of a job's memory with its arrays of numbers, which the JVM counts while the job runs. Comes first, because
/// counting takes longer the more other tests have left in the heap.
@Order(1)
class MemoryTest {
  private static final Set<String> NUMBERS = Set.of("[F", "[I", "[D", "[J");

  private static final NetworkSpec SMALL =
      new NetworkSpec(
          new SimpleRnn(Activation.TANH), List.of(4, 4), new Topology.Seq2Vec(), Head.DENSE, 0);

  private static ModelSpec spec(WindowSpec window, Split split, NetworkSpec network, int batch) {
    var adam = Optimizer.Adam.usual(new LearningRate.Constant(0.001, 0));
    return new ModelSpec(
        1,
        window,
        split,
        new Scaler.None(),
        network,
        new TrainingSpec(2, batch, new Loss.Mse(), adam, null, null, null),
        EvaluationSpec.USUAL);
  }

  /// Runs a first job, because what it leaves behind for all later jobs is not memory of a job.
  @BeforeAll
  static void fitOnce() {
    Dataset dataset = new Generator.SineWaves(20, 11, 0.1, 42).generate();
    ModelSpec spec = spec(new WindowSpec(10, 1, 1), new Split.BySeries(0.7, 0.2, 0.1), SMALL, 32);
    assertThat(ModelFit.fit(dataset, "f", spec, 1, new TrainingListener() {})).isPresent();
    assertThat(numbers()).isPositive();
  }

  /// With short series, the memory for each series and window is a large part, so that an error of 4 bytes exceeds one percent.
  @ParameterizedTest
  @ValueSource(ints = {2_000, 20_000})
  void estimatesTrainingExactly(int series) {
    agreesWhileTraining(
        new Generator.SineWaves(series, 11, 0.1, 42).generate(),
        spec(new WindowSpec(10, 1, 1), new Split.BySeries(0.7, 0.2, 0.1), SMALL, 32));
  }

  @Test
  void estimatesManyWindowsOfFewSeriesExactly() {
    var network = new NetworkSpec(new Lstm(), List.of(3, 5), new Topology.Seq2Seq(), Head.DENSE, 0);
    agreesWhileTraining(
        new Generator.SineWaves(5, 20_000, 0.1, 42).generate(),
        spec(new WindowSpec(4, 3, 1), Split.byTime(0.6, 0.2, 0.2), network, 512));
  }

  private static void agreesWhileTraining(Dataset dataset, ModelSpec spec) {
    agrees(dataset, spec, withinPercentage(1.5), () -> countedWhileTraining(dataset, spec));
  }

  private static void agrees(
      Dataset dataset, ModelSpec spec, Percentage tolerance, LongSupplier count) {
    long estimate = ModelFit.estimate(dataset, spec, false).memoryBytes();
    long counted =
        counted(count, one -> Math.abs(one - estimate) <= tolerance.value / 100 * estimate);
    assertThat(counted).isCloseTo(estimate, tolerance);
  }

  /// Services of other tests run in the same JVM, and may free or take memory meanwhile. So a count that differs is taken again; a wrong
  /// estimate differs each time.
  static long counted(LongSupplier count, LongPredicate expected) {
    long counted = count.getAsLong();
    for (int again = 0; again < 2 && !expected.test(counted); again++) counted = count.getAsLong();
    return counted;
  }

  private static long countedWhileTraining(Dataset dataset, ModelSpec spec) {
    long before = numbers();
    AtomicLong during = new AtomicLong();
    TrainingListener counting =
        new TrainingListener() {
          @Override
          public void onEpoch(Epoch epoch) {
            if (epoch.number() == 2) during.set(numbers() - before);
          }
        };
    assertThat(ModelFit.fit(dataset, "f", spec, 1, counting)).isPresent();
    return during.get();
  }

  /// A long lookback makes the linear baseline the largest part and the slowest, so that repeated counts meet it while it runs.
  @Test
  void estimatesEvaluation() {
    Dataset dataset = new Generator.SineWaves(5, 2_000, 0.1, 42).generate();
    ModelSpec spec = spec(new WindowSpec(1_000, 100, 20), Split.byTime(0.8, 0.1, 0.1), SMALL, 16);
    agrees(dataset, spec, withinPercentage(5), () -> mostCounted(dataset, spec));
  }

  /// The highest of many counts during a whole job.
  private static long mostCounted(Dataset dataset, ModelSpec spec) {
    long before = numbers();
    AtomicBoolean ended = new AtomicBoolean();
    Thread job =
        Thread.ofPlatform()
            .start(() -> {
              ModelFit.fit(dataset, "f", spec, 1, new TrainingListener() {});
              ended.set(true);
            });
    long most = 0;
    while (job.isAlive()) most = Math.max(most, numbers() - before);
    assertThat(ended).isTrue();
    return most;
  }

  /// Bytes of all arrays of numbers that are in use.
  static long numbers() {
    try {
      String histogram =
          (String)
              ManagementFactory.getPlatformMBeanServer()
                  .invoke(
                      new ObjectName("com.sun.management:type=DiagnosticCommand"),
                      "gcClassHistogram",
                      new Object[] {new String[0]},
                      new String[] {String[].class.getName()});
      return histogram
          .lines()
          .map(line -> line.strip().split("\\s+"))
          .filter(words -> words.length > 3 && NUMBERS.contains(words[3]))
          .mapToLong(words -> Long.parseLong(words[2]))
          .sum();
    } catch (JMException e) {
      throw new IllegalStateException(e);
    }
  }
}
