package dev.rondo.engine.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.engine.AllocatedBytes;
import dev.rondo.engine.Samples;
import dev.rondo.engine.cell.Cell;
import dev.rondo.engine.kernel.Kernels;
import dev.rondo.engine.training.BatchSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PredictorTest {
  static Stream<Arguments> everyCellTopologyAndHead() {
    return Samples.cells()
        .flatMap(cell ->
            Samples.topologies()
                .flatMap(topology ->
                    Stream.of(Head.values()).map(head -> Arguments.of(cell, topology, head))));
  }

  private static Network network(Cell cell, Topology topology, Head head) {
    int steps = topology instanceof Topology.Vec2Seq ? 1 : 7;
    Dimensions dimensions = new Dimensions(3, steps, 2, 3, 1);
    int top = head == Head.NONE ? dimensions.outputs(topology) : 21;
    return new Network(new NetworkSpec(cell, List.of(9, top), topology, head, 0.3), dimensions);
  }

  @ParameterizedTest
  @MethodSource("everyCellTopologyAndHead")
  void oneSeriesHasTheBitsOfMany(Cell cell, Topology topology, Head head) {
    Network network = network(cell, topology, head);
    float[] weights = network.initialWeights(new SplittableRandom(1));
    BatchSource windows = Samples.windows(network, 20, 3);
    for (Kernels kernels : List.of(Kernels.scalar(), Kernels.best())) {
      Predictor many = new Predictor(network, weights, 20, kernels);
      windows.fill(many.batch(), numbers(20), 0, 20);
      float[] expected = many.predict();
      Predictor one = new Predictor(network, weights, 1, kernels);
      for (int window = 0; window < 20; window++) {
        windows.fill(one.batch(), numbers(20), window, 1);
        float[] outputs = one.predict();
        for (int i = 0; i < network.outputSteps() * network.outputs(); i++) {
          assertThat(outputs[i * one.batch().stride])
              .isEqualTo(expected[i * many.batch().stride + window]);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("everyCellTopologyAndHead")
  void aNewObservationCostsOneStep(Cell cell, Topology topology, Head head) {
    if (topology instanceof Topology.Vec2Seq || topology instanceof Topology.EncoderDecoder) return;
    Network network = network(cell, topology, head);
    float[] weights = network.initialWeights(new SplittableRandom(1));
    BatchSource windows = Samples.windows(network, 1, 3);
    Predictor whole = new Predictor(network, weights, 1);
    windows.fill(whole.batch(), numbers(1), 0, 1);
    java.util.Arrays.fill(whole.batch().start, 0);
    float[] expected = whole.predict();
    Predictor stepwise = new Predictor(network.withSteps(1), weights, 1);
    State state = network.state(1);
    stepwise.batch().size = 1;
    float[] last = new float[0];
    int stride = whole.batch().stride;
    for (int t = 0; t < 7; t++) {
      for (int f = 0; f < 3; f++)
        stepwise.batch().inputs[f * stride] = whole.batch().inputs[(t * 3 + f) * stride];
      last = stepwise.predict(state);
    }
    int from = (network.outputSteps() - 1) * network.outputs();
    for (int o = 0; o < network.outputs(); o++)
      assertThat(last[o * stride]).isEqualTo(expected[(from + o) * stride]);
    // A call without a state starts from zero again.
    float[] fresh = stepwise.predict().clone();
    assertThat(fresh).containsExactly(stepwise.predict(network.state(1)));
  }

  @ParameterizedTest
  @MethodSource("everyCellTopologyAndHead")
  void predictsWithoutAllocation(Cell cell, Topology topology, Head head) {
    Network network = network(cell, topology, head);
    float[] weights = network.initialWeights(new SplittableRandom(1));
    // The test uses scalar kernels, because the Vector API allocates until its calls are compiled.
    for (int capacity : new int[] {1, 40}) {
      Predictor predictor = new Predictor(network, weights, capacity, Kernels.scalar());
      predictor.batch().size = capacity;
      Runnable tenForecasts =
          () -> {
            for (int i = 0; i < 10; i++) predictor.predict();
          };
      assertThat(AllocatedBytes.least(5, tenForecasts)).isZero();
    }
  }

  private static int[] numbers(int count) {
    int[] numbers = new int[count];
    for (int i = 0; i < count; i++) numbers[i] = i;
    return numbers;
  }
}
