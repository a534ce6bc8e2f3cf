package dev.rondo.engine.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.engine.Samples;
import dev.rondo.engine.cell.Activation;
import dev.rondo.engine.cell.Cell;
import dev.rondo.engine.cell.Gru;
import dev.rondo.engine.cell.Lstm;
import dev.rondo.engine.cell.SimpleRnn;
import dev.rondo.engine.kernel.Kernels;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.MatrixFeatures_DDRM;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NetworkTest {
  private static final SimpleRnn TANH = new SimpleRnn(Activation.TANH);

  private static Network network(
      Cell cell, Topology topology, Head head, Dimensions dimensions, Integer... units) {
    return new Network(new NetworkSpec(cell, List.of(units), topology, head, 0), dimensions);
  }

  @Test
  void countsParametersLikeTheNotebook() {
    Dimensions notebook = new Dimensions(1, 50, 1, 1, 1);
    Topology last = new Topology.Seq2Vec();
    assertThat(network(TANH, last, Head.NONE, notebook, 1).parameterCount()).isEqualTo(3);
    assertThat(network(TANH, last, Head.NONE, notebook, 20, 20, 1).parameterCount())
        .isEqualTo(1282);
    assertThat(network(TANH, last, Head.DENSE, notebook, 20, 20).parameterCount()).isEqualTo(1281);
    Dimensions ten = new Dimensions(1, 50, 1, 10, 1);
    assertThat(
            network(new Lstm(), new Topology.Seq2Seq(), Head.DENSE, ten, 20, 20).parameterCount())
        .isEqualTo(5250);
    assertThat(network(new Gru(), last, Head.DENSE, ten, 64).parameterCount())
        .isEqualTo(12864 + 650);
  }

  @Test
  void summarisesItsLayers() {
    Network network =
        network(TANH, new Topology.Seq2Vec(), Head.DENSE, new Dimensions(1, 50, 1, 1, 1), 20, 10);
    assertThat(network.summary())
        .containsExactly(
            new LayerSummary("simple_rnn_1", "SimpleRNN", List.of(50, 20), 440),
            new LayerSummary("simple_rnn_2", "SimpleRNN", List.of(10), 310),
            new LayerSummary("dense", "Dense", List.of(1), 11));
    assertThat(network.summary().stream().mapToInt(LayerSummary::parameters).sum())
        .isEqualTo(network.parameterCount());
  }

  @Test
  void refusesALastLayerOfTheWrongWidthWithoutAHead() {
    assertThatThrownBy(() ->
            network(TANH, new Topology.Seq2Vec(), Head.NONE, new Dimensions(1, 5, 1, 3, 1), 20))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("needs 3 units, not 20");
  }

  @Test
  void startsWithOrthogonalRecurrentKernelsAndAnOpenForgetGate() {
    Network network =
        network(new Lstm(), new Topology.Seq2Vec(), Head.DENSE, new Dimensions(2, 5, 1, 1, 1), 6);
    float[] weights = network.initialWeights(new SplittableRandom(1));
    Parameter recurrent = network.parameters().get(1);
    DMatrixRMaj rows = new DMatrixRMaj(recurrent.rows(), recurrent.columns());
    for (int i = 0; i < recurrent.size(); i++) rows.set(i, weights[recurrent.at() + i]);
    DMatrixRMaj product = new DMatrixRMaj(6, 6);
    CommonOps_DDRM.multTransB(rows, rows, product);
    assertThat(MatrixFeatures_DDRM.isIdentity(product, 1e-6)).isTrue();
    Parameter bias = network.parameters().get(2);
    assertThat(Arrays.copyOfRange(weights, bias.at(), bias.at() + 24))
        .containsExactly(0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    Parameter kernel = network.parameters().get(0);
    double limit = Math.sqrt(6.0 / (2 + 24));
    for (int i = 0; i < kernel.size(); i++)
      assertThat(Math.abs(weights[i])).isLessThanOrEqualTo((float) limit);
  }

  static java.util.stream.Stream<Cell> cells() {
    return Samples.cells();
  }

  @ParameterizedTest
  @MethodSource("cells")
  void stepByStepEqualsTheWholeSequence(Cell cell) {
    Network whole =
        network(cell, new Topology.Seq2Seq(), Head.DENSE, new Dimensions(2, 9, 1, 2, 1), 5, 4);
    float[] weights = whole.initialWeights(new SplittableRandom(5));
    Predictor predictor = new Predictor(whole, weights, 3);
    Batch batch = predictor.batch();
    batch.size = 3;
    SplittableRandom random = new SplittableRandom(6);
    for (int i = 0; i < batch.inputs.length; i++)
      batch.inputs[i] = i % batch.stride < 3 ? (float) random.nextDouble(-1, 1) : 0;
    float[] outputs = predictor.predict().clone();

    Network step = whole.withSteps(1);
    Predictor single = new Predictor(step, weights, 3);
    State state = step.state(3);
    int row = 2 * batch.stride;
    for (int t = 0; t < 9; t++) {
      single.batch().size = 3;
      System.arraycopy(batch.inputs, t * row, single.batch().inputs, 0, row);
      assertThat(single.predict(state))
          .containsExactly(Arrays.copyOfRange(outputs, t * row, (t + 1) * row));
    }
    // Calls without a state start from zero again.
    System.arraycopy(batch.inputs, 0, single.batch().inputs, 0, row);
    assertThat(single.predict()).containsExactly(Arrays.copyOfRange(outputs, 0, row));
  }

  @ParameterizedTest
  @MethodSource("cells")
  void paddedWindowEqualsTheShortOne(Cell cell) {
    for (Topology topology : List.of(new Topology.Seq2Vec(), new Topology.EncoderDecoder())) {
      Network network = network(cell, topology, Head.DENSE, new Dimensions(2, 7, 1, 3, 1), 5, 4);
      float[] weights = network.initialWeights(new SplittableRandom(5));
      Predictor longer = new Predictor(network, weights, 2);
      Predictor shorter = new Predictor(network.withSteps(4), weights, 1);
      longer.batch().size = 2;
      shorter.batch().size = 1;
      longer.batch().start[1] = 3;
      SplittableRandom random = new SplittableRandom(6);
      int stride = longer.batch().stride;
      for (int i = 0; i < 14; i++) {
        float value = (float) random.nextDouble(-1, 1);
        longer.batch().inputs[i * stride] = 9 * value;
        longer.batch().inputs[i * stride + 1] = value;
        if (i >= 6) shorter.batch().inputs[(i - 6) * stride] = value;
      }
      float[] padded = longer.predict();
      float[] plain = shorter.predict();
      for (int i = 0; i < 3; i++) assertThat(padded[i * stride + 1]).isEqualTo(plain[i * stride]);
    }
  }

  @ParameterizedTest
  @MethodSource("cells")
  void truncatedGradientIsThatOfTheLastStepsFromAFixedState(Cell cell) {
    Network whole =
        network(cell, new Topology.Seq2Vec(), Head.DENSE, new Dimensions(2, 9, 1, 1, 1), 5, 4);
    float[] weights = whole.initialWeights(new SplittableRandom(1));
    Batch batch = new Batch(whole.dimensions, whole.spec.topology(), 3);
    batch.size = 3;
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < batch.inputs.length; i++)
      batch.inputs[i] = i % batch.stride < 3 ? (float) random.nextDouble(-1, 1) : 0;
    float[] full = gradient(whole, weights, batch, null, 0);
    assertThat(gradient(whole, weights, batch, null, 9)).containsExactly(full);
    float[] cut = gradient(whole, weights, batch, null, 4);
    assertThat(cut).isNotEqualTo(full);

    int row = 2 * batch.stride;
    Predictor head = new Predictor(whole.withSteps(5), weights, 3);
    head.batch().size = 3;
    System.arraycopy(batch.inputs, 0, head.batch().inputs, 0, 5 * row);
    State state = whole.state(3);
    head.predict(state);
    Batch tail = new Batch(whole.withSteps(4).dimensions, whole.spec.topology(), 3);
    tail.size = 3;
    System.arraycopy(batch.inputs, 5 * row, tail.inputs, 0, 4 * row);
    float[] expected = gradient(whole.withSteps(4), weights, tail, state, 0);
    for (int i = 0; i < cut.length; i++) {
      assertThat(cut[i]).isCloseTo(expected[i], org.assertj.core.data.Offset.offset(1e-6f));
    }
  }

  /// Gradient of the sum of the outputs.
  private static float[] gradient(
      Network network, float[] weights, Batch batch, @Nullable State state, int truncation) {
    Workspace workspace = network.workspace(3, true);
    if (state != null) network.loadState(state, workspace);
    Columns columns = batch.used();
    NetworkPass pass = new NetworkPass(Kernels.best(), batch, workspace).over(columns);
    workspace.load(weights);
    network.forward(pass);
    Arrays.fill(workspace.dOutputs, 0, 3, 1f);
    network.backward(pass.over(columns, truncation, 0));
    float[] gradient = new float[weights.length];
    network.parameterGradient(
        new Share(Kernels.best(), batch, 0, 1, new float[Kernels.SCRATCH]),
        batch,
        workspace,
        gradient);
    return gradient;
  }
}
