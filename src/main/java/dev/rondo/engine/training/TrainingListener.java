package dev.rondo.engine.training;

/// Observes a training and can end it.
public interface TrainingListener {
  /// After each batch: `batch` of `batches` in `epoch` (all from 1).
  default void onBatch(int epoch, int batch, int batches) {}

  /// After each epoch.
  default void onEpoch(Epoch epoch) {}

  /// After each epoch, and within one if [#wantsState]: the state from which training can continue. Its arrays change later, so
  /// copy or write it before returning.
  default void onState(TrainingState state) {}

  /// Asked after each batch but the last of an epoch: whether [#onState] is to be told the state now.
  default boolean wantsState() {
    return false;
  }

  /// After the last epoch, or when the listener ends the training: the state from which training can continue. Its arrays may
  /// change later.
  default void onEnd(TrainingState state) {}

  /// Asked before each epoch but the first: true ends the training, which then returns the best weights, as early stopping does.
  default boolean outOfTime() {
    return false;
  }

  /// Called after each batch; true ends the training, which then returns the best weights so far.
  default boolean cancelled() {
    return false;
  }
}
