package dev.rondo.forecasting.auto;

import org.jspecify.annotations.Nullable;

/// Checks of the members of a request.
final class Requested {
  private Requested() {}

  /// Throws [IllegalArgumentException], whose message begins with the name, if a given value is outside the range.
  static void between(String name, @Nullable Integer value, int least, int most) {
    if (value != null && (value < least || value > most))
      throw new IllegalArgumentException(
          "%s must be between %d and %d, was %d".formatted(name, least, most, value));
  }
}
