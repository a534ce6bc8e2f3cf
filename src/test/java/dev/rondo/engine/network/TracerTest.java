package dev.rondo.engine.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rondo.engine.Reference;
import dev.rondo.engine.Samples;
import dev.rondo.engine.cell.Cell;
import dev.rondo.engine.cell.Gru;
import dev.rondo.engine.cell.Lstm;
import dev.rondo.engine.cell.Tape;
import dev.rondo.engine.kernel.Kernels;
import dev.rondo.engine.memory.Arena;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Compares what a trace shows with Keras, with the forecasts, with the equations of the cells, and with central differences.
class TracerTest {
  private static final int STEPS = 6;
  private static final int HORIZON = 3;
  private static final int FEATURES = 2;
  private static final int PADDING = 2;
  private static final float STEP = 4e-3f;

  static Stream<Arguments> referenceCells() {
    return Reference.cells().entrySet().stream()
        .map(cell -> Arguments.of(cell.getKey(), cell.getValue()));
  }

  @ParameterizedTest
  @MethodSource("referenceCells")
  void showsTheStatesOfKeras(String name, Cell cell) throws IOException {
    Reference reference = Reference.read(name + "-seq2seq");
    Network network = network(cell, new Topology.Seq2Seq(), 1, 0);
    float[] inputs = reference.get("inputs");
    float[] keras = reference.get("keras");
    int windows = inputs.length / STEPS / 3;
    Tracer tracer = new Tracer(network, reference.get("weights"));
    for (int b = 0; b < windows; b++) {
      for (int row = 0; row < STEPS * 3; row++)
        tracer.batch().inputs[row * tracer.batch().stride] = inputs[row * windows + b];
      LayerTrace top = tracer.trace(0).layers().getLast();
      for (int t = 0; t < STEPS; t++)
        for (int u = 0; u < 3; u++)
          assertThat(top.hidden()[t][u]).isCloseTo(keras[(t * 3 + u) * windows + b], within(1e-5f));
    }
  }

  static Stream<Arguments> everyCellAndTopology() {
    return Samples.cells()
        .flatMap(cell -> Samples.topologies().map(topology -> Arguments.of(cell, topology)));
  }

  @ParameterizedTest
  @MethodSource("everyCellAndTopology")
  void showsTheForecastOfThePredictor(Cell cell, Topology topology) {
    Network network = network(cell, topology, 3, 0.4);
    float[] weights = network.initialWeights(new SplittableRandom(3));
    Tracer tracer = new Tracer(network, weights);
    fill(tracer.batch(), topology);
    Predictor predictor = new Predictor(network, weights, 1);
    predictor.batch().size = 1;
    fill(predictor.batch(), topology);
    float[] outputs = predictor.predict();
    int count = network.outputSteps() * network.outputs();
    for (int output = 0; output < count; output++)
      assertThat(tracer.trace(output).output())
          .isEqualTo(outputs[output * predictor.batch().stride]);
  }

  @Test
  void namesTheActivationsByTheirEquations() {
    Trace lstm = trace(new Lstm());
    LayerTrace layer = lstm.layers().getFirst();
    for (int t = 1; t < layer.steps(); t++)
      for (int u = 0; u < layer.units(); u++) {
        float i = value(layer, "input", t, u);
        float f = value(layer, "forget", t, u);
        float g = value(layer, "candidate", t, u);
        float o = value(layer, "output", t, u);
        float c = layer.cellState()[t][u];
        assertThat(c).isCloseTo(f * layer.cellState()[t - 1][u] + i * g, within(1e-6f));
        assertThat(layer.hidden()[t][u]).isCloseTo((float) (o * Math.tanh(c)), within(1e-5f));
      }
    LayerTrace gru = trace(new Gru()).layers().getFirst();
    for (int t = 1; t < gru.steps(); t++)
      for (int u = 0; u < gru.units(); u++) {
        float z = value(gru, "update", t, u);
        float g = value(gru, "candidate", t, u);
        assertThat(gru.hidden()[t][u])
            .isCloseTo(z * gru.hidden()[t - 1][u] + (1 - z) * g, within(1e-6f));
      }
    assertThat(gru.cellState()).isEmpty();
  }

  private static Trace trace(Cell cell) {
    Network network = network(cell, new Topology.Seq2Vec(), 1, 0);
    Tracer tracer = new Tracer(network, network.initialWeights(new SplittableRandom(5)));
    fill(tracer.batch(), network.spec.topology());
    return tracer.trace(0);
  }

  private static float value(LayerTrace layer, String activation, int t, int u) {
    return layer.activations().stream()
        .filter(one -> one.name().equals(activation))
        .findFirst()
        .orElseThrow()
        .values()[t][u];
  }

  @ParameterizedTest
  @MethodSource("everyCellAndTopology")
  void leavesThePaddingOut(Cell cell, Topology topology) {
    Network network = network(cell, topology, 1, 0);
    Tracer tracer = new Tracer(network, network.initialWeights(new SplittableRandom(5)));
    fill(tracer.batch(), topology);
    LayerTrace first = tracer.trace(0).layers().getFirst();
    boolean vector = topology instanceof Topology.Vec2Seq;
    assertThat(first.steps()).isEqualTo(vector ? HORIZON : STEPS - PADDING);
    assertThat(first.decodes()).isEqualTo(vector);
    assertThat(first.gradientNorms()).hasSize(first.steps());
  }

  @Test
  void withoutAHeadTheTracedOutputIsAState() {
    Network network =
        new Network(
            new NetworkSpec(new Gru(), List.of(4, 3), new Topology.Seq2Vec(), Head.NONE, 0),
            new Dimensions(3, STEPS, 1, HORIZON, 1));
    Tracer tracer = new Tracer(network, network.initialWeights(new SplittableRandom(5)));
    fill(tracer.batch(), network.spec.topology());
    Trace trace = tracer.trace(1);
    LayerTrace top = trace.layers().getLast();
    assertThat(trace.output()).isEqualTo(top.hidden()[top.steps() - 1][1]);
    assertThat(top.gradient()[top.steps() - 1]).containsExactly(0f, 1f, 0f);
  }

  /// Changes a hidden state, computes everything after it again, and compares the change of the output with the gradient.
  @ParameterizedTest
  @MethodSource("everyCellAndTopology")
  void theGradientIsTheSlopeOfTheOutput(Cell cell, Topology topology) {
    Network network = network(cell, topology, 1, 0);
    SplittableRandom random = new SplittableRandom(11);
    float[] weights = network.initialWeights(random);
    for (int i = 0; i < weights.length; i++) weights[i] += (float) random.nextDouble(-0.3, 0.3);
    Tracer tracer = new Tracer(network, weights);
    fill(tracer.batch(), topology);
    int output = network.outputSteps() * network.outputs() - 1;
    List<LayerTrace> layers = tracer.trace(output).layers();
    // The targets of the tracer's batch are now what its decoder read.
    Rerun rerun = new Rerun(network, weights, tracer.batch(), output);
    int smooth = 0;
    double largest = 0;
    for (int l = 0; l < layers.size(); l++) {
      LayerTrace layer = layers.get(l);
      int padding = layer.decodes() ? 0 : PADDING;
      for (int t = 0; t < layer.steps(); t++) {
        for (int u = 0; u < layer.units(); u++) {
          double up = rerun.output(l, padding + t, u, STEP);
          double here = rerun.output(l, padding + t, u, 0);
          double down = rerun.output(l, padding + t, u, -STEP);
          // Central differences are wrong if a rectifier changes its slope between the two sides.
          if (Math.abs(up - 2 * here + down) > 3e-5) continue;
          smooth++;
          largest = Math.max(largest, Math.abs(layer.gradient()[t][u]));
          assertThat(layer.gradient()[t][u])
              .as("%s, step %d, unit %d", layer.name(), t, u)
              .isCloseTo((float) ((up - down) / (2 * STEP)), within(2e-3f));
        }
      }
    }
    assertThat(smooth).isGreaterThan(10);
    assertThat(largest).isGreaterThan(0.05);
  }

  /// The rest of a forward pass after a change of one hidden state.
  private static final class Rerun {
    private final Network network;
    private final Workspace workspace;
    private final NetworkPass pass;
    private final int output;

    Rerun(Network network, float[] weights, Batch batch, int output) {
      this.network = network;
      this.workspace = new Workspace(Arena.heap(), network, Extent.of(1, Extent.Use.TRAINING));
      this.workspace.load(weights);
      this.pass = new NetworkPass(Kernels.best(), batch, workspace).over(batch.used());
      this.output = output;
    }

    double output(int l, int t, int unit, float change) {
      network.forward(pass);
      int main = network.main.layers().size();
      if (network.decoder != null && workspace.decoder != null) {
        Decoder decoder = network.decoder;
        if (l < main) {
          again(network.main, workspace.main, pass.batch.signal, l, t, unit, change);
          decoder.forward(
              pass,
              workspace.decoder,
              workspace.main,
              network.mainSteps(),
              network.head,
              workspace.head);
        } else {
          again(
              decoder.stack(),
              workspace.decoder.stack(),
              workspace.decoder.source(),
              l - main,
              t,
              unit,
              change);
        }
      } else {
        again(network.main, workspace.main, pass.batch.signal, l, t, unit, change);
      }
      network.head.forward(pass, workspace.head, workspace.top, 0, network.outputSteps());
      return workspace.outputs[output * workspace.stride];
    }

    private void again(
        Stack stack, Stack.Memory memory, Signal source, int l, int t, int unit, float change) {
      Tape tape = memory.tape(l);
      int steps = tape.slots - 1;
      tape.h.values()[tape.h.at(t + 1, 0) + unit * tape.width] += change;
      for (int above = l; above < stack.layers().size(); above++) {
        Signal input = above == 0 ? source : memory.layers().get(above - 1).states();
        int from = above == l ? t + 1 : t;
        stack.layers().get(above).forward(pass, memory.layers().get(above), input, from, steps);
      }
    }
  }

  private static Network network(Cell cell, Topology topology, int quantiles, double dropout) {
    int steps = topology instanceof Topology.Vec2Seq ? 1 : STEPS;
    return new Network(
        new NetworkSpec(cell, List.of(4, 3), topology, Head.DENSE, dropout),
        new Dimensions(3, steps, FEATURES, HORIZON, quantiles));
  }

  private static void fill(Batch batch, Topology topology) {
    SplittableRandom random = new SplittableRandom(17);
    batch.start[0] = topology instanceof Topology.Vec2Seq ? 0 : PADDING;
    for (int row = 0; row < batch.inputs.length / batch.stride; row++)
      batch.inputs[row * batch.stride] = (float) random.nextDouble(-1, 1);
  }
}
