package dev.rondo.forecasting.hierarchy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rondo.engine.random.Seed;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JointPathsTest {
  private static final int HORIZON = 3;
  private static final int PATHS = 1000;

  @Test
  void pathsErrTogetherAsTheErrorsAndKeepTheirDistributions() {
    Random random = new Random(5);
    double[][] paths = new double[3][PATHS * HORIZON];
    for (double[] row : paths) Arrays.setAll(row, _ -> random.nextGaussian());
    double[][] before = Arrays.stream(paths).map(double[]::clone).toArray(double[][]::new);
    // The first two rows err nearly alike, the third one for itself.
    ErrorCovariance dependence =
        new ErrorCovariance(
            new double[] {0.1, 0.4, 1}, new double[][] {{Math.sqrt(0.9), Math.sqrt(3.6), 0}}, 0);
    JointPaths.order(paths, HORIZON, dependence, new Seed(1));
    assertThat(correlation(paths[0], paths[1])).isCloseTo(0.9, within(0.05));
    assertThat(correlation(paths[0], paths[2])).isCloseTo(0, within(0.1));
    for (int row = 0; row < 3; row++)
      assertThat(sorted(paths[row])).isEqualTo(sorted(before[row]));
  }

  private static double[] sorted(double[] values) {
    return Arrays.stream(values).sorted().toArray();
  }

  /// Of the sums over the horizon.
  private static double correlation(double[] a, double[] b) {
    double product = 0;
    double ofA = 0;
    double ofB = 0;
    for (int p = 0; p < PATHS; p++) {
      double x = 0;
      double y = 0;
      for (int h = 0; h < HORIZON; h++) {
        x += a[p * HORIZON + h];
        y += b[p * HORIZON + h];
      }
      product += x * y;
      ofA += x * x;
      ofB += y * y;
    }
    return product / Math.sqrt(ofA * ofB);
  }
}
