package dev.rondo.forecasting.evaluation;

/// Measures of forecast quantiles, in float64. Truths are `[values]`, of one series or of many after each other; quantiles are
/// `[values][levels]`. Values whose truth is NaN are left out, and a measure of no value is NaN.
public final class QuantileErrors {
  private QuantileErrors() {}

  /// The loss of one quantile, `max(q (y - f), (q - 1) (y - f))` (Koenker and Bassett 1978), in the units of the data.
  ///
  /// @param level q, between 0 and 1
  public static double pinball(double level, double truth, double forecast) {
    double error = truth - forecast;
    return Math.max(level * error, (level - 1) * error);
  }

  /// Mean of the loss over values and levels, in the units of the data.
  public static double meanPinball(double[] levels, double[] truth, double[][] quantiles) {
    double sum = 0;
    int count = 0;
    for (int i = 0; i < truth.length; i++) {
      if (Double.isNaN(truth[i])) continue;
      for (int k = 0; k < levels.length; k++) sum += pinball(levels[k], truth[i], quantiles[i][k]);
      count += levels.length;
    }
    return sum / count;
  }

  /// Continuous ranked probability score (Matheson and Winkler 1976), approximated as twice the mean loss over levels that are
  /// spread evenly between 0 and 1; in the units of the data. Of the median alone, it is the mean absolute error.
  public static double crps(double[] levels, double[] truth, double[][] quantiles) {
    return 2 * meanPinball(levels, truth, quantiles);
  }

  /// Weighted quantile loss: the mean over the levels of twice the sum of the loss, divided by the sum of the sizes of the truths.
  /// Scale-free as a whole, but large series weigh more. NaN if all truths are 0.
  public static double weightedQuantileLoss(double[] levels, double[] truth, double[][] quantiles) {
    double sizes = 0;
    int count = 0;
    for (double value : truth) {
      if (Double.isNaN(value)) continue;
      sizes += Math.abs(value);
      count++;
    }
    if (sizes == 0) return Double.NaN;
    return 2 * meanPinball(levels, truth, quantiles) * count / sizes;
  }
}
