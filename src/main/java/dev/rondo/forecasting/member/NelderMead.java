package dev.rondo.forecasting.member;

import java.util.function.ToDoubleFunction;

/// The simplex search of Nelder and Mead (1965) in a box: points outside are moved to its nearest face.
final class NelderMead {
  private final ToDoubleFunction<double[]> function;
  private final double[] low;
  private final double[] high;
  private final int size;
  private final double[][] points; // [size + 1][size]
  private final double[] values; // [size + 1]

  private NelderMead(ToDoubleFunction<double[]> function, double[] low, double[] high) {
    this.function = function;
    this.low = low;
    this.high = high;
    this.size = low.length;
    this.points = new double[size + 1][];
    this.values = new double[size + 1];
  }

  /// Finds a local minimum.
  ///
  /// @param function values that are not finite count as infinite
  /// @param start first point, inside the box; overwritten with the best one
  /// @param most evaluations
  /// @return the value at the best point
  static double minimise(
      ToDoubleFunction<double[]> function, double[] start, double[] low, double[] high, int most) {
    NelderMead search = new NelderMead(function, low, high);
    search.spread(start);
    for (int used = search.size + 1; used < most && !search.settled(); ) used += search.step();
    int best = search.best();
    System.arraycopy(search.points[best], 0, start, 0, start.length);
    return search.values[best];
  }

  private double value(double[] point) {
    double value = function.applyAsDouble(point);
    return Double.isNaN(value) ? Double.POSITIVE_INFINITY : value;
  }

  private void spread(double[] start) {
    for (int i = 0; i <= size; i++) {
      points[i] = start.clone();
      if (i < size) {
        double width = 0.2 * (high[i] - low[i]);
        points[i][i] += start[i] + width <= high[i] ? width : -width;
      }
      values[i] = value(points[i]);
    }
  }

  private int best() {
    int best = 0;
    for (int i = 1; i <= size; i++) if (values[i] < values[best]) best = i;
    return best;
  }

  private int worst() {
    int worst = 0;
    for (int i = 1; i <= size; i++) if (values[i] > values[worst]) worst = i;
    return worst;
  }

  private boolean settled() {
    double best = values[best()];
    double worst = values[worst()];
    return !(worst - best > 1e-8 * (Math.abs(best) + 1e-12));
  }

  /// Replaces the worst point, or shrinks the simplex.
  ///
  /// @return number of evaluations
  private int step() {
    int worst = worst();
    double second = Double.NEGATIVE_INFINITY;
    for (int i = 0; i <= size; i++) if (i != worst) second = Math.max(second, values[i]);
    double[] reflected = along(worst, -1);
    double value = value(reflected);
    if (value < values[best()]) {
      double[] expanded = along(worst, -2);
      double further = value(expanded);
      if (further < value) replace(worst, expanded, further);
      else replace(worst, reflected, value);
      return 2;
    }
    if (value < second) {
      replace(worst, reflected, value);
      return 1;
    }
    double[] contracted = along(worst, value < values[worst] ? -0.5 : 0.5);
    double nearer = value(contracted);
    if (nearer < Math.min(value, values[worst])) {
      replace(worst, contracted, nearer);
      return 2;
    }
    shrink();
    return 2 + size;
  }

  /// The point at `share` of the way from the centre of the others to one point.
  private double[] along(int one, double share) {
    double[] point = new double[size];
    for (int k = 0; k < size; k++) {
      double centre = 0;
      for (int i = 0; i <= size; i++) if (i != one) centre += points[i][k] / size;
      point[k] = Math.clamp(centre + share * (points[one][k] - centre), low[k], high[k]);
    }
    return point;
  }

  private void replace(int i, double[] point, double value) {
    points[i] = point;
    values[i] = value;
  }

  private void shrink() {
    int best = best();
    for (int i = 0; i <= size; i++) {
      if (i == best) continue;
      for (int k = 0; k < size; k++) points[i][k] = (points[i][k] + points[best][k]) / 2;
      values[i] = value(points[i]);
    }
  }
}
