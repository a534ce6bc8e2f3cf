package dev.rondo.engine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.engine.Samples;
import dev.rondo.engine.cell.Gru;
import dev.rondo.engine.network.Dimensions;
import dev.rondo.engine.network.Head;
import dev.rondo.engine.network.Network;
import dev.rondo.engine.network.NetworkSpec;
import dev.rondo.engine.network.Topology;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TrainingStateTest {
  private static final Network NETWORK =
      new Network(
          new NetworkSpec(new Gru(), List.of(7, 5), new Topology.Seq2Vec(), Head.DENSE, 0.2),
          new Dimensions(2, 6, 1, 3, 1));

  /// Writes the state after each epoch.
  private static class Writer implements TrainingListener {
    final List<byte[]> states = new ArrayList<>();

    @Override
    public void onState(TrainingState state) {
      states.add(StateBytes.of(state::write));
    }
  }

  static Stream<Optimizer> optimizers() {
    return Samples.optimizers();
  }

  private static Trainer trainer(Optimizer optimizer) {
    TrainingSpec spec =
        new TrainingSpec(
            12,
            16,
            new Loss.Mse(),
            optimizer,
            new GradientClipping(0.5),
            new EarlyStopping(2, 0),
            null);
    return new Trainer(NETWORK, spec, 5, 2);
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void aTrainingThatGoesOnFromAnyEpochGivesTheSameBits(Optimizer optimizer) throws IOException {
    BatchSource training = Samples.windows(NETWORK, 60, 1);
    BatchSource validation = Samples.windows(NETWORK, 40, 1000);
    Writer whole = new Writer();
    Trainer.Result expected = trainer(optimizer).train(training, validation, whole);
    int ended = expected.epochs().size();
    assertThat(ended).isGreaterThanOrEqualTo(3);
    for (int k = 0; k < ended; k++) {
      TrainingState state = TrainingState.read(new ByteArrayInputStream(whole.states.get(k)));
      assertThat(state.epochs()).isEqualTo(k + 1);
      Writer rest = new Writer();
      Trainer.Result result = trainer(optimizer).train(state, training, validation, rest);
      assertThat(result.weights()).containsExactly(expected.weights());
      assertThat(result.bestEpoch()).isEqualTo(expected.bestEpoch());
      assertThat(result.epochs()).hasSize(ended - k - 1);
      if (k < ended - 1) assertThat(rest.states.getLast()).isEqualTo(whole.states.getLast());
    }
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void aTrainingThatGoesOnFromAnyBatchGivesTheSameBits(Optimizer optimizer) throws IOException {
    BatchSource training = Samples.windows(NETWORK, 60, 1);
    BatchSource validation = Samples.windows(NETWORK, 40, 1000);
    Trainer.Result expected = trainer(optimizer).train(training, validation, new Writer());
    Writer whole =
        new Writer() {
          @Override
          public boolean wantsState() {
            return true;
          }
        };
    trainer(optimizer).train(training, validation, whole);
    // Four batches in an epoch, after the last of which the epoch has ended.
    assertThat(whole.states).hasSize(4 * expected.epochs().size());
    for (int k = 0; k < whole.states.size() - 1; k++) {
      TrainingState state = TrainingState.read(new ByteArrayInputStream(whole.states.get(k)));
      assertThat(whole.states.get(k).length).isLessThanOrEqualTo((int) state.bytes());
      Trainer.Result result = trainer(optimizer).train(state, training, validation, new Writer());
      assertThat(result.weights()).containsExactly(expected.weights());
      Epoch last = result.epochs().getLast();
      Epoch known = expected.epochs().getLast();
      assertThat(last.training()).isEqualTo(known.training());
      assertThat(last.gradientNorm()).isEqualTo(known.gradientNorm());
      assertThat(last.learningRate()).isEqualTo(known.learningRate());
    }
  }

  @Test
  void aTrainingThatIsEndedWithinAnEpochGoesOnFromThere() throws IOException {
    BatchSource training = Samples.windows(NETWORK, 60, 1);
    Optimizer optimizer = Samples.optimizers().findFirst().orElseThrow();
    Trainer.Result expected = trainer(optimizer).train(training, null, new Writer());
    List<byte[]> ends = new ArrayList<>();
    TrainingListener ending =
        new TrainingListener() {
          private int batches;

          @Override
          public boolean cancelled() {
            return ++batches == 7;
          }

          @Override
          public void onEnd(TrainingState state) {
            ends.add(StateBytes.of(state::write));
          }
        };
    assertThat(trainer(optimizer).train(training, null, ending).cancelled()).isTrue();
    TrainingState state = TrainingState.read(new ByteArrayInputStream(ends.getFirst()));
    assertThat(state.epochs()).isEqualTo(1);
    assertThat(state.begun().batches()).isPositive();
    Trainer.Result rest = trainer(optimizer).train(state, training, null, new Writer());
    assertThat(rest.weights()).containsExactly(expected.weights());
  }

  @Test
  void refusesTheStateOfAnotherSeedAndAnotherFormat() throws IOException {
    BatchSource training = Samples.windows(NETWORK, 60, 1);
    Writer writer = new Writer();
    Optimizer optimizer = Samples.optimizers().findFirst().orElseThrow();
    trainer(optimizer).train(training, null, writer);
    byte[] bytes = writer.states.getFirst();
    TrainingState state = TrainingState.read(new ByteArrayInputStream(bytes));
    TrainingSpec spec = new TrainingSpec(2, 16, new Loss.Mse(), optimizer, null, null, null);
    assertThatThrownBy(() -> new Trainer(NETWORK, spec, 6, 1).train(state, training, null, writer))
        .isInstanceOf(IllegalArgumentException.class);
    bytes[3] = 9;
    assertThatThrownBy(() -> TrainingState.read(new ByteArrayInputStream(bytes)))
        .hasMessageContaining("format 3 was expected, not 9");
  }
}
