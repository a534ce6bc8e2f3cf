package dev.rondo.forecasting.auto;

/// The units in which a segment network sees a window. They are relative to the window, so that one network serves series of any
/// size.
public enum Units {
  /// Logarithm of the values divided by the recent level; for positive values that vary by more than a factor.
  LOG,
  /// Values divided by the recent level; for values that are not negative.
  LEVEL,
  /// Values divided by their standard deviation in the window; for values of both signs.
  SPREAD,
  /// Values divided by the mean of the window, relative to 0 instead of to a recent value; for counts that are often 0.
  COUNT;

  private static final double WIDE_RANGE = 3;

  static Units of(Profile profile) {
    if (profile.intermittent()) return COUNT;
    if (profile.positive() && profile.range() > WIDE_RANGE) return LOG;
    return profile.positive() ? LEVEL : SPREAD;
  }

  static String why(Profile profile) {
    return switch (of(profile)) {
      case COUNT -> "%.0f %% of the values are 0".formatted(100 * profile.zeros());
      case LOG ->
          "all values are positive, and the largest of a series is typically %.1f times its smallest"
              .formatted(profile.range());
      case LEVEL -> "all values are positive and vary little";
      case SPREAD -> "not all values are positive";
    };
  }
}
