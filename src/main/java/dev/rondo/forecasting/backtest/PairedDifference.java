package dev.rondo.forecasting.backtest;

import java.util.Arrays;

/// The mean of paired differences with its uncertainty.
///
/// @param mean above 0 if the best candidate has the lower error
/// @param standardError of the mean; NaN with fewer than two pairs
/// @param lower lower end of the 95 % interval of Student's t distribution; NaN as above
/// @param upper its upper end
/// @param pairs number of differences
/// @param over what is paired
public record PairedDifference(
    double mean, double standardError, double lower, double upper, int pairs, Pairs over) {
  /// What is paired.
  public enum Pairs {
    /// The means of each series over its origins.
    SERIES,
    /// The means of each origin over the series.
    ORIGINS
  }

  /// Differences of independent series.
  static PairedDifference ofSeries(double[] differences) {
    return of(differences, 1, Pairs.SERIES);
  }

  /// Differences of consecutive origins whose horizons may overlap. The variance of the mean adds the autocovariances of overlapping
  /// forecasts and is corrected for few origins (Diebold and Mariano 1995; Harvey, Leybourne and Newbold 1997).
  ///
  /// @param overlap number of consecutive origins in which a step occurs; 1 if horizons do not overlap
  static PairedDifference ofOrigins(double[] differences, int overlap) {
    return of(differences, overlap, Pairs.ORIGINS);
  }

  private static PairedDifference of(double[] differences, int overlap, Pairs over) {
    int n = differences.length;
    double mean = Arrays.stream(differences).average().orElse(Double.NaN);
    if (n < 2) return new PairedDifference(mean, Double.NaN, Double.NaN, Double.NaN, n, over);
    double variance = autocovariance(differences, mean, 0);
    double longRun = variance;
    int h = Math.min(overlap, n - 1);
    for (int lag = 1; lag < h; lag++) longRun += 2 * autocovariance(differences, mean, lag);
    // The estimate of the sum can be negative.
    longRun = Math.max(longRun, variance);
    double correction = (n + 1 - 2.0 * h + h * (h - 1.0) / n) / n;
    double error = Math.sqrt(longRun / n / correction);
    double half = StudentT.quantile975(n - 1) * error;
    return new PairedDifference(mean, error, mean - half, mean + half, n, over);
  }

  private static double autocovariance(double[] values, double mean, int lag) {
    double sum = 0;
    for (int t = lag; t < values.length; t++) sum += (values[t] - mean) * (values[t - lag] - mean);
    return sum / values.length;
  }

  /// The difference of the same pairs with the opposite sign.
  PairedDifference negated() {
    return new PairedDifference(-mean, standardError, -upper, -lower, pairs, over);
  }

  /// Whether the 95 % interval does not contain 0.
  boolean isDistinguishable() {
    return lower > 0 || upper < 0;
  }
}
