package dev.rondo.engine.training;

/// The two parts of the validation windows that choose weights of their own, for cross-fitting.
public enum Fold {
  FIRST,
  SECOND,
  /// Windows that only count in the loss of the whole.
  NONE
}
