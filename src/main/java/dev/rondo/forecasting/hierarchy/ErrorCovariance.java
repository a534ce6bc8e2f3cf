package dev.rondo.forecasting.hierarchy;

import java.util.Arrays;

/// The covariance of the errors of forecasts of all rows, as the sum of a diagonal matrix and the product F'F, so that thousands of
/// rows need no matrix of their square.
///
/// The shrinkage estimate (Schäfer and Strimmer 2005) multiplies all correlations by `1 - lambda`. `lambda` is the sum of the variances
/// of the correlations over the sum of their squares. Errors of one origin are dependent, so the variances are those of the means of
/// the origins. Both sums follow from the products of the observations, without a matrix of the correlations.
///
/// @param diagonal `[rows]`
/// @param factors F, `[observations][rows]`; none for a diagonal matrix
/// @param shrinkage lambda; 1 for a diagonal matrix
@SuppressWarnings("ArrayRecordComponent")
record ErrorCovariance(double[] diagonal, double[][] factors, double shrinkage) {
  /// Share of the mean variance that each row has at least, so that the matrix has an inverse.
  private static final double LEAST = 1e-10;

  /// A diagonal matrix. Variances that are not positive are a small share of the others.
  static ErrorCovariance diagonal(double[] variances) {
    return new ErrorCovariance(positive(variances), new double[0][], 1);
  }

  private static double[] positive(double[] variances) {
    double mean = Arrays.stream(variances).filter(one -> one > 0).average().orElse(1);
    return Arrays.stream(variances).map(one -> Math.max(one, LEAST * mean)).toArray();
  }

  /// @param errors the errors of some origins, row by row
  /// @param variances `[rows]`
  static ErrorCovariance shrunk(OriginErrors errors, double[] variances) {
    double[] positive = positive(variances);
    double[][] standard = errors.standardised();
    int n = standard.length;
    double lambda = lambda(standard, errors.origins());
    double[] diagonal = new double[positive.length];
    double[][] factors = new double[n][positive.length];
    for (int i = 0; i < positive.length; i++) {
      double deviation = Math.sqrt(positive[i]);
      double known = 0;
      for (int k = 0; k < n; k++) {
        known += standard[k][i] * standard[k][i] / n;
        factors[k][i] = deviation * standard[k][i] * Math.sqrt((1 - lambda) / n);
      }
      diagonal[i] = positive[i] * (1 - (1 - lambda) * known);
      diagonal[i] = Math.max(diagonal[i], LEAST * positive[i]);
    }
    return new ErrorCovariance(diagonal, factors, lambda);
  }

  /// @param standard `[observations][rows]`, those of each origin together
  private static double lambda(double[][] standard, int origins) {
    int n = standard.length;
    int each = n / origins;
    double all = 0;
    double within = 0;
    for (int k = 0; k < n; k++) {
      for (int l = 0; l <= k; l++) {
        double product = 0;
        for (int i = 0; i < standard[k].length; i++) product += standard[k][i] * standard[l][i];
        double square = product * product * (k == l ? 1 : 2);
        all += square;
        if (k / each == l / each) within += square;
      }
    }
    // Sums over pairs of rows, less those of a row with itself.
    double correlations = all / ((double) n * n);
    double ofOrigins = within / ((double) each * each);
    for (int i = 0; i < standard[0].length; i++) {
      double total = 0;
      for (int origin = 0; origin < origins; origin++) {
        double own = 0;
        for (int k = origin * each; k < (origin + 1) * each; k++)
          own += standard[k][i] * standard[k][i];
        total += own;
        ofOrigins -= own * own / ((double) each * each);
      }
      correlations -= total * total / ((double) n * n);
    }
    double variances = (ofOrigins - origins * correlations) / (origins * (origins - 1.0));
    return correlations > 0 ? Math.clamp(variances / correlations, 0, 1) : 1;
  }
}
