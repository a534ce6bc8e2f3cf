package dev.rondo.engine.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.engine.Samples;
import dev.rondo.engine.cell.Cell;
import dev.rondo.engine.cell.Gru;
import dev.rondo.engine.cell.Lstm;
import dev.rondo.engine.kernel.Kernels;
import dev.rondo.engine.network.Batch;
import dev.rondo.engine.network.Dimensions;
import dev.rondo.engine.network.Head;
import dev.rondo.engine.network.Network;
import dev.rondo.engine.network.NetworkSpec;
import dev.rondo.engine.network.Topology;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TrainerTest {
  private static final TrainingListener SILENT = new TrainingListener() {};

  private static Network network(Cell cell, Topology topology, double dropout) {
    int steps = topology instanceof Topology.Vec2Seq ? 1 : 6;
    return new Network(
        new NetworkSpec(cell, List.of(7, 5), topology, Head.DENSE, dropout),
        new Dimensions(2, steps, 1, 3, 1));
  }

  private static TrainingSpec spec(
      int epochs, Optimizer optimizer, @Nullable EarlyStopping stopping) {
    return new TrainingSpec(
        epochs, 40, new Loss.Mse(), optimizer, new GradientClipping(0.5), stopping, null);
  }

  private static Optimizer adam(double rate) {
    return Optimizer.Adam.usual(new LearningRate.Constant(rate, 0));
  }

  static Stream<Arguments> everyCellAndTopology() {
    return Samples.cells()
        .flatMap(cell -> Samples.topologies().map(topology -> Arguments.of(cell, topology)));
  }

  @ParameterizedTest
  @MethodSource("everyCellAndTopology")
  void weightsDependNeitherOnKernelsNorOnThreads(Cell cell, Topology topology) {
    Network network = network(cell, topology, 0.2);
    TrainingSpec spec = spec(2, adam(0.01), null);
    BatchSource windows = Samples.windows(network, 101, 1);
    BatchSource validation = Samples.windows(network, 33, 2);
    float[] expected =
        new Trainer(network, spec, 5, 1, Kernels.scalar())
            .train(windows, validation, SILENT)
            .weights();
    for (int threads : new int[] {1, 2, 7}) {
      for (Kernels kernels : List.of(Kernels.scalar(), Kernels.best())) {
        float[] weights =
            new Trainer(network, spec, 5, threads, kernels)
                .train(windows, validation, SILENT)
                .weights();
        assertThat(Arrays.equals(weights, expected))
            .as("%s, %d threads", kernels.description(), threads)
            .isTrue();
      }
    }
    float[] otherSeed =
        new Trainer(network, spec, 6, 1).train(windows, validation, SILENT).weights();
    assertThat(Arrays.equals(otherSeed, expected)).isFalse();
  }

  /// Sine waves of random phase: the next value is a fixed linear map of the last two, so every cell can learn it.
  private static BatchSource sines(int count) {
    return new BatchSource() {
      @Override
      public int size() {
        return count;
      }

      @Override
      public void fill(Batch batch, int[] windows, int from, int size) {
        Arrays.fill(batch.weights, 0f);
        batch.size = size;
        for (int b = 0; b < size; b++) {
          double phase = new SplittableRandom(windows[from + b]).nextDouble(6.28);
          for (int t = 0; t < 10; t++)
            batch.inputs[t * batch.stride + b] = (float) Math.sin(phase + 0.4 * t);
          batch.targets[b] = (float) Math.sin(phase + 4.0);
          batch.weights[b] = 1;
        }
      }
    };
  }

  static Stream<Arguments> everyCellAndOptimizer() {
    return Samples.cells()
        .flatMap(cell -> Samples.optimizers().map(optimizer -> Arguments.of(cell, optimizer)));
  }

  @ParameterizedTest
  @MethodSource("everyCellAndOptimizer")
  void learnsASine(Cell cell, Optimizer optimizer) {
    Network network =
        new Network(
            new NetworkSpec(cell, List.of(12), new Topology.Seq2Vec(), Head.DENSE, 0),
            new Dimensions(1, 10, 1, 1, 1));
    Trainer.Result result =
        new Trainer(network, spec(30, optimizer, null), 3, 1).train(sines(400), null, SILENT);
    assertThat(result.epochs()).hasSize(30);
    // The variance of the targets is 0.5.
    assertThat(result.epochs().getLast().training().mse()).isLessThan(0.02);
  }

  /// An epoch has one batch, and the learning rate is too small to change a weight. Therefore the loss depends only on the dropped outputs.
  private static List<Double> lossesOfTheDroppedOutputs(long seed) {
    Network network = network(new Gru(), new Topology.Seq2Vec(), 0.4);
    float[] weights = network.initialWeights(new SplittableRandom(1));
    TrainingSpec spec =
        new TrainingSpec(
            20,
            40,
            new Loss.Mse(),
            new Optimizer.Sgd(new LearningRate.Constant(1e-30, 0), 0),
            null,
            null,
            null);
    BatchSource same = Samples.windows(network, 1, 1);
    return new Trainer(network, spec, seed, 1)
        .train(weights, same, null, SILENT).epochs().stream()
            .map(epoch -> epoch.training().loss())
            .toList();
  }

  @Test
  void neighbouringSeedsDropDifferentOutputsAtEveryStep() {
    List<Double> seven = lossesOfTheDroppedOutputs(7);
    List<Double> eight = lossesOfTheDroppedOutputs(8);
    assertThat(seven).doesNotHaveDuplicates();
    assertThat(eight).doesNotContainAnyElementsOf(seven);
  }

  @Test
  void keepsTheBestWeightsAndStopsEarly() {
    Network network = network(new Gru(), new Topology.Seq2Vec(), 0);
    // Random targets cannot be learned: the validation loss soon rises.
    BatchSource windows = Samples.windows(network, 60, 1);
    BatchSource validation = Samples.windows(network, 60, 1000);
    Trainer trainer = new Trainer(network, spec(200, adam(0.02), new EarlyStopping(4, 0)), 1, 1);
    Trainer.Result result = trainer.train(windows, validation, SILENT);
    assertThat(result.epochs()).hasSizeLessThan(200);
    assertThat(result.epochs()).hasSize(result.bestEpoch() + 4);
    double best = result.epochs().get(result.bestEpoch() - 1).selection();
    assertThat(result.epochs())
        .allSatisfy(epoch -> assertThat(epoch.selection()).isGreaterThanOrEqualTo(best));
    Trainer.Result shorter =
        new Trainer(network, spec(result.bestEpoch(), adam(0.02), null), 1, 1)
            .train(windows, validation, SILENT);
    assertThat(result.weights()).containsExactly(shorter.weights());
  }

  @Test
  void cancelStopsWithinOneBatchAndKeepsTheBestWeights() {
    Network network = network(new Lstm(), new Topology.Seq2Vec(), 0);
    BatchSource windows = Samples.windows(network, 200, 1);
    List<Integer> batches = new ArrayList<>();
    TrainingListener impatient =
        new TrainingListener() {
          @Override
          public void onBatch(int epoch, int batch, int count) {
            batches.add(epoch * 100 + batch);
          }

          @Override
          public boolean cancelled() {
            return batches.contains(302);
          }
        };
    Trainer.Result result =
        new Trainer(network, spec(50, adam(0.01), null), 1, 1).train(windows, null, impatient);
    assertThat(result.cancelled()).isTrue();
    assertThat(result.epochs()).hasSize(2);
    assertThat(batches.getLast()).isEqualTo(302);
    Trainer.Result two =
        new Trainer(network, spec(2, adam(0.01), null), 1, 1).train(windows, null, SILENT);
    assertThat(result.weights()).containsExactly(two.weights());
  }

  @Test
  void schedulesWarmUpAndDecay() {
    LearningRate constant = new LearningRate.Constant(0.1, 4);
    assertThat(constant.at(0, 10, 100)).isEqualTo(0.025);
    assertThat(constant.at(3, 10, 100)).isEqualTo(0.1);
    assertThat(constant.at(99, 10, 100)).isEqualTo(0.1);
    LearningRate steps = new LearningRate.StepDecay(0.1, 2, 0.5, 0);
    assertThat(steps.at(19, 10, 100)).isEqualTo(0.1);
    assertThat(steps.at(20, 10, 100)).isEqualTo(0.05);
    LearningRate cosine = new LearningRate.Cosine(0.1, 0.02, 0);
    assertThat(cosine.at(0, 10, 100)).isEqualTo(0.1);
    assertThat(cosine.at(50, 10, 100)).isCloseTo(0.06, org.assertj.core.data.Offset.offset(1e-12));
    assertThat(cosine.at(100, 10, 100)).isCloseTo(0.02, org.assertj.core.data.Offset.offset(1e-12));
  }
}
