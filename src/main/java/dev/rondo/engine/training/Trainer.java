package dev.rondo.engine.training;

import dev.rondo.engine.network.Network;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The epoch loop. The weights depend on network, specification, seed and data only, not on `threads`.
public final class Trainer {
  /// What a training gives.
  ///
  /// @param weights the best by [Epoch#selection()]
  /// @param bestEpoch whose weights these are; 0 when no epoch ended
  /// @param cancelled whether the listener ended it
  public record Result(float[] weights, List<Epoch> epochs, int bestEpoch, boolean cancelled) {}

  public Trainer(Network network, TrainingSpec spec, long seed, int threads) {
    throw new UnsupportedOperationException();
  }

  public Result train(BatchSource training, @Nullable BatchSource validation, TrainingListener listener) {
    throw new UnsupportedOperationException();
  }
}
