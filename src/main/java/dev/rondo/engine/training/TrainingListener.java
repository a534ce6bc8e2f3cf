package dev.rondo.engine.training;

/// Hears of a training as it goes on and can end it.
public interface TrainingListener {
  /// After each batch: `batch` of `batches` in `epoch` (all from 1).
  default void onBatch(int epoch, int batch, int batches) {}

  /// After each epoch.
  default void onEpoch(Epoch epoch) {}

  /// After each epoch: what training can go on from. Its arrays change afterwards, so copy or write it before returning.
  default void onState(TrainingState state) {}

  /// Asked after each batch; true ends the training, which then gives the best weights so far.
  default boolean cancelled() {
    return false;
  }
}
