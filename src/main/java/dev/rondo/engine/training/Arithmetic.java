package dev.rondo.engine.training;

/// Powers and sines computed with `+ * /` only, which every processor rounds alike. The methods of `StrictMath` allocate, and a
/// training step must not.
final class Arithmetic {
  private Arithmetic() {}

  /// Power by repeated squaring.
  ///
  /// @param exponent not negative
  static double power(double base, long exponent) {
    double power = 1;
    double square = base;
    for (long left = exponent; left > 0; left >>= 1) {
      if ((left & 1) == 1) power *= square;
      square *= square;
    }
    return power;
  }

  /// Sine by its Taylor series, within 1e-15 for `abs(x) <= pi / 2`.
  static double sine(double x) {
    double term = x;
    double sum = x;
    for (int k = 2; k <= 22; k += 2) {
      term *= -x * x / (k * (k + 1));
      sum += term;
    }
    return sum;
  }
}
