package dev.rondo.forecasting.window;

/// Which part of the data may be learned from, which picks the best weights, which is only scored.
public sealed interface Split {
  /// The first series train, the next validate, the last test. All three are counts (integers from 1) or all are shares of
  /// the series (adding up to at most 1).
  record BySeries(double train, double validation, double test) implements Split {}

  /// Every series is cut along time. Either shares of its steps, or the first timestamps (ISO-8601, or an integer step) of
  /// validation and test; the other pair is null.
  record ByTime(
      @org.jspecify.annotations.Nullable Double train,
      @org.jspecify.annotations.Nullable Double validation,
      @org.jspecify.annotations.Nullable Double test,
      @org.jspecify.annotations.Nullable String validationStart,
      @org.jspecify.annotations.Nullable String testStart)
      implements Split {}
}
