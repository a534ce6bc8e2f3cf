package dev.rondo.engine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rondo.engine.Samples;
import dev.rondo.engine.SegmentSamples;
import dev.rondo.engine.kernel.Kernels;
import dev.rondo.engine.memory.Arena;
import dev.rondo.engine.network.Parameter;
import dev.rondo.engine.network.SegmentBatch;
import dev.rondo.engine.network.SegmentNetwork;
import dev.rondo.engine.network.SegmentPass;
import dev.rondo.engine.network.SegmentSpec;
import dev.rondo.engine.network.SegmentWorkspace;
import dev.rondo.engine.network.Share;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The gradient of each parameter matrix of segment networks against central differences, for every cell and loss, with missing
/// values and targets, weights and dropout.
class SegmentGradientTest {
  private static final int BATCH = 9;
  private static final long DROPOUT_KEY = 12345;

  static Stream<Arguments> cases() {
    return Samples.losses()
        .flatMap(loss ->
            SegmentSamples.specs(SegmentSamples.quantiles(loss))
                .map(spec -> Arguments.of(spec, loss)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isTheSlopeOfTheLoss(SegmentSpec spec, Loss loss) {
    SegmentNetwork network = new SegmentNetwork(spec);
    SplittableRandom random = new SplittableRandom(7);
    float[] weights = network.initialWeights(random);
    for (int i = 0; i < weights.length; i++) weights[i] += (float) random.nextDouble(-0.3, 0.3);
    Run run = new Run(network, loss);
    float[] gradient = run.gradient(weights);
    // Along a few random directions in each matrix, whose derivatives are well above the noise of
    // float.
    for (Parameter parameter : network.parameters()) {
      if (parameter.size() == 0) continue;
      int smooth = 0;
      for (int trial = 0; trial < 8; trial++) {
        double[] direction = new double[weights.length];
        double expected = 0;
        double length = 0;
        for (int i = parameter.at(); i < parameter.at() + parameter.size(); i++) {
          direction[i] = random.nextDouble(-1, 1);
          expected += direction[i] * gradient[i];
          length += direction[i] * direction[i];
        }
        length = Math.sqrt(length);
        double slope = run.slope(weights, direction, length, 4e-3);
        // Central differences are wrong if a rectifier changes its slope between the two sides.
        if (Math.abs(slope - run.slope(weights, direction, length, 2e-3)) > 1e-3) continue;
        smooth++;
        assertThat(slope)
            .as("%s of %s, %s", parameter, spec, loss)
            .isCloseTo(expected / length, within(1e-3 + 0.01 * Math.abs(slope)));
      }
      assertThat(smooth).as("%s", parameter).isGreaterThanOrEqualTo(3);
    }
  }

  /// A batch and its loss and gradient.
  private static final class Run {
    private final SegmentNetwork network;
    private final SegmentBatch batch;
    private final SegmentWorkspace workspace;
    private final SegmentPass pass;
    private final SegmentLosses losses;

    Run(SegmentNetwork network, Loss loss) {
      this.network = network;
      this.batch = new SegmentBatch(network.spec, BATCH);
      this.workspace = network.workspace(BATCH, true);
      this.pass = new SegmentPass(Kernels.best(), batch, workspace);
      List<Double> weights = Collections.nCopies(loss.quantiles(), 1.5);
      SegmentTrainingSpec spec =
          new SegmentTrainingSpec(
              1,
              BATCH,
              loss,
              weights,
              Samples.optimizers().findFirst().orElseThrow(),
              null,
              0,
              1,
              1);
      this.losses = new SegmentLosses(Arena.heap(), network.spec, spec, batch.stride);
      SegmentSamples.windows(BATCH, 3).fill(batch, 0);
      batch.finish();
      // No error is near 0, where the slope of an absolute error changes.
      if (!(loss instanceof Loss.Mse || loss instanceof Loss.Huber))
        for (int i = 0; i < batch.targets.length; i++)
          batch.targets[i] += 5 * Math.signum(batch.targets[i]);
    }

    double loss(float[] weights) {
      workspace.load(weights);
      network.forward(pass.over(batch.used(), DROPOUT_KEY));
      losses.evaluate(batch, workspace, batch.used(), (float) (1 / batch.weight()));
      return losses.sum(batch.used()) / batch.weight();
    }

    /// The slope along a direction, whose length is `length`, by central differences.
    double slope(float[] weights, double[] direction, double length, double distance) {
      double up = loss(moved(weights, direction, distance / length));
      double down = loss(moved(weights, direction, -distance / length));
      return (up - down) / (2 * distance);
    }

    private static float[] moved(float[] weights, double[] direction, double by) {
      float[] moved = weights.clone();
      for (int i = 0; i < moved.length; i++) moved[i] += (float) (by * direction[i]);
      return moved;
    }

    float[] gradient(float[] weights) {
      loss(weights);
      network.backward(pass.over(batch.used(), DROPOUT_KEY));
      float[] gradient = new float[weights.length];
      Share share = new Share(Kernels.best(), batch, 0, 1, new float[Kernels.SCRATCH]);
      network.parameterGradient(share, batch, workspace, gradient);
      network.positionGradient(workspace, gradient);
      return gradient;
    }
  }
}
