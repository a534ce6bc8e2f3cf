package dev.rondo.forecasting.evaluation;

/// Losses of single quantiles and intervals, in the units of the data. Their means over many values are the pinball loss and the
/// mean interval score.
public final class QuantileErrors {
  private QuantileErrors() {}

  /// The pinball loss of a quantile (Koenker and Bassett 1978): `level (y - q)` above the quantile, `(1 - level) (q - y)` below.
  ///
  /// @param level in (0, 1)
  public static double pinball(double truth, double quantile, double level) {
    double error = truth - quantile;
    return error >= 0 ? level * error : (level - 1) * error;
  }

  /// The interval score (Gneiting and Raftery 2007): the width, and `2 / a` times the distance of a truth outside, with `a` the
  /// share that may lie outside. Divided by the scale of MASE, it is a term of MSIS (M4 competition).
  ///
  /// @param level in percent
  public static double intervalScore(double truth, double lower, double upper, double level) {
    double outside = 1 - level / 100;
    double miss = Math.max(0, Math.max(lower - truth, truth - upper));
    return upper - lower + 2 / outside * miss;
  }
}
