package dev.rondo.engine.network;

import dev.rondo.engine.Reference;
import dev.rondo.engine.cell.Cell;
import dev.rondo.engine.cell.Tape;
import dev.rondo.engine.kernel.Kernels;
import dev.rondo.engine.training.LearningRate;
import dev.rondo.engine.training.Optimizer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Outputs, gradients and three Adam steps compared with PyTorch, states compared with Keras; `reference/reference.py` wrote
/// the files.
class ReferenceTest {
  private static final int STEPS = 6;
  private static final int BATCH = 5;

  static Stream<Arguments> cases() {
    Map<String, Topology> topologies =
        Map.of(
            "seq2vec", new Topology.Seq2Vec(),
            "seq2seq", new Topology.Seq2Seq(),
            "vec2seq", new Topology.Vec2Seq(),
            "encoder-decoder", new Topology.EncoderDecoder());
    return Reference.cells().entrySet().stream()
        .flatMap(cell ->
            topologies.entrySet().stream()
                .flatMap(topology ->
                    Stream.of(Kernels.best(), Kernels.scalar())
                        .map(kernels ->
                            Arguments.of(
                                cell.getKey() + "-" + topology.getKey(),
                                cell.getValue(),
                                topology.getValue(),
                                kernels))));
  }

  @ParameterizedTest(name = "{0} {3}")
  @MethodSource("cases")
  void agreesWithOtherFrameworks(String name, Cell cell, Topology topology, Kernels kernels)
      throws IOException {
    Reference reference = Reference.read(name);
    int steps = topology instanceof Topology.Vec2Seq ? 1 : STEPS;
    Network network =
        new Network(
            new NetworkSpec(cell, List.of(4, 3), topology, Head.DENSE, 0),
            new Dimensions(3, steps, 2, 3, 1));
    float[] weights = reference.get("weights");
    Batch batch = new Batch(network.dimensions, topology, BATCH);
    batch.size = BATCH;
    spread(reference.get("inputs"), batch.inputs, batch.stride);
    spread(reference.get("targets"), batch.targets, batch.stride);
    Workspace workspace = network.workspace(BATCH, true);
    Columns columns = batch.used();

    Optimizer adam = Optimizer.Adam.usual(new LearningRate.Constant(0.01, 0));
    float[] moments = new float[weights.length];
    float[] squares = new float[weights.length];
    int count = reference.get("targets").length;
    for (int step = 1; step <= 3; step++) {
      NetworkPass pass = new NetworkPass(kernels, batch, workspace).over(columns);
      workspace.load(weights);
      network.forward(pass);
      double loss = 0;
      for (int i = 0; i < workspace.outputs.length; i++) {
        boolean real = i % batch.stride < BATCH;
        float error = real ? workspace.outputs[i] - batch.targets[i] : 0f;
        loss += (double) error * error / count;
        workspace.dOutputs[i] = 2 * error / count;
      }
      network.backward(pass.over(columns, 0, 0));
      float[] gradient = new float[weights.length];
      network.parameterGradient(
          new Share(kernels, batch, 0, 1, new float[Kernels.SCRATCH]), batch, workspace, gradient);
      if (step == 1) {
        reference.close(gather(workspace.outputs, batch.stride), "outputs", 1e-5f);
        reference.close(new float[] {(float) loss}, "loss", 1e-5f);
        reference.close(gradient, "gradient", 1e-5f);
        if (topology instanceof Topology.Seq2Seq) {
          Tape top = workspace.main.top();
          float[] states = new float[STEPS * top.units * batch.stride];
          for (int t = 0; t < STEPS; t++) {
            int from = top.h.at(top.slot(t + 1), 0);
            int rows = top.units * batch.stride;
            System.arraycopy(top.h.values(), from, states, t * rows, rows);
          }
          reference.close(gather(states, batch.stride), "keras", 1e-5f);
        }
      }
      adam.update(weights, gradient, moments, squares, step, 0.01);
      // Adam divides by the size of the gradient, so the rounding error of a gradient near zero
      // may become a whole step.
      reference.close(weights, "adam" + step, 2e-4f);
    }
  }

  private static void spread(float[] source, float[] target, int stride) {
    for (int i = 0; i < source.length; i++) target[i / BATCH * stride + i % BATCH] = source[i];
  }

  private static float[] gather(float[] source, int stride) {
    float[] target = new float[source.length / stride * BATCH];
    for (int i = 0; i < target.length; i++) target[i] = source[i / BATCH * stride + i % BATCH];
    return target;
  }
}
