package dev.rondo.engine.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.engine.Samples;
import dev.rondo.engine.cell.Gru;
import dev.rondo.engine.network.Batch;
import dev.rondo.engine.network.Dimensions;
import dev.rondo.engine.network.Head;
import dev.rondo.engine.network.Network;
import dev.rondo.engine.network.NetworkSpec;
import dev.rondo.engine.network.Topology;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Training keeps the best weights for each fold of the validation windows, besides the best weights for all of them.
class FoldsTest {
  private static final int WINDOWS = 24;
  private static final Network NETWORK =
      new Network(
          new NetworkSpec(new Gru(), List.of(5), new Topology.Seq2Seq(), Head.DENSE, 0),
          new Dimensions(2, 6, 1, 3, 1));

  /// Windows that are in the two folds by turns.
  ///
  /// @param fold the fold whose targets are moved
  /// @param earlier whether the targets of the last step stay
  private record Halved(BatchSource windows, Fold fold, float move, boolean earlier)
      implements BatchSource {
    @Override
    public int size() {
      return windows.size();
    }

    @Override
    public void fill(Batch batch, int[] numbers, int from, int count) {
      windows.fill(batch, numbers, from, count);
      int rows = batch.targets.length / batch.stride;
      int moved = earlier ? rows - 3 : rows;
      for (int b = 0; b < count; b++) {
        if (fold(numbers[from + b]) != fold) continue;
        for (int row = 0; row < moved; row++) batch.targets[row * batch.stride + b] += move;
      }
    }

    @Override
    public Fold fold(int window) {
      return window % 2 == 0 ? Fold.FIRST : Fold.SECOND;
    }
  }

  private static Trainer.Result train(BatchSource validation) {
    Optimizer adam = new Optimizer.Adam(new LearningRate.Constant(0.05, 0), 0.9, 0.999, 1e-7);
    TrainingSpec spec = new TrainingSpec(30, 8, new Loss.Mse(), adam, null, null, null);
    return new Trainer(NETWORK, spec, 3, 1)
        .train(Samples.windows(NETWORK, 40, 1), validation, new TrainingListener() {});
  }

  private static Trainer.Result train(Fold fold, float move, boolean earlier) {
    return train(new Halved(Samples.windows(NETWORK, WINDOWS, 1000), fold, move, earlier));
  }

  @Test
  void aFoldChoosesNothingOfTheOthersWeights() {
    Trainer.Result usual = train(Fold.NONE, 0, false);
    Trainer.Result moved = train(Fold.FIRST, 5, false);
    assertThat(moved.folds().getFirst().epoch()).isNotEqualTo(usual.folds().getFirst().epoch());
    assertThat(moved.bestEpoch()).isNotEqualTo(usual.bestEpoch());
    assertThat(moved.folds().getLast().epoch()).isEqualTo(usual.folds().getLast().epoch());
    assertThat(moved.folds().getLast().weights())
        .containsExactly(usual.folds().getLast().weights());
  }

  /// The targets of the earlier steps of a lookback may belong to the other fold.
  @Test
  void onlyTheForecastChooses() {
    Trainer.Result usual = train(Fold.NONE, 0, false);
    Trainer.Result moved = train(Fold.FIRST, 5, true);
    assertThat(moved.folds().getFirst().loss()).isEqualTo(usual.folds().getFirst().loss());
    assertThat(moved.epochs().getFirst().selection())
        .isNotEqualTo(usual.epochs().getFirst().selection());
  }

  @Test
  void foldsChangeNothingOfTheServedWeights() {
    Trainer.Result without = train(Samples.windows(NETWORK, WINDOWS, 1000));
    Trainer.Result with = train(Fold.NONE, 0, false);
    assertThat(without.folds()).isEmpty();
    assertThat(with.weights()).containsExactly(without.weights());
    assertThat(with.bestEpoch()).isEqualTo(without.bestEpoch());
  }
}
