package dev.rondo.forecasting.hierarchy;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;
import org.jspecify.annotations.Nullable;

/// Makes forecasts of sums and series add up by the projection `y - W C' (C W C')^-1 C y` (Wickramasuriya et al. 2019), where `C y` is
/// what each sum has more than its series together, and `W` the covariance of the errors. Forecasts that add up stay as they are. The
/// matrix with an inverse has a row for each sum, however many series there are.
final class Reconciliation {
  /// Columns that are reconciled together.
  private static final int COLUMNS = 256;

  private final Sums sums;
  private final @Nullable ErrorCovariance covariance;
  private final @Nullable LinearSolverDense<DMatrixRMaj> solver;
  private final double[][] differences; // F C', [factors][sums]

  /// Without a covariance the sums are those of the series.
  Reconciliation(Sums sums, @Nullable ErrorCovariance covariance) {
    this.sums = sums;
    this.covariance = sums.count() == 0 ? null : covariance;
    this.differences =
        covariance == null
            ? new double[0][]
            : Arrays.stream(covariance.factors()).map(this::differences).toArray(double[][]::new);
    this.solver = this.covariance == null ? null : solver(this.covariance);
  }

  /// Largest number of bytes that the matrices take.
  static long bytes(Sums sums, int observations) {
    long square = (long) sums.count() * sums.count();
    return Double.BYTES
        * (3 * square + observations * (long) sums.rows() + 3L * COLUMNS * sums.rows());
  }

  /// What each sum has more than its series.
  private double[] differences(double[] row) {
    double[] more = new double[sums.count()];
    for (int s = 0; s < more.length; s++) {
      more[s] = row[s];
      for (int member : sums.members()[s]) more[s] -= row[sums.count() + member];
    }
    return more;
  }

  private LinearSolverDense<DMatrixRMaj> solver(ErrorCovariance given) {
    int count = sums.count();
    DMatrixRMaj matrix = new DMatrixRMaj(count, count);
    double[] diagonal = given.diagonal();
    boolean[] in = new boolean[sums.series()];
    for (int a = 0; a < count; a++) {
      Arrays.fill(in, false);
      for (int member : sums.members()[a]) in[member] = true;
      for (int b = 0; b <= a; b++) {
        double sum = a == b ? diagonal[a] : 0;
        for (int member : sums.members()[b]) if (in[member]) sum += diagonal[count + member];
        for (double[] row : differences) sum += row[a] * row[b];
        matrix.set(a, b, sum);
        matrix.set(b, a, sum);
      }
    }
    LinearSolverDense<DMatrixRMaj> found = LinearSolverFactory_DDRM.chol(count);
    if (!found.setA(matrix))
      throw new IllegalArgumentException("the covariance of the errors has no inverse");
    return found;
  }

  /// Reconciles forecasts in place; afterwards each sum is that of its series.
  ///
  /// @param values `[rows][columns]`, each column for itself
  /// @param neverNegative whether negative forecasts of series become 0. The other series of the column are then scaled, so that the
  ///   sum of all stays
  void apply(double[][] values, boolean neverNegative) {
    int columns = values[0].length;
    for (int from = 0; from < columns; from += COLUMNS) {
      int to = Math.min(columns, from + COLUMNS);
      if (covariance != null && solver != null) move(values, from, to, covariance, solver);
      if (neverNegative) for (int c = from; c < to; c++) lift(values, c);
      sums.addUp(values, from, to);
    }
  }

  /// Moves the forecasts of the series.
  private void move(
      double[][] values,
      int from,
      int to,
      ErrorCovariance given,
      LinearSolverDense<DMatrixRMaj> inverse) {
    int count = sums.count();
    int width = to - from;
    DMatrixRMaj more = new DMatrixRMaj(count, width);
    for (int s = 0; s < count; s++) {
      System.arraycopy(values[s], from, more.data, s * width, width);
      for (int member : sums.members()[s])
        add(more.data, s * width, -1, values[count + member], from, width);
    }
    DMatrixRMaj solved = new DMatrixRMaj(count, width);
    inverse.solve(more, solved);
    double[][] common = new double[differences.length][width];
    for (int k = 0; k < common.length; k++)
      for (int s = 0; s < count; s++)
        add(common[k], 0, differences[k][s], solved.data, s * width, width);
    double[][] held = new double[sums.series()][width];
    for (int s = 0; s < count; s++)
      for (int member : sums.members()[s]) add(held[member], 0, 1, solved.data, s * width, width);
    for (int series = 0; series < sums.series(); series++) {
      double[] row = values[count + series];
      add(row, from, given.diagonal()[count + series], held[series], 0, width);
      for (int k = 0; k < common.length; k++)
        add(row, from, -given.factors()[k][count + series], common[k], 0, width);
    }
  }

  /// Makes negative forecasts of a column 0.
  private void lift(double[][] values, int column) {
    double sum = 0;
    double above = 0;
    boolean negative = false;
    for (int i = sums.count(); i < values.length; i++) {
      sum += values[i][column];
      above += Math.max(0, values[i][column]);
      negative |= values[i][column] < 0;
    }
    if (!negative) return;
    double factor = above > 0 ? Math.max(0, sum) / above : 0;
    for (int i = sums.count(); i < values.length; i++)
      values[i][column] = values[i][column] > 0 ? factor * values[i][column] : 0;
  }

  /// Adds a multiple of a part of an array to a part of another.
  private static void add(double[] to, int at, double factor, double[] from, int begin, int count) {
    for (int i = 0; i < count; i++) to[at + i] += factor * from[begin + i];
  }
}
