package dev.rondo.engine.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.engine.Samples;
import dev.rondo.engine.cell.Cell;
import dev.rondo.engine.kernel.Kernels;
import dev.rondo.engine.memory.Arena;
import dev.rondo.engine.network.Batch;
import dev.rondo.engine.network.Columns;
import dev.rondo.engine.network.Dimensions;
import dev.rondo.engine.network.Head;
import dev.rondo.engine.network.Network;
import dev.rondo.engine.network.NetworkPass;
import dev.rondo.engine.network.NetworkSpec;
import dev.rondo.engine.network.Share;
import dev.rondo.engine.network.Topology;
import dev.rondo.engine.network.Workspace;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Compares the gradient of every cell, topology and loss with central differences, with sequences of different lengths, masked
/// (missing) targets and dropout.
class GradientTest {
  private static final int BATCH = 9;
  private static final int DROPOUT_KEY = 12345;

  static Stream<Arguments> cases() {
    return Samples.cells()
        .flatMap(cell ->
            Samples.topologies()
                .flatMap(
                    topology -> Samples.losses().map(loss -> Arguments.of(cell, topology, loss))));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isTheSlopeOfTheLoss(Cell cell, Topology topology, Loss loss) {
    int steps = topology instanceof Topology.Vec2Seq ? 1 : 5;
    Dimensions dimensions = new Dimensions(3, steps, 2, 3, loss.quantiles());
    for (double dropout : new double[] {0, 0.3}) {
      Network network =
          new Network(
              new NetworkSpec(cell, List.of(4, 3), topology, Head.DENSE, dropout), dimensions);
      check(network, loss);
    }
    int outputs = dimensions.outputs(topology);
    check(
        new Network(new NetworkSpec(cell, List.of(5, outputs), topology, Head.NONE, 0), dimensions),
        loss);
  }

  private static void check(Network network, Loss loss) {
    SplittableRandom random = new SplittableRandom(7);
    float[] weights = network.initialWeights(random);
    for (int i = 0; i < weights.length; i++) weights[i] += (float) random.nextDouble(-0.2, 0.2);
    Batch batch = new Batch(network.dimensions, network.spec.topology(), BATCH);
    int[] windows = {0, 1, 2, 3, 4, 5, 6, 7, 8};
    Samples.windows(network, BATCH, 3).fill(batch, windows, 0, BATCH);
    Workspace workspace = network.workspace(BATCH, true);
    Columns columns = batch.used();
    LossSums sums = new LossSums(Arena.heap(), batch.stride);
    float count = 0;
    for (float weight : batch.weights) count += weight;

    double here = loss(network, loss, weights, batch, workspace, columns, sums, count);
    network.backward(
        new NetworkPass(Kernels.best(), batch, workspace).over(columns, 0, DROPOUT_KEY));
    float[] gradient = new float[weights.length];
    network.parameterGradient(
        new Share(Kernels.best(), batch, 0, 1, new float[Kernels.SCRATCH]),
        batch,
        workspace,
        gradient);

    // A few random directions are checked. Each includes every parameter, and its derivative is
    // well above the noise of float.
    int smooth = 0;
    for (int trial = 0; trial < 12; trial++) {
      double[] direction = new double[weights.length];
      double expected = 0;
      double length = 0;
      for (int i = 0; i < weights.length; i++) {
        direction[i] = random.nextInt(4) == 0 ? random.nextDouble(-1, 1) : 0;
        expected += direction[i] * gradient[i];
        length += direction[i] * direction[i];
      }
      length = Math.sqrt(length);
      double step = 2e-3 / length;
      double up =
          loss(
              network,
              loss,
              moved(weights, direction, step),
              batch,
              workspace,
              columns,
              sums,
              count);
      double down =
          loss(
              network,
              loss,
              moved(weights, direction, -step),
              batch,
              workspace,
              columns,
              sums,
              count);
      double slope = (up - down) / (2 * step) / length;
      // Central differences are wrong if the slope of a rectifier or of an absolute error changes
      // between the two sides.
      if (Math.abs(up - 2 * here + down) / step / length > 1e-3) continue;
      smooth++;
      assertThat(slope)
          .as("%s %s", network.spec, loss)
          .isCloseTo(
              expected / length,
              org.assertj.core.data.Offset.offset(2e-3 + 0.01 * Math.abs(slope)));
    }
    assertThat(smooth).isGreaterThanOrEqualTo(6);
  }

  private static float[] moved(float[] weights, double[] direction, double step) {
    float[] moved = weights.clone();
    for (int i = 0; i < moved.length; i++) moved[i] += (float) (step * direction[i]);
    return moved;
  }

  private static double loss(
      Network network,
      Loss loss,
      float[] weights,
      Batch batch,
      Workspace workspace,
      Columns columns,
      LossSums sums,
      float count) {
    workspace.load(weights);
    network.forward(
        new NetworkPass(Kernels.best(), batch, workspace).over(columns, 0, DROPOUT_KEY));
    sums.evaluate(loss, network, batch, workspace, columns, 1 / count);
    return sums.loss(columns) / count;
  }
}
