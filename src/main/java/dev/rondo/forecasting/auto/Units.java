package dev.rondo.forecasting.auto;

/// The units in which a segment network sees a window. They are relative to the window, so that one network serves series of any
/// size.
public enum Units {
  /// Logarithm of the values divided by the recent level; for values that vary by more than a factor and are hardly ever 0.
  LOG,
  /// Values divided by the recent level; for values that are not negative.
  LEVEL,
  /// Values divided by their standard deviation in the window; for values of both signs.
  SPREAD,
  /// The distance from the mean of the window divided by the standard deviation in it: RevIN (Kim et al. 2022) without the learned
  /// scale. On request only.
  REVIN,
  /// Values divided by the mean of the window, relative to 0 instead of to a recent value; for counts that are often 0.
  COUNT;

  private static final double WIDE_RANGE = 3;
  private static final double FEW_ZEROS = 0.01;

  /// Whether the outputs are relative to a base, the last value or the last season, and not to a level of the window.
  boolean hasBase() {
    return this != COUNT && this != REVIN;
  }

  /// Whether the unit is the standard deviation of the window.
  boolean isDeviation() {
    return this == SPREAD || this == REVIN;
  }

  static Units of(Profile profile) {
    if (profile.intermittent()) return COUNT;
    if (!profile.nonNegative()) return SPREAD;
    return profile.zeros() <= FEW_ZEROS && profile.range() > WIDE_RANGE ? LOG : LEVEL;
  }

  static String why(Profile profile) {
    return switch (of(profile)) {
      case COUNT -> "%.0f %% of the values are 0".formatted(100 * profile.zeros());
      case LOG ->
          "no value is negative and hardly one is 0, and the largest of a series is typically %.1f times its smallest"
              .formatted(profile.range());
      case LEVEL -> "no value is negative";
      case SPREAD, REVIN -> "some values are negative";
    };
  }
}
