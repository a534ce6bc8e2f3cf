package dev.rondo.engine.network;

/// What turns the last layer's state into outputs.
public enum Head {
  /// A linear projection.
  DENSE,
  /// Nothing: the last layer's state is the output.
  NONE
}
