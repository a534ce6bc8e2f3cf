package dev.rondo.engine.training;

import dev.rondo.engine.network.Batch;

/// Windows that can fill a batch. Safe for use by several threads.
public interface BatchSource {
  /// Number of windows.
  int size();

  /// Writes window `windows[from + b]` into column b for b < count, sets `batch.size`, and clears the weights and inputs of the
  /// columns after them. Each column is written completely: inputs, targets, weights, start.
  void fill(Batch batch, int[] windows, int from, int count);

  /// The fold of a validation window. Where both folds have windows, each also chooses weights of its own.
  default Fold fold(int window) {
    return Fold.NONE;
  }
}
