package dev.rondo.engine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rondo.engine.AllocatedBytes;
import dev.rondo.engine.SegmentSamples;
import dev.rondo.engine.cell.Gru;
import dev.rondo.engine.cell.Lstm;
import dev.rondo.engine.kernel.Kernels;
import dev.rondo.engine.network.ObservedInput;
import dev.rondo.engine.network.SegmentBatch;
import dev.rondo.engine.network.SegmentNetwork;
import dev.rondo.engine.network.SegmentPredictor;
import dev.rondo.engine.network.SegmentSpec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentTrainerTest {
  private static final Loss PINBALL = new Loss.Pinball(SegmentSamples.THREE);
  private static final SegmentHoldOut HOLD_OUT =
      new SegmentHoldOut(SegmentSamples.windows(30, 77), 2);

  private static SegmentTrainingSpec spec(int steps, Loss loss, double patience) {
    SegmentTrainingSpec usual = SegmentSamples.training(steps, loss, 0.01);
    return new SegmentTrainingSpec(
        steps,
        48,
        loss,
        usual.quantileWeights(),
        usual.optimizer(),
        usual.gradientClipping(),
        usual.averaging(),
        5,
        patience);
  }

  private static SegmentTrainer.Result train(
      SegmentSpec network, int threads, Kernels kernels, SegmentListener listener) {
    return new SegmentTrainer(
            new SegmentNetwork(network), spec(20, PINBALL, 1), 5, threads, kernels)
        .train(SegmentSamples.windows(48, 1), HOLD_OUT, listener);
  }

  private static SegmentTrainer trainer(SegmentSpec network, int steps, double patience) {
    return new SegmentTrainer(new SegmentNetwork(network), spec(steps, PINBALL, patience), 5, 1);
  }

  static List<SegmentSpec> specs() {
    return SegmentSamples.specs(SegmentSamples.THREE).toList();
  }

  @ParameterizedTest
  @MethodSource("specs")
  void threadsAndKernelsGiveTheSameBits(SegmentSpec spec) {
    SegmentListener silent = new SegmentListener() {};
    float[] expected = train(spec, 1, Kernels.best(), silent).weights();
    assertThat(train(spec, 2, Kernels.best(), silent).weights()).containsExactly(expected);
    assertThat(train(spec, 3, Kernels.best(), silent).weights()).containsExactly(expected);
    assertThat(train(spec, 2, Kernels.scalar(), silent).weights()).containsExactly(expected);
  }

  /// Keeps the state after each check.
  private static class States implements SegmentListener {
    final List<byte[]> states = new ArrayList<>();

    @Override
    public void onState(SegmentState state) {
      states.add(StateBytes.of(state::write));
    }

    SegmentState state(int i) throws IOException {
      return SegmentState.read(new ByteArrayInputStream(states.get(i)));
    }
  }

  @Test
  void aTrainingThatGoesOnFromAnyStateGivesTheSameBits() throws IOException {
    SegmentSpec network = SegmentSamples.full(new Gru(), SegmentSamples.THREE);
    States whole = new States();
    SegmentTrainer.Result expected = train(network, 1, Kernels.best(), whole);
    assertThat(whole.states).hasSize(4);
    for (int i = 0; i < whole.states.size(); i++) {
      SegmentState state = whole.state(i);
      assertThat(state.step()).isEqualTo(5 * (i + 1));
      States rest = new States();
      SegmentTrainer.Result result = goOn(network, state, rest);
      assertThat(result.weights()).containsExactly(expected.weights());
      assertThat(result.step()).isEqualTo(expected.step());
      if (i < 3) assertThat(rest.states.getLast()).isEqualTo(whole.states.getLast());
    }
  }

  private static SegmentTrainer.Result goOn(
      SegmentSpec network, SegmentState state, SegmentListener listener) {
    return trainer(network, 20, 1).train(state, SegmentSamples.windows(48, 1), HOLD_OUT, listener);
  }

  @Test
  void aTrainingThatIsStoppedBetweenChecksGoesOnToTheSameBits() throws IOException {
    SegmentSpec network = SegmentSamples.full(new Lstm(), SegmentSamples.THREE);
    States whole = new States();
    SegmentTrainer.Result expected = train(network, 1, Kernels.best(), whole);
    States stopped =
        new States() {
          @Override
          public boolean stopsAfter(int step, double loss) {
            return step == 7;
          }
        };
    SegmentTrainer.Result part = train(network, 1, Kernels.best(), stopped);
    assertThat(part.end()).isEqualTo(SegmentTrainer.End.STOPPED);
    assertThat(part.steps()).isEqualTo(7);
    States rest = new States();
    SegmentTrainer.Result result = goOn(network, stopped.state(1), rest);
    assertThat(result.weights()).containsExactly(expected.weights());
    assertThat(rest.states.getLast()).isEqualTo(whole.states.getLast());
    assertThat(result.checks().getFirst()).isEqualTo(expected.checks().get(1));
  }

  @Test
  void endsWhenTheHoldOutLossHasNotFallenForLong() {
    SegmentSpec network = SegmentSamples.plain(new Gru(), SegmentSamples.THREE);
    // Targets of pure noise: the hold-out loss soon stops falling.
    SegmentTrainer.Result result =
        trainer(network, 400, 0.1)
            .train(
                (batch, _) -> SegmentSamples.windows(8, 1).fill(batch, 0),
                HOLD_OUT,
                new SegmentListener() {});
    assertThat(result.end()).isEqualTo(SegmentTrainer.End.PATIENCE);
    assertThat(result.steps()).isEqualTo(result.step() + 40);
    double best =
        result.checks().stream().mapToDouble(c -> c.holdOut().orElseThrow()).min().orElseThrow();
    assertThat(result.checks().get(result.step() / 5 - 1).holdOut()).hasValue(best);
  }

  @Test
  void withoutAHoldOutTheLastAverageIsTheResult() throws IOException {
    SegmentSpec network = SegmentSamples.plain(new Gru(), SegmentSamples.THREE);
    States states = new States();
    SegmentTrainer.Result result =
        trainer(network, 12, 1).train(SegmentSamples.windows(8, 1), null, states);
    assertThat(result.end()).isEqualTo(SegmentTrainer.End.BUDGET);
    assertThat(result.step()).isEqualTo(12);
    assertThat(states.states).hasSize(3);
    assertThat(result.weights()).containsExactly(states.state(2).average());
  }

  @Test
  void aLossThatIsNotFiniteEndsTheTrainingBeforeItReachesTheWeights() {
    SegmentSpec network = SegmentSamples.plain(new Gru(), SegmentSamples.THREE);
    SegmentTrainer.Result result =
        trainer(network, 12, 1)
            .train(
                (batch, step) -> {
                  SegmentSamples.windows(8, 1).fill(batch, step);
                  if (step == 3) batch.targets[0] = Float.NaN;
                },
                null,
                new SegmentListener() {});
    assertThat(result.end()).isEqualTo(SegmentTrainer.End.DIVERGED);
    assertThat(result.steps()).isEqualTo(3);
    for (float weight : result.weights()) assertThat(weight).isFinite();
  }

  @Test
  void theEstimateOfMemoryCountsWhatIsAllocated() {
    SegmentNetwork network =
        new SegmentNetwork(SegmentSamples.wide(new Gru(), SegmentSamples.THREE));
    SegmentTrainingSpec usual = SegmentSamples.training(1, PINBALL, 0.01);
    SegmentTrainingSpec spec =
        new SegmentTrainingSpec(
            1, 5000, PINBALL, usual.quantileWeights(), usual.optimizer(), null, 0, 1, 1);
    long bytes = SegmentTrainer.bytes(network, spec, true);
    SegmentSource windows = SegmentSamples.windows(1, 1);
    SegmentTrainer trainer = new SegmentTrainer(network, spec, 1, 1, Kernels.scalar());
    SegmentHoldOut holdOut = new SegmentHoldOut(windows, 1);
    SegmentListener silent = new SegmentListener() {};
    long allocated = AllocatedBytes.least(3, () -> trainer.train(windows, holdOut, silent));
    assertThat(allocated).isBetween(bytes, bytes + bytes / 50);
  }

  /// Series 1 rises and series 2 falls, by an amount that is known in advance; the quantiles of the noise are known too.
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void learnsSeriesKnownValuesAndQuantiles(boolean skip) {
    SegmentSpec network =
        new SegmentSpec(
            new Gru(),
            16,
            1,
            4,
            3,
            2,
            ObservedInput.SHARE,
            SegmentSamples.THREE,
            2,
            4,
            0,
            1,
            0,
            skip);
    SegmentSource windows =
        (batch, number) -> {
          SplittableRandom random = new SplittableRandom(number);
          batch.size = 64;
          for (int b = 0; b < 64; b++) fill(batch, b, 1 + random.nextInt(2), random);
        };
    SegmentTrainer.Result result =
        new SegmentTrainer(
                new SegmentNetwork(network), SegmentSamples.training(1500, PINBALL, 0.01), 3, 1)
            .train(windows, null, new SegmentListener() {});
    SegmentPredictor predictor =
        new SegmentPredictor(new SegmentNetwork(network), result.weights(), 2);
    SplittableRandom random = new SplittableRandom(-1);
    predictor.batch().size = 2;
    for (int b = 0; b < 2; b++) fill(predictor.batch(), b, 1 + b, random);
    predictor.predict();
    for (int b = 0; b < 2; b++) {
      for (int h = 0; h < 8; h++) {
        float known = predictor.batch().known[predictor.batch().at(b, 2) + h / 4 * 16];
        double centre = (b == 0 ? 1 : -1) * known;
        for (int q = 0; q < 3; q++)
          assertThat(predictor.output(b, h, q))
              .isCloseTo((float) (centre + 0.4 * (q - 1)), within(0.12f));
      }
    }
  }

  private static void fill(SegmentBatch batch, int b, int series, SplittableRandom random) {
    batch.series[b] = series;
    int lookback = batch.at(b, 12);
    for (int i = 0; i < 12; i++) {
      batch.values[lookback + 16 * i] = (float) random.nextDouble(-1, 1);
      batch.observed[lookback + 16 * i] = 1;
    }
    int at = batch.at(b, 8);
    for (int s = 0; s < 2; s++) {
      float known = (float) random.nextDouble(0, 1);
      batch.known[batch.at(b, 2) + 16 * s] = known;
      for (int i = 4 * s; i < 4 * s + 4; i++) {
        // Uniform noise of +-0.5 has the quantiles -0.4, 0, 0.4.
        batch.targets[at + 16 * i] =
            (float) ((series == 1 ? 1 : -1) * known + random.nextDouble(-0.5, 0.5));
        batch.weights[at + 16 * i] = 1;
      }
    }
  }

  @Test
  void refusesALossOfOtherQuantilesAndAnotherState() {
    SegmentNetwork network =
        new SegmentNetwork(SegmentSamples.plain(new Gru(), SegmentSamples.THREE));
    assertThatThrownBy(() -> new SegmentTrainer(network, spec(1, new Loss.Mae(), 1), 5, 1))
        .hasMessageContaining("does not fit quantiles [0.1, 0.5, 0.9]");
    SegmentTrainer trainer = new SegmentTrainer(network, spec(1, PINBALL, 1), 5, 1);
    SegmentState other =
        new SegmentTrainer(network, spec(1, PINBALL, 1), 6, 1)
            .initial(new float[network.parameterCount()]);
    assertThatThrownBy(() ->
            trainer.train(other, SegmentSamples.windows(8, 1), null, new SegmentListener() {}))
        .hasMessageContaining("another seed");
  }
}
