package dev.rondo.forecasting.hierarchy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Compares with dense matrices in numpy, see reference/hierarchy/reconcile.py, and with what theory demands.
class ReconciliationTest {
  /// Two crossed groupings of six series.
  private static final Sums SUMS =
      new Sums(6, new int[][] {{0, 1, 2, 3, 4, 5}, {0, 1, 2}, {3, 4, 5}, {0, 3}, {1, 4}, {2, 5}});

  private static final Map<String, double[][]> REFERENCE = new HashMap<>();

  @BeforeAll
  static void read() throws IOException {
    String name = "";
    List<double[]> rows = new ArrayList<>();
    for (String line :
        Files.readAllLines(Path.of("src/test/resources/reference/hierarchy/reconcile.txt"))) {
      if (Character.isLetter(line.charAt(0))) {
        name = line;
        rows.clear();
      } else {
        rows.add(Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray());
      }
      REFERENCE.put(name, rows.toArray(double[][]::new));
    }
  }

  private static double[][] reference(String name) {
    double[][] matrix = REFERENCE.get(name);
    assertThat(matrix).isNotNull();
    return Arrays.stream(matrix == null ? new double[0][] : matrix)
        .map(double[]::clone)
        .toArray(double[][]::new);
  }

  private static void assertEqual(double[][] values, double[][] expected) {
    for (int i = 0; i < expected.length; i++)
      assertThat(values[i]).as("row " + i).containsExactly(expected[i], within(1e-9));
  }

  private static void assertAddUp(Sums sums, double[][] values) {
    for (int s = 0; s < sums.count(); s++) {
      for (int c = 0; c < values[s].length; c++) {
        double sum = 0;
        for (int member : sums.members()[s]) sum += values[sums.count() + member][c];
        assertThat(values[s][c]).isCloseTo(sum, within(1e-9));
      }
    }
  }

  private static ErrorCovariance shrunk(int origins) {
    OriginErrors errors = new OriginErrors(reference("errors"), origins);
    return ErrorCovariance.shrunk(errors, errors.meanSquares());
  }

  @Test
  void leastSquaresAreThoseOfTheReference() {
    double[][] ols = reference("base");
    double[] ones = new double[12];
    Arrays.fill(ones, 1);
    new Reconciliation(SUMS, ErrorCovariance.diagonal(ones)).apply(ols, false);
    assertEqual(ols, reference("ols"));
    double[][] weighted = reference("base");
    double[] squares = new OriginErrors(reference("errors"), 24).meanSquares();
    new Reconciliation(SUMS, ErrorCovariance.diagonal(squares)).apply(weighted, false);
    assertEqual(weighted, reference("wls"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void minimumTraceIsThatOfTheReference(int errorsOfAnOrigin) {
    ErrorCovariance covariance = shrunk(24 / errorsOfAnOrigin);
    assertThat(covariance.shrinkage())
        .isCloseTo(reference("lambda" + errorsOfAnOrigin)[0][0], within(1e-9));
    double[][] values = reference("base");
    new Reconciliation(SUMS, covariance).apply(values, false);
    assertEqual(values, reference("mint" + errorsOfAnOrigin));
    assertAddUp(SUMS, values);
  }

  @Test
  void theSumsOfSeriesAreBottomUp() {
    double[][] values = reference("base");
    double[][] base = reference("base");
    new Reconciliation(SUMS, null).apply(values, false);
    for (int i = 6; i < 12; i++) assertThat(values[i]).isEqualTo(base[i]);
    assertAddUp(SUMS, values);
  }

  @Test
  void forecastsThatAddUpStay() {
    double[][] values = reference("base");
    SUMS.addUp(values, 0, values[0].length);
    double[][] before = Arrays.stream(values).map(double[]::clone).toArray(double[][]::new);
    new Reconciliation(SUMS, shrunk(24)).apply(values, true);
    assertEqual(values, before);
  }

  @Test
  void aSeriesWithoutErrorsIsNoObstacle() {
    double[] squares = {4, 2, 2, 1, 1, 1, 0, 1, 1, 1, 1, 1};
    double[][] values = reference("base");
    double before = values[6][0];
    new Reconciliation(SUMS, ErrorCovariance.diagonal(squares)).apply(values, false);
    assertAddUp(SUMS, values);
    assertThat(values[6][0]).isCloseTo(before, within(1e-6));
  }

  @Test
  void negativeForecastsBecomeZeroAndTheSumOfAllStays() {
    Sums sums = new Sums(3, new int[][] {{0, 1, 2}, {0, 1}});
    double[][] values = {{12}, {3}, {-2}, {4}, {10}};
    double[][] free = Arrays.stream(values).map(double[]::clone).toArray(double[][]::new);
    ErrorCovariance weights = ErrorCovariance.diagonal(new double[] {1, 1, 1, 1, 1});
    new Reconciliation(sums, weights).apply(free, false);
    new Reconciliation(sums, weights).apply(values, true);
    assertThat(free[2][0]).isNegative();
    assertThat(values[2][0]).isZero();
    assertThat(values[0][0]).isCloseTo(free[0][0], within(1e-9));
    assertAddUp(sums, values);
  }

  /// Errors of four series that hang together, and of sums that are forecast more exactly than their series.
  @Test
  void minimumTraceHasSmallerErrorsThanTheForecastsAndThanBottomUp() {
    Sums sums = new Sums(4, new int[][] {{0, 1, 2, 3}, {0, 1}, {2, 3}});
    Random random = new Random(3);
    double[][] past = errors(random, 120);
    double[][] later = errors(random, 2000);
    OriginErrors known = new OriginErrors(past, past.length);
    ErrorCovariance covariance = ErrorCovariance.shrunk(known, known.meanSquares());
    // The truth is 0, so that a forecast is its error.
    double[][] base = transposed(later);
    double[][] minimum = transposed(later);
    double[][] bottom = transposed(later);
    new Reconciliation(sums, covariance).apply(minimum, false);
    new Reconciliation(sums, null).apply(bottom, false);
    for (int row = 0; row < sums.rows(); row++) {
      assertThat(square(minimum[row])).as("row " + row).isLessThan(1.01 * square(base[row]));
      assertThat(square(minimum[row])).as("row " + row).isLessThan(1.01 * square(bottom[row]));
      assertThat(Arrays.stream(minimum[row]).average().orElseThrow())
          .as("bias of row " + row)
          .isCloseTo(0, within(0.1));
    }
    assertThat(square(minimum[0])).isLessThan(0.8 * square(bottom[0]));
    assertThat(square(minimum[3])).isLessThan(0.95 * square(base[3]));
  }

  /// `[count][7]`.
  private static double[][] errors(Random random, int count) {
    double[][] errors = new double[count][7];
    for (double[] row : errors) {
      double common = random.nextGaussian();
      for (int i = 3; i < 7; i++) row[i] = common + random.nextGaussian();
      row[1] = row[3] + row[4] - 0.6 * common + random.nextGaussian();
      row[2] = row[5] + row[6] - 0.6 * common + random.nextGaussian();
      row[0] = 0.5 * (row[1] + row[2]) + random.nextGaussian();
    }
    return errors;
  }

  private static double[][] transposed(double[][] matrix) {
    double[][] transposed = new double[matrix[0].length][matrix.length];
    for (int i = 0; i < matrix.length; i++)
      for (int j = 0; j < matrix[i].length; j++) transposed[j][i] = matrix[i][j];
    return transposed;
  }

  private static double square(double[] errors) {
    return Arrays.stream(errors).map(e -> e * e).average().orElseThrow();
  }
}
