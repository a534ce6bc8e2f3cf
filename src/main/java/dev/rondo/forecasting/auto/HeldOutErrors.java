package dev.rondo.forecasting.auto;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/// Held-out forecasts of all members beside the truths, and the loss of any weighted mean of them.
///
/// The loss of a case is its mean absolute error divided by a size of the case, so that every case counts alike. There are two
/// sizes: the scale of MASE and, if no value is negative, the level of the values. Each of the two losses is divided by its mean
/// for the naive forecast, and the loss is their mean, as in the overall weighted average of the M4 competition.
final class HeldOutErrors {
  private final double[][] forecasts; // [members][cases * horizon]
  private final double[] truths; // [cases * horizon], NaN where missing
  private final double[] weights; // [cases]
  private final int horizon;
  private final int cases;

  /// @param naive forecasts of the last value, `[cases * horizon]`
  /// @param lag of the scale of MASE
  HeldOutErrors(
      RollingHoldOut holdOut, double[][] forecasts, double[] naive, int lag, boolean nonNegative) {
    this.forecasts = forecasts;
    this.horizon = holdOut.horizon();
    this.cases = holdOut.cases().size();
    this.truths = truths(holdOut);
    this.weights = weights(holdOut, naive, lag, nonNegative);
  }

  private static double[] truths(RollingHoldOut holdOut) {
    int horizon = holdOut.horizon();
    double[] truths = new double[holdOut.cases().size() * horizon];
    int at = 0;
    for (TrackPast one : holdOut.cases()) {
      double[] values = one.track().values();
      for (int h = 0; h < horizon; h++, at++) {
        int t = one.origin() + h;
        truths[at] = t < one.track().end() ? values[t] : Double.NaN;
      }
    }
    return truths;
  }

  private double[] weights(RollingHoldOut holdOut, double[] naive, int lag, boolean nonNegative) {
    List<TrackPast> all = holdOut.cases();
    double[] byScale = new double[cases];
    double[] byLevel = new double[cases];
    for (int c = 0; c < cases; c++) {
      TrackPast one = all.get(c);
      double scale = one.track().scale(lag, one.origin());
      byScale[c] = Double.isNaN(scale) ? 0 : 1 / scale;
      double level = level(c);
      byLevel[c] = nonNegative && level > 0 ? 1 / level : 0;
    }
    boolean scaled = normalise(byScale, naive);
    boolean levelled = normalise(byLevel, naive);
    double[] mean = new double[cases];
    if (!scaled && !levelled) Arrays.fill(mean, 1);
    else
      for (int c = 0; c < cases; c++)
        mean[c] = (byScale[c] + byLevel[c]) / (scaled && levelled ? 2 : 1);
    return mean;
  }

  private double level(int c) {
    double sum = 0;
    int count = 0;
    for (int i = c * horizon; i < (c + 1) * horizon; i++) {
      if (Double.isNaN(truths[i])) continue;
      sum += Math.abs(truths[i]);
      count++;
    }
    return count == 0 ? 0 : sum / count;
  }

  /// Makes the mean loss of the naive forecast 1; false if it is 0 or no case has a factor.
  private boolean normalise(double[] factors, double[] naive) {
    double sum = 0;
    int count = 0;
    for (int c = 0; c < cases; c++) {
      double error = error(c, naive);
      if (factors[c] == 0 || Double.isNaN(error)) continue;
      sum += factors[c] * error;
      count++;
    }
    if (!(sum > 0)) {
      Arrays.fill(factors, 0);
      return false;
    }
    for (int c = 0; c < cases; c++) factors[c] *= count / sum;
    return true;
  }

  private double error(int c, double[] forecast) {
    double sum = 0;
    int count = 0;
    for (int i = c * horizon; i < (c + 1) * horizon; i++) {
      double error = Math.abs(truths[i] - forecast[i]);
      if (Double.isNaN(error)) continue;
      sum += error;
      count++;
    }
    return count == 0 ? Double.NaN : sum / count;
  }

  int members() {
    return forecasts.length;
  }

  int cases() {
    return cases;
  }

  double truth(int c, int h) {
    return truths[c * horizon + h];
  }

  /// The weighted mean of the members' forecasts.
  double forecast(double[] shares, int c, int h) {
    double sum = 0;
    for (int m = 0; m < shares.length; m++)
      if (shares[m] != 0) sum += shares[m] * forecasts[m][c * horizon + h];
    return sum;
  }

  /// The mean loss of the weighted mean of the members over the chosen cases; over all cases, 1 for the naive forecast.
  double loss(double[] shares, IntPredicate chosen) {
    double sum = 0;
    double total = 0;
    double[] mean = new double[horizon];
    for (int c = 0; c < cases; c++) {
      if (!chosen.test(c) || weights[c] == 0) continue;
      double error = 0;
      int count = 0;
      Arrays.fill(mean, 0);
      for (int m = 0; m < shares.length; m++) {
        if (shares[m] == 0) continue;
        double[] own = forecasts[m];
        for (int h = 0; h < horizon; h++) mean[h] += shares[m] * own[c * horizon + h];
      }
      for (int h = 0; h < horizon; h++) {
        double truth = truths[c * horizon + h];
        if (Double.isNaN(truth)) continue;
        error += Math.abs(truth - mean[h]);
        count++;
      }
      if (count == 0) continue;
      sum += weights[c] * error / count;
      total++;
    }
    return total == 0 ? Double.POSITIVE_INFINITY : sum / total;
  }

  /// Number of observed truths in the chosen cases.
  long count(IntPredicate chosen) {
    long count = 0;
    for (int c = 0; c < cases; c++) {
      if (!chosen.test(c)) continue;
      for (int h = 0; h < horizon; h++) if (!Double.isNaN(truth(c, h))) count++;
    }
    return count;
  }
}
