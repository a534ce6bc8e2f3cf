package dev.rondo.engine.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.engine.AllocatedBytes;
import dev.rondo.engine.Samples;
import dev.rondo.engine.SegmentSamples;
import dev.rondo.engine.cell.Gru;
import dev.rondo.engine.kernel.Kernels;
import dev.rondo.engine.memory.Arena;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SegmentPredictorTest {
  private static final int MANY = 40;

  static Stream<SegmentSpec> specs() {
    return SegmentSamples.specs(SegmentSamples.THREE);
  }

  static Stream<SegmentSpec> specsWithEven() {
    Stream<SegmentSpec> even =
        Samples.cells()
            .flatMap(cell ->
                Stream.concat(
                    Stream.of(SegmentSamples.evenWithoutContext(cell, SegmentSamples.THREE)),
                    Stream.of(ObservedInput.values())
                        .map(each -> SegmentSamples.even(cell, each, SegmentSamples.THREE))));
    return Stream.concat(specs(), even);
  }

  private static float[] weights(SegmentNetwork network) {
    SplittableRandom random = new SplittableRandom(1);
    float[] weights = network.initialWeights(random);
    for (int i = 0; i < weights.length; i++) weights[i] += (float) random.nextDouble(-0.3, 0.3);
    return weights;
  }

  /// Copies the inputs of window `b` of one batch to window `to` of another.
  private static void copy(SegmentBatch source, int b, SegmentBatch target, int to) {
    SegmentSpec spec = source.spec;
    target.series[to] = source.series[b];
    copy(source, source.values, b, target, target.values, to, spec.lookback());
    if (source.observed.length > 0)
      copy(source, source.observed, b, target, target.observed, to, spec.lookback());
    copy(source, source.statics, b, target, target.statics, to, spec.staticWidth());
    int known = spec.horizonSegments() * spec.knownWidth();
    copy(source, source.known, b, target, target.known, to, known);
  }

  private static void copy(
      SegmentBatch source,
      float[] from,
      int b,
      SegmentBatch target,
      float[] values,
      int to,
      int rows) {
    for (int i = 0; i < rows; i++)
      values[target.at(to, rows) + 16 * i] = from[source.at(b, rows) + 16 * i];
  }

  @ParameterizedTest
  @MethodSource("specsWithEven")
  void oneWindowHasTheBitsOfManyAndQuantilesDoNotCross(SegmentSpec spec) {
    SegmentNetwork network = new SegmentNetwork(spec);
    float[] weights = weights(network);
    for (Kernels kernels : List.of(Kernels.scalar(), Kernels.best())) {
      SegmentPredictor many = new SegmentPredictor(network, weights, MANY, kernels);
      SegmentSamples.windows(MANY, 3).fill(many.batch(), 0);
      many.predict();
      SegmentPredictor one = new SegmentPredictor(network, weights, 1, kernels);
      one.batch().size = 1;
      for (int b = 0; b < MANY; b++) {
        copy(many.batch(), b, one.batch(), 0);
        one.predict();
        for (int h = 0; h < spec.horizon(); h++) {
          float below = Float.NEGATIVE_INFINITY;
          for (int q = 0; q < 3; q++) {
            float output = many.output(b, h, q);
            assertThat(one.output(0, h, q)).isEqualTo(output);
            assertThat(output).isGreaterThanOrEqualTo(below);
            below = output;
          }
        }
      }
    }
  }

  /// Inference keeps two steps of states and one of gates, training keeps all.
  @ParameterizedTest
  @MethodSource("specs")
  void hasTheBitsOfATrainingPassWithoutDropout(SegmentSpec with) {
    SegmentSpec spec =
        new SegmentSpec(
            with.cell(),
            with.units(),
            with.layers(),
            with.length(),
            with.segments(),
            with.horizonSegments(),
            with.observed(),
            with.quantiles(),
            with.series(),
            with.seriesWidth(),
            with.staticWidth(),
            with.knownWidth(),
            0,
            with.skip());
    SegmentNetwork network = new SegmentNetwork(spec);
    float[] weights = weights(network);
    SegmentPredictor predictor = new SegmentPredictor(network, weights, MANY);
    SegmentBatch batch = predictor.batch();
    SegmentSamples.windows(MANY, 3).fill(batch, 0);
    predictor.predict();
    SegmentWorkspace workspace = network.workspace(MANY, true);
    workspace.load(weights);
    network.forward(new SegmentPass(Kernels.best(), batch, workspace).over(batch.used(), 1));
    for (int b = 0; b < MANY; b++)
      for (int h = 0; h < spec.horizon(); h++)
        for (int q = 0; q < 3; q++)
          assertThat(workspace.outputs[workspace.at(b / 16, h, q) + b % 16])
              .isEqualTo(predictor.output(b, h, q));
  }

  @ParameterizedTest
  @MethodSource("specsWithEven")
  void predictsWithoutAllocation(SegmentSpec spec) {
    SegmentNetwork network = new SegmentNetwork(spec);
    // Scalar kernels: the Vector API allocates until its calls are compiled.
    SegmentPredictor predictor =
        new SegmentPredictor(network, weights(network), MANY, Kernels.scalar());
    Runnable twentyForecasts =
        () -> {
          for (int i = 0; i < 20; i++) {
            predictor.batch().size = i % 2 == 0 ? MANY : 1;
            predictor.predict();
          }
        };
    assertThat(AllocatedBytes.least(5, twentyForecasts)).isZero();
  }

  @Test
  void oneWindowOfALargeBatchHasItsBits() {
    SegmentNetwork network =
        new SegmentNetwork(
            SegmentSamples.even(new Gru(), ObservedInput.SHARE, SegmentSamples.THREE));
    SegmentPredictor predictor = new SegmentPredictor(network, weights(network), MANY);
    SegmentSamples.windows(MANY, 3).fill(predictor.batch(), 0);
    predictor.predict();
    float many = predictor.output(0, 4, 2);
    predictor.batch().size = 1;
    predictor.predict();
    assertThat(predictor.output(0, 4, 2)).isEqualTo(many);
    predictor.batch().size = MANY;
    predictor.predict();
    assertThat(predictor.output(0, 4, 2)).isEqualTo(many);
  }

  @ParameterizedTest
  @MethodSource("specs")
  void theEstimateOfMemoryCountsWhatIsAllocated(SegmentSpec spec) {
    SegmentNetwork network = new SegmentNetwork(spec);
    long expected =
        Arena.bytes(arena -> {
          new SegmentBatch(arena, spec, 2000);
          network.workspace(arena, 2000, true);
        });
    long allocated =
        AllocatedBytes.least(
            3,
            () -> {
              new SegmentBatch(spec, 2000);
              network.workspace(2000, true);
            });
    // Array headers and small objects.
    assertThat(allocated).isBetween(expected, expected + 40_000);
  }

  @Test
  void aSeriesNumberAfterTheLastWindowCountsNothing() {
    SegmentNetwork network =
        new SegmentNetwork(SegmentSamples.full(new Gru(), SegmentSamples.THREE));
    SegmentPredictor predictor = new SegmentPredictor(network, weights(network), 2);
    predictor.batch().size = 2;
    predictor.batch().series[1] = 5;
    assertThatThrownBy(predictor::predict).hasMessageContaining("between 0 and 4, was 5");
    predictor.batch().size = 1;
    predictor.predict();
    assertThat(predictor.output(0, 0, 1)).isFinite();
  }

  @Test
  void refusesASeriesThatTheNetworkDoesNotHaveAndAnEmptyBatch() {
    SegmentNetwork network =
        new SegmentNetwork(SegmentSamples.full(new Gru(), SegmentSamples.THREE));
    SegmentPredictor predictor = new SegmentPredictor(network, weights(network), 1);
    assertThatThrownBy(predictor::predict).hasMessageContaining("1 to 1 windows, was 0");
    predictor.batch().size = 1;
    predictor.batch().series[0] = 5;
    assertThatThrownBy(predictor::predict)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("between 0 and 4, was 5");
    assertThatThrownBy(() -> new SegmentPredictor(network, new float[3], 1))
        .hasMessageContaining("parameters, not 3");
  }
}
