package dev.rondo.forecasting.evaluation;

/// Measures of prediction intervals, in float64. Arrays are `[values]`; values whose truth is NaN are left out, and a measure of no
/// value is NaN.
public final class IntervalErrors {
  private IntervalErrors() {}

  /// Share of the truths inside, bounds included, from 0 to 1.
  public static double coverage(double[] truth, double[] lower, double[] upper) {
    int inside = 0;
    int count = 0;
    for (int i = 0; i < truth.length; i++) {
      if (Double.isNaN(truth[i])) continue;
      if (lower[i] <= truth[i] && truth[i] <= upper[i]) inside++;
      count++;
    }
    return count == 0 ? Double.NaN : (double) inside / count;
  }

  /// Mean of upper minus lower bound, in the units of the data.
  public static double meanWidth(double[] lower, double[] upper) {
    double sum = 0;
    for (int i = 0; i < lower.length; i++) sum += upper[i] - lower[i];
    return sum / lower.length;
  }

  /// Mean interval score (Gneiting and Raftery 2007): the width, plus `2 / alpha` times the distance of a truth outside, where
  /// `alpha = 1 - level / 100`; in the units of the data.
  ///
  /// @param level nominal coverage in percent
  public static double score(double level, double[] truth, double[] lower, double[] upper) {
    double sum = 0;
    int count = 0;
    for (int i = 0; i < truth.length; i++) {
      if (Double.isNaN(truth[i])) continue;
      sum += score(level, truth[i], lower[i], upper[i]);
      count++;
    }
    return sum / count;
  }

  /// The interval score of one value.
  public static double score(double level, double truth, double lower, double upper) {
    double outside = Math.max(0, Math.max(lower - truth, truth - upper));
    return upper - lower + 2 / (1 - level / 100) * outside;
  }

  /// Mean scaled interval score of one series (M4 competition, Makridakis et al. 2020): the interval score divided by the scale of
  /// MASE.
  public static double msis(
      double level, double[] truth, double[] lower, double[] upper, NaiveErrors history) {
    return score(level, truth, lower, upper) / history.meanAbsolute();
  }
}
