package dev.rondo.engine.training;

/// Observes the training of a segment network and can end it.
public interface SegmentListener {
  /// After each update.
  ///
  /// @param step updates so far
  /// @param loss of the batch
  /// @return true to end the training, such as at a time limit
  default boolean stopsAfter(int step, double loss) {
    return false;
  }

  /// After each check.
  default void onCheck(SegmentCheck check) {}

  /// Asked after each update: whether [#onState] is to be told the state now.
  default boolean wantsState() {
    return false;
  }

  /// After each check, when the listener ends the training, and if [#wantsState]: the state from which training can continue. Its arrays change
  /// later, so copy or write it before returning.
  default void onState(SegmentState state) {}
}
