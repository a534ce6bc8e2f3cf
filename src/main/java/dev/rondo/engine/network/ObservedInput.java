package dev.rondo.engine.network;

/// What a segment network reads about the missing values of its input, in addition to the values.
public enum ObservedInput {
  /// Nothing.
  NONE,
  /// The share of observed values of each segment: one more input.
  SHARE,
  /// Whether each value is observed: as many more inputs as values.
  EVERY;

  /// Inputs of a segment of `length` values in addition to the values.
  int inputs(int length) {
    return switch (this) {
      case NONE -> 0;
      case SHARE -> 1;
      case EVERY -> length;
    };
  }
}
