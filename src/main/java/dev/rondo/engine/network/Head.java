package dev.rondo.engine.network;

/// The module that computes outputs from the states of the last layer.
public enum Head {
  /// A linear projection.
  DENSE,
  /// No module: the last layer's state is the output.
  NONE
}
