package dev.rondo.forecasting.hierarchy;

/// The errors of forecasts of all rows from some origins in the past, with which the errors of one forecast are compared.
///
/// @param errors `[origins * steps][rows]`, NaN where there was no forecast or no value
/// @param origins number of origins, of which each has as many steps
@SuppressWarnings("ArrayRecordComponent")
record OriginErrors(double[][] errors, int origins) {
  /// Errors of a row below which their mean square is not used.
  static final int FEW = 6;

  /// Mean square of the errors of each row; NaN where they are few.
  double[] meanSquares() {
    double[] means = new double[errors.length == 0 ? 0 : errors[0].length];
    for (int i = 0; i < means.length; i++) {
      double sum = 0;
      int known = 0;
      for (double[] row : errors) {
        if (Double.isNaN(row[i])) continue;
        sum += row[i] * row[i];
        known++;
      }
      means[i] = known < FEW ? Double.NaN : sum / known;
    }
    return means;
  }

  /// The errors divided by the root of their mean square in each row, 0 where one is missing.
  double[][] standardised() {
    double[] squares = meanSquares();
    double[][] standard = new double[errors.length][squares.length];
    for (int k = 0; k < errors.length; k++) {
      for (int i = 0; i < squares.length; i++) {
        double error = errors[k][i];
        standard[k][i] =
            Double.isNaN(error) || !(squares[i] > 0) ? 0 : error / Math.sqrt(squares[i]);
      }
    }
    return standard;
  }
}
