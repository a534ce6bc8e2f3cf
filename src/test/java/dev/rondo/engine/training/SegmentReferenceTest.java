package dev.rondo.engine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rondo.engine.Reference;
import dev.rondo.engine.cell.Cell;
import dev.rondo.engine.kernel.Kernels;
import dev.rondo.engine.memory.Arena;
import dev.rondo.engine.network.ObservedInput;
import dev.rondo.engine.network.SegmentBatch;
import dev.rondo.engine.network.SegmentNetwork;
import dev.rondo.engine.network.SegmentPass;
import dev.rondo.engine.network.SegmentPredictor;
import dev.rondo.engine.network.SegmentSpec;
import dev.rondo.engine.network.SegmentWorkspace;
import dev.rondo.engine.network.Share;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Outputs, loss, gradient and three steps of training compared with PyTorch; `reference/segments.py` wrote the files.
class SegmentReferenceTest {
  private static final int BATCH = 5;
  private static final List<Double> QUANTILES = List.of(0.1, 0.5, 0.8, 0.9);
  private static final List<Double> LOSS_WEIGHTS = List.of(0.5, 2.0, 1.0, 0.25);

  static Stream<Arguments> cases() {
    return Reference.cells().entrySet().stream()
        .flatMap(cell ->
            Stream.of(Kernels.best(), Kernels.scalar())
                .map(kernels -> Arguments.of(cell.getKey(), cell.getValue(), kernels)));
  }

  private static SegmentNetwork network(Cell cell) {
    return new SegmentNetwork(
        new SegmentSpec(cell, 5, 2, 3, 4, 3, ObservedInput.SHARE, QUANTILES, 4, 2, 2, 3, 0, true));
  }

  private static SegmentTrainingSpec training() {
    var adam = new Optimizer.AdamW(new LearningRate.Constant(0.01, 0), 0.9, 0.999, 1e-7, 0.1);
    return new SegmentTrainingSpec(
        3,
        BATCH,
        new Loss.Pinball(QUANTILES),
        LOSS_WEIGHTS,
        adam,
        new GradientClipping(0.1),
        0.2,
        3,
        1);
  }

  @ParameterizedTest(name = "{0} {2}")
  @MethodSource("cases")
  void outputsLossAndGradientAgree(String name, Cell cell, Kernels kernels) throws IOException {
    Reference reference = Reference.read("segments-" + name);
    SegmentNetwork network = network(cell);
    float[] weights = reference.get("weights");
    assertThat(network.parameterCount()).isEqualTo(weights.length);
    float[] outputs = reference.get("outputs");
    int horizon = network.spec.horizon();

    for (int capacity : new int[] {BATCH, 40}) {
      SegmentPredictor predictor = new SegmentPredictor(network, weights, capacity, kernels);
      fill(predictor.batch(), reference);
      predictor.predict();
      for (int h = 0; h < horizon; h++) {
        for (int q = 0; q < QUANTILES.size(); q++) {
          for (int b = 0; b < BATCH; b++) {
            float expected = outputs[(h * QUANTILES.size() + q) * BATCH + b];
            assertThat(predictor.output(b, h, q)).isCloseTo(expected, within(1e-5f));
          }
        }
      }
    }

    SegmentBatch batch = new SegmentBatch(network.spec, BATCH);
    fill(batch, reference);
    SegmentWorkspace workspace = network.workspace(BATCH, true);
    workspace.load(weights);
    SegmentPass pass = new SegmentPass(kernels, batch, workspace).over(batch.used(), 0);
    network.forward(pass);
    SegmentLosses losses = new SegmentLosses(Arena.heap(), network.spec, training(), batch.stride);
    losses.evaluate(batch, workspace, batch.used(), (float) (1 / batch.weight()));
    network.backward(pass);
    float[] gradient = new float[weights.length];
    Share share = new Share(kernels, batch, 0, 1, new float[Kernels.SCRATCH]);
    network.parameterGradient(share, batch, workspace, gradient);
    network.positionGradient(workspace, gradient);
    assertThat(losses.sum(batch.used()) / batch.weight())
        .isCloseTo(reference.get("loss")[0], within(1e-5));
    reference.close(gradient, "gradient", 1e-5f);
  }

  @ParameterizedTest(name = "{0} {2}")
  @MethodSource("cases")
  void trainingAgrees(String name, Cell cell, Kernels kernels) throws IOException {
    Reference reference = Reference.read("segments-" + name);
    SegmentTrainer trainer = new SegmentTrainer(network(cell), training(), 1, 1, kernels);
    List<SegmentState> states = new ArrayList<>();
    SegmentListener keeper =
        new SegmentListener() {
          @Override
          public void onState(SegmentState state) {
            states.add(state);
          }
        };
    SegmentState start = trainer.initial(reference.get("weights").clone());
    trainer.train(start, (batch, _) -> fill(batch, reference), null, keeper);
    // Adam divides by the size of the gradient, so a rounding error of a gradient near zero may
    // become a whole step.
    reference.close(states.getLast().weights(), "trained", 2e-4f);
    reference.close(states.getLast().average(), "average", 2e-4f);
  }

  private static void fill(SegmentBatch batch, Reference reference) {
    batch.size = BATCH;
    spread(batch, reference.get("values"), batch.values);
    spread(batch, reference.get("observed"), batch.observed);
    spread(batch, reference.get("statics"), batch.statics);
    spread(batch, reference.get("known"), batch.known);
    spread(batch, reference.get("targets"), batch.targets);
    spread(batch, reference.get("target_weights"), batch.weights);
    float[] series = reference.get("series");
    for (int b = 0; b < BATCH; b++) batch.series[b] = (int) series[b];
  }

  private static void spread(SegmentBatch batch, float[] source, float[] target) {
    int rows = source.length / BATCH;
    for (int i = 0; i < rows; i++) {
      for (int b = 0; b < BATCH; b++) target[batch.at(b, rows) + 16 * i] = source[i * BATCH + b];
    }
  }
}
