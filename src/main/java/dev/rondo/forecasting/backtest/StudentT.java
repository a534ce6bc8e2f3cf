package dev.rondo.forecasting.backtest;

/// Student's t distribution.
final class StudentT {
  private static final double NORMAL = 1.959963984540054;

  private StudentT() {}

  /// The 97.5 % quantile: exact for 1 and 2 degrees of freedom, otherwise the expansion of Abramowitz and Stegun (1964), 26.7.5, whose
  /// error is below 0.2 %.
  ///
  /// @param freedom degrees of freedom, at least 1
  static double quantile975(int freedom) {
    if (freedom == 1) return Math.tan(Math.PI * 0.475);
    if (freedom == 2) return 0.95 * Math.sqrt(2 / (1 - 0.95 * 0.95));
    double z = NORMAL;
    double z2 = z * z;
    double g1 = z * (z2 + 1) / 4;
    double g2 = z * ((5 * z2 + 16) * z2 + 3) / 96;
    double g3 = z * (((3 * z2 + 19) * z2 + 17) * z2 - 15) / 384;
    double g4 = z * ((((79 * z2 + 776) * z2 + 1482) * z2 - 1920) * z2 - 945) / 92160;
    double n = freedom;
    return z + (g1 + (g2 + (g3 + g4 / n) / n) / n) / n;
  }
}
