package dev.rondo.forecasting.scaling;

/// How a column is brought to the network's scale; fitted on the training part only.
public sealed interface Scaler {
  /// Values as they are.
  record None() implements Scaler {}

  /// Zero mean, unit variance.
  record Standard() implements Scaler {}

  /// The range onto [0, 1].
  record MinMax() implements Scaler {}
}
