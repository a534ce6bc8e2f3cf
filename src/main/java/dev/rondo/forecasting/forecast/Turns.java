package dev.rondo.forecasting.forecast;

import java.util.function.Supplier;

/// Lets the parts of long work take turns with other work, so that none of it holds the processors from its begin to its end.
public interface Turns {
  /// Computes the next part of the work when it is its turn, and returns its result. Throws what the part throws. A part takes no
  /// turns of its own.
  ///
  /// @param series number of series of the part, at least 1
  <T> T take(int series, Supplier<T> part);
}
