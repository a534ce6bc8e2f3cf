package dev.rondo.forecasting.hierarchy;

import dev.rondo.engine.random.Seed;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/// Puts the sample paths of the rows together so that rows err together as they did in the past (Clark et al. 2004; Ben Taieb, Taylor
/// and Hyndman 2017). Each row keeps its values in each step, so its distributions stay; only which of them belong together changes.
/// The values of a step have the order of normal numbers, which have the correlations of the errors between rows, and between steps
/// those of the paths as they were.
final class JointPaths {
  /// Rows whose paths tell how steps depend on each other.
  private static final int ROWS = 8;

  /// Share of the steps' dependence that is given up, so that its matrix has a root.
  private static final double JITTER = 0.01;

  private JointPaths() {}

  /// @param paths `[rows][paths * horizon]`, path after path; changed
  static void order(double[][] paths, int horizon, ErrorCovariance dependence, Seed seed) {
    double[][] root = root(paths, horizon);
    int numbers = paths[0].length;
    double[][] common = new double[dependence.factors().length][];
    for (int k = 0; k < common.length; k++)
      common[k] = normal(seed.generator("common errors", k), numbers, root);
    double[] values = new double[numbers / horizon];
    double[] ranks = new double[values.length];
    for (int row = 0; row < paths.length; row++) {
      double[] wanted = normal(seed.generator("own errors", row), numbers, root);
      double own = Math.sqrt(dependence.diagonal()[row]);
      for (int i = 0; i < numbers; i++) wanted[i] *= own;
      for (int k = 0; k < common.length; k++) {
        double factor = dependence.factors()[k][row];
        if (factor == 0) continue;
        for (int i = 0; i < numbers; i++) wanted[i] += factor * common[k][i];
      }
      for (int h = 0; h < horizon; h++) {
        take(paths[row], horizon, h, values);
        take(wanted, horizon, h, ranks);
        Arrays.sort(values);
        Arrays.sort(ranks);
        for (int p = 0; p < values.length; p++)
          paths[row][p * horizon + h] = values[Arrays.binarySearch(ranks, wanted[p * horizon + h])];
      }
    }
  }

  private static void take(double[] paths, int horizon, int step, double[] values) {
    for (int p = 0; p < values.length; p++) values[p] = paths[p * horizon + step];
  }

  /// Normal numbers whose steps depend on each other.
  private static double[] normal(RandomGenerator random, int count, double[][] root) {
    int horizon = root.length;
    double[] independent = new double[horizon];
    double[] numbers = new double[count];
    for (int from = 0; from < count; from += horizon) {
      for (int h = 0; h < horizon; h++) {
        independent[h] = random.nextGaussian();
        for (int j = 0; j <= h; j++) numbers[from + h] += root[h][j] * independent[j];
      }
    }
    return numbers;
  }

  /// The Cholesky root of the mean rank correlations between steps, `[horizon][horizon]`, lower half.
  private static double[][] root(double[][] paths, int horizon) {
    int count = paths[0].length / horizon;
    double[][] correlation = new double[horizon][horizon];
    int used = Math.min(ROWS, paths.length);
    for (int i = 0; i < used; i++)
      add(correlation, ranks(paths[(int) ((long) i * paths.length / used)], horizon, count));
    double[][] root = new double[horizon][horizon];
    for (int h = 0; h < horizon; h++) {
      for (int j = 0; j <= h; j++) {
        double sum = h == j ? 1 : (1 - JITTER) * correlation[h][j] / used;
        for (int k = 0; k < j; k++) sum -= root[h][k] * root[j][k];
        root[h][j] = h == j ? Math.sqrt(Math.max(sum, JITTER)) : sum / root[j][j];
      }
    }
    return root;
  }

  /// The places of the values of each step in their order, as numbers with the mean 0 and the sum of squares 1, `[horizon][paths]`.
  private static double[][] ranks(double[] paths, int horizon, int count) {
    double[][] ranks = new double[horizon][count];
    double[] sorted = new double[count];
    double size = Math.sqrt(count * ((double) count * count - 1) / 12);
    for (int h = 0; h < horizon; h++) {
      take(paths, horizon, h, ranks[h]);
      take(paths, horizon, h, sorted);
      Arrays.sort(sorted);
      for (int p = 0; p < count; p++)
        ranks[h][p] = (Arrays.binarySearch(sorted, ranks[h][p]) - (count - 1) / 2.0) / size;
    }
    return ranks;
  }

  private static void add(double[][] correlation, double[][] ranks) {
    for (int h = 0; h < ranks.length; h++) {
      for (int j = 0; j < h; j++) {
        double product = 0;
        for (int p = 0; p < ranks[h].length; p++) product += ranks[h][p] * ranks[j][p];
        correlation[h][j] += product;
      }
    }
  }
}
