package dev.rondo.forecasting.forecast;

import java.util.function.Supplier;

/// Lets the parts of long work take turns with other work, so that none of it holds the processors from beginning to end.
public interface Turns {
  /// Computes the next part of the work when it is its turn, and returns its result. Throws what the part throws. A part takes no
  /// turns of its own.
  ///
  /// @param kind parts of one kind usually take about the same time for each series; from it follows whether a part is so short that it
  ///     needs no turn
  /// @param series number of series of the part, at least 1
  <T> T take(String kind, int series, Supplier<T> part);
}
