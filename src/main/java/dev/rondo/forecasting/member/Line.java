package dev.rondo.forecasting.member;

/// The line of least squares through the values of steps 0, 1, ...
///
/// @param start value at step 0
/// @param slope rise per step; 0 of a single value
record Line(double start, double slope) {
  static Line through(double[] values) {
    int n = values.length;
    double middle = (n - 1) / 2.0;
    double mean = 0;
    for (double value : values) mean += value / n;
    double products = 0;
    double squares = 0;
    for (int t = 0; t < n; t++) {
      products += (t - middle) * (values[t] - mean);
      squares += (t - middle) * (t - middle);
    }
    double slope = n == 1 ? 0 : products / squares;
    return new Line(mean - slope * middle, slope);
  }

  double at(double step) {
    return start + slope * step;
  }
}
