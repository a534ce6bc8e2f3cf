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
    // Neighbouring steps of a path are alike.
    for (double[] row : paths)
      for (int i = 0; i < row.length; i++)
        row[i] = random.nextGaussian() + (i % HORIZON == 0 ? 0 : 2 * row[i - 1]);
    double[][] before = Arrays.stream(paths).map(double[]::clone).toArray(double[][]::new);
    // The first two rows err nearly alike, the third one for itself.
    ErrorCovariance dependence =
        new ErrorCovariance(
            new double[] {0.1, 0.4, 1}, new double[][] {{Math.sqrt(0.9), Math.sqrt(3.6), 0}}, 0);
    JointPaths.order(paths, HORIZON, dependence, new Seed(1));
    for (int h = 0; h < HORIZON; h++) {
      assertThat(correlation(step(paths[0], h), step(paths[1], h))).isCloseTo(0.9, within(0.05));
      assertThat(correlation(step(paths[0], h), step(paths[2], h))).isCloseTo(0, within(0.1));
      for (int row = 0; row < 3; row++)
        assertThat(sorted(step(paths[row], h))).isEqualTo(sorted(step(before[row], h)));
    }
    for (int row = 0; row < 3; row++)
      assertThat(correlation(step(paths[row], 1), step(paths[row], 2)))
          .isCloseTo(correlation(step(before[row], 1), step(before[row], 2)), within(0.05));
  }

  private static double[] sorted(double[] values) {
    return Arrays.stream(values).sorted().toArray();
  }

  private static double[] step(double[] paths, int step) {
    double[] values = new double[PATHS];
    Arrays.setAll(values, p -> paths[p * HORIZON + step]);
    return values;
  }

  /// Of values with the mean 0.
  private static double correlation(double[] a, double[] b) {
    double product = 0;
    double ofA = 0;
    double ofB = 0;
    for (int p = 0; p < PATHS; p++) {
      product += a[p] * b[p];
      ofA += a[p] * a[p];
      ofB += b[p] * b[p];
    }
    return product / Math.sqrt(ofA * ofB);
  }
}
