package dev.rondo.forecasting.auto;

/// The standard normal distribution.
public final class Normal {
  static final double QUANTILE_90 = 1.2815515655446004;

  private Normal() {}

  /// A quantile divided by the 90 % quantile, the unit of a spread.
  ///
  /// @param level in (0, 1)
  static double ratio(double level) {
    return quantile(level) / QUANTILE_90;
  }

  /// The quantile by the rational approximation 26.2.23 of Abramowitz and Stegun (1964), whose error is below 4.5e-4.
  ///
  /// @param level in (0, 1)
  public static double quantile(double level) {
    double tail = Math.min(level, 1 - level);
    double t = Math.sqrt(-2 * Math.log(tail));
    double size =
        t
            - (2.515517 + t * (0.802853 + t * 0.010328))
                / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
    return level < 0.5 ? -size : size;
  }
}
