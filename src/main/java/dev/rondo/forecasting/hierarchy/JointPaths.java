package dev.rondo.forecasting.hierarchy;

import dev.rondo.engine.random.Seed;
import java.util.Arrays;
import java.util.Comparator;
import java.util.random.RandomGenerator;

/// Puts the sample paths of the rows in an order in which rows err together as they did in the past. Each row keeps its paths, so its
/// distribution stays; only which paths of the rows belong together changes (Clark et al. 2004; Ben Taieb et al. 2017). The order is
/// that of the sums over the horizon, and follows normal numbers with the correlations of the errors.
final class JointPaths {
  private JointPaths() {}

  /// @param paths `[rows][paths * horizon]`, path after path; changed
  static void order(double[][] paths, int horizon, ErrorCovariance dependence, Seed seed) {
    int count = paths[0].length / horizon;
    double[][] common = new double[dependence.factors().length][count];
    RandomGenerator shared = seed.generator("common errors", 0);
    for (double[] row : common) Arrays.setAll(row, _ -> shared.nextGaussian());
    Integer[] places = new Integer[count];
    double[] keys = new double[count];
    for (int row = 0; row < paths.length; row++) {
      double[] own = paths[row];
      int[] byError = ranked(places, keys, p -> sum(own, p * horizon, horizon));
      RandomGenerator random = seed.generator("own errors", row);
      double deviation = Math.sqrt(dependence.diagonal()[row]);
      double[] wanted = new double[count];
      Arrays.setAll(wanted, _ -> deviation * random.nextGaussian());
      for (int k = 0; k < common.length; k++) {
        double factor = dependence.factors()[k][row];
        if (factor == 0) continue;
        for (int p = 0; p < count; p++) wanted[p] += factor * common[k][p];
      }
      int[] byWish = ranked(places, keys, p -> wanted[p]);
      double[] ordered = new double[own.length];
      for (int rank = 0; rank < count; rank++)
        System.arraycopy(own, byError[rank] * horizon, ordered, byWish[rank] * horizon, horizon);
      paths[row] = ordered;
    }
  }

  private interface Key {
    double of(int path);
  }

  /// The paths in ascending order of a key.
  private static int[] ranked(Integer[] places, double[] keys, Key key) {
    for (int p = 0; p < places.length; p++) {
      places[p] = p;
      keys[p] = key.of(p);
    }
    Arrays.sort(places, Comparator.comparingDouble(p -> keys[p]));
    return Arrays.stream(places).mapToInt(Integer::intValue).toArray();
  }

  private static double sum(double[] values, int from, int count) {
    double sum = 0;
    for (int i = from; i < from + count; i++) sum += values[i];
    return sum;
  }
}
