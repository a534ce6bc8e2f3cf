package dev.rondo.forecasting.hierarchy;

/// The sample paths of all rows beside the errors of their forecasts in the past.
///
/// @param paths `[rows][paths * horizon]`, path after path; changed in place
/// @param points `[rows][horizon]` point forecasts; changed in place
@SuppressWarnings("ArrayRecordComponent")
record RowPaths(double[][] paths, double[][] points, OriginErrors errors) {
  /// Largest factor by which the paths of a sum are spread or drawn together.
  private static final double MOST = 3;

  /// Mean square of the errors of each row: of those in the past, or where those are few, of the paths.
  double[] variances() {
    double[] squares = errors.meanSquares();
    double[] variances = new double[paths.length];
    for (int i = 0; i < variances.length; i++) {
      boolean few = squares.length == 0 || Double.isNaN(squares[i]);
      variances[i] = few ? spread(i) : squares[i];
    }
    return variances;
  }

  /// Mean square of the distances of the paths from the point forecasts.
  private double spread(int row) {
    double sum = 0;
    int horizon = points[row].length;
    for (int i = 0; i < paths[row].length; i++) {
      double distance = paths[row][i] - points[row][i % horizon];
      sum += distance * distance;
    }
    return sum / paths[row].length;
  }

  /// Spreads the paths of the sums to the sizes of their past errors, since the model learnt the sizes from the series.
  ///
  /// @param sums number of sums, which are the first rows
  void widen(int sums) {
    double[] squares = errors.meanSquares();
    for (int row = 0; row < Math.min(sums, squares.length); row++) {
      double spread = spread(row);
      if (!(squares[row] > 0) || !(spread > 0)) continue;
      double factor = Math.clamp(Math.sqrt(squares[row] / spread), 1 / MOST, MOST);
      int horizon = points[row].length;
      for (int i = 0; i < paths[row].length; i++) {
        double point = points[row][i % horizon];
        paths[row][i] = point + factor * (paths[row][i] - point);
      }
    }
  }
}
