package dev.rondo.engine.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rondo.engine.Samples;
import dev.rondo.engine.cell.Cell;
import dev.rondo.engine.kernel.Kernels;
import dev.rondo.engine.kernel.Panels;
import dev.rondo.engine.memory.Arena;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Compares the gradient of the inputs of the lowest layer with central differences, with padding and dropout.
class InputGradientTest {
  private static final int BATCH = 9;
  private static final float STEP = 2e-3f;
  private static final long DROPOUT_KEY = 12345;

  static Stream<Arguments> everyCellAndTopology() {
    return Samples.cells()
        .flatMap(cell -> Samples.topologies().map(topology -> Arguments.of(cell, topology)));
  }

  @ParameterizedTest
  @MethodSource("everyCellAndTopology")
  void isTheSlopeOfTheOutputs(Cell cell, Topology topology) {
    boolean vector = topology.recipe().input() == Recipe.Input.VECTOR;
    Network network =
        new Network(
            new NetworkSpec(cell, List.of(4, 3), topology, Head.DENSE, 0.3),
            new Dimensions(3, vector ? 1 : 5, 2, 3, 1));
    SplittableRandom random = new SplittableRandom(7);
    Batch batch = new Batch(network.dimensions, topology, BATCH);
    int[] windows = {0, 1, 2, 3, 4, 5, 6, 7, 8};
    Samples.windows(network, BATCH, 3).fill(batch, windows, 0, BATCH);
    Extent extent = Extent.of(BATCH, Extent.Use.INPUT_GRADIENT);
    Workspace workspace = new Workspace(Arena.heap(), network, extent);
    workspace.load(network.initialWeights(random));
    NetworkPass pass =
        new NetworkPass(Kernels.best(), batch, workspace).over(batch.used(), 0, DROPOUT_KEY);
    float[] factors = new float[workspace.outputs.length];
    for (int i = 0; i < factors.length; i++) {
      factors[i] = i % batch.stride < BATCH ? (float) random.nextDouble(-1, 1) : 0;
    }

    double here = sum(network, pass, factors);
    System.arraycopy(factors, 0, workspace.dOutputs, 0, factors.length);
    network.backward(pass);
    Panels gradient = Objects.requireNonNull(workspace.dInputs);
    int inputs = network.dimensions.inputs();
    int smooth = 0;
    for (int i = 0; i < batch.inputs.length; i++) {
      int row = i / batch.stride;
      int column = i % batch.stride;
      int t = row / inputs;
      if (column >= BATCH || t < batch.start[column]) continue;
      double expected = 0;
      // A vector is read at each step of the horizon.
      for (int s = vector ? 0 : t; s < (vector ? network.mainSteps() : t + 1); s++)
        expected += gradient.values()[gradient.at(s, 0) + row % inputs * gradient.row() + column];
      float value = batch.inputs[i];
      batch.inputs[i] = value + STEP;
      double up = sum(network, pass, factors);
      batch.inputs[i] = value - STEP;
      double down = sum(network, pass, factors);
      batch.inputs[i] = value;
      // Central differences are wrong if a rectifier changes its slope between the two sides.
      if (Math.abs(up - 2 * here + down) > 8e-6) continue;
      smooth++;
      assertThat((up - down) / (2 * STEP)).isCloseTo(expected, within(4e-3));
    }
    assertThat(smooth).isGreaterThan(BATCH);
  }

  private static double sum(Network network, NetworkPass pass, float[] factors) {
    network.forward(pass);
    double sum = 0;
    for (int i = 0; i < factors.length; i++) sum += (double) factors[i] * pass.workspace.outputs[i];
    return sum;
  }
}
