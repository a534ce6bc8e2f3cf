package dev.rondo.forecasting.window;

import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One or both start times of a [Split.ByTime] do not fit the series.
public final class SplitStartsException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;
  private final @Nullable String validationStart;
  private final @Nullable String testStart;

  /// @param validationStart what is wrong with `validationStart`; null if nothing is
  /// @param testStart what is wrong with `testStart`; null if nothing is
  SplitStartsException(@Nullable String validationStart, @Nullable String testStart) {
    super(
        Stream.of(validationStart, testStart)
            .filter(Objects::nonNull)
            .collect(Collectors.joining("; ")));
    this.validationStart = validationStart;
    this.testStart = testStart;
  }

  public @Nullable String validationStart() {
    return validationStart;
  }

  public @Nullable String testStart() {
    return testStart;
  }
}
