package dev.rondo.forecasting.member;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/// The sums X'X and X'Y of a linear regression, in float64, row by row. The last input is the constant 1, whose coefficients have
/// no penalty. The squared error of any coefficients on the same rows follows from the sums.
public final class NormalEquations {
  private static final int BLOCK = 32;

  private final int inputs;
  private final int outputs;
  private final double[] gram; // [inputs, inputs], lower half
  private final double[] right; // [inputs, outputs]
  private final double[] x; // [BLOCK, inputs]
  private final double[] y; // [BLOCK, outputs]
  private double squares;
  private long rows;
  private int held;

  /// @param inputs with the constant
  public NormalEquations(int inputs, int outputs) {
    this.inputs = inputs;
    this.outputs = outputs;
    this.gram = new double[Math.multiplyExact(inputs, inputs)];
    this.right = new double[Math.multiplyExact(inputs, outputs)];
    this.x = new double[BLOCK * inputs];
    this.y = new double[BLOCK * outputs];
  }

  /// Numbers of the rows that two sums hold before they take them.
  static long blocks(int inputs, int outputs) {
    return 2L * BLOCK * ((long) inputs + outputs);
  }

  /// Where the next row's inputs belong: `[inputs]` of [#nextInputs] from here on.
  public int nextInput() {
    return held * inputs;
  }

  public int nextOutput() {
    return held * outputs;
  }

  public double[] nextInputs() {
    return x;
  }

  public double[] nextOutputs() {
    return y;
  }

  /// Takes the row that was written.
  public void add() {
    rows++;
    if (++held == BLOCK) flush();
  }

  /// Takes all rows of another regression.
  void add(NormalEquations other) {
    flush();
    other.flush();
    for (int i = 0; i < gram.length; i++) gram[i] += other.gram[i];
    for (int i = 0; i < right.length; i++) right[i] += other.right[i];
    squares += other.squares;
    rows += other.rows;
  }

  public long rows() {
    return rows;
  }

  /// The sums in which the inputs from `from` to `to` are 0, so that their coefficients are 0.
  public NormalEquations without(int from, int to) {
    flush();
    NormalEquations left = new NormalEquations(inputs, outputs);
    left.squares = squares;
    left.rows = rows;
    for (int i = 0; i < inputs; i++) {
      if (i >= from && i < to) continue;
      for (int j = 0; j <= i; j++)
        if (j < from || j >= to) left.gram[i * inputs + j] = gram[i * inputs + j];
      System.arraycopy(right, i * outputs, left.right, i * outputs, outputs);
    }
    return left;
  }

  /// The sums of the first `count` inputs and the constant alone.
  public NormalEquations first(int count) {
    flush();
    NormalEquations left = new NormalEquations(count + 1, outputs);
    left.squares = squares;
    left.rows = rows;
    for (int i = 0; i <= count; i++) {
      int row = i < count ? i : inputs - 1;
      for (int j = 0; j <= i; j++)
        left.gram[i * (count + 1) + j] = gram[row * inputs + (j < count ? j : inputs - 1)];
      System.arraycopy(right, row * outputs, left.right, i * outputs, outputs);
    }
    return left;
  }

  private void flush() {
    // Rows of zeros complete the last four.
    int end = Math.ceilDiv(held, 4) * 4;
    Arrays.fill(x, held * inputs, end * inputs, 0);
    Arrays.fill(y, held * outputs, end * outputs, 0);
    for (int i = 0; i < held * outputs; i++) squares += y[i] * y[i];
    for (int i = 0; i < inputs; i++) {
      for (int r = 0; r < end; r += 4) {
        addFour(x, r, i, x, inputs, gram, i * inputs, i + 1);
        addFour(x, r, i, y, outputs, right, i * outputs, outputs);
      }
    }
    held = 0;
  }

  /// Adds to `sums` the products of input i with the first `count` values of `with`, over four rows from `r` on.
  private void addFour(
      double[] x, int r, int i, double[] with, int width, double[] sums, int at, int count) {
    double a = x[r * inputs + i];
    double b = x[(r + 1) * inputs + i];
    double c = x[(r + 2) * inputs + i];
    double d = x[(r + 3) * inputs + i];
    int first = r * width;
    int second = first + width;
    int third = second + width;
    int fourth = third + width;
    for (int j = 0; j < count; j++)
      sums[at + j] +=
          a * with[first + j] + b * with[second + j] + c * with[third + j] + d * with[fourth + j];
  }

  /// The coefficients W of least `|X W - Y|^2 + penalty m |W|^2`, where m is the mean of the diagonal of X'X without the constant.
  ///
  /// @return `[inputs, outputs]`
  public double[] solve(double penalty) {
    flush();
    DMatrixRMaj system = symmetric();
    double trace = 0;
    for (int i = 0; i < inputs - 1; i++) trace += system.get(i, i);
    double ridge = trace > 0 ? penalty * trace / (inputs - 1) : 1;
    for (int i = 0; i < inputs - 1; i++) system.add(i, i, ridge);
    system.add(inputs - 1, inputs - 1, 1e-9 * Math.max(1, rows));
    DMatrixRMaj solution = new DMatrixRMaj(inputs, outputs);
    LinearSolverDense<DMatrixRMaj> cholesky = LinearSolverFactory_DDRM.chol(inputs);
    if (!cholesky.setA(system))
      throw new IllegalStateException("X'X with a penalty is not positive");
    cholesky.solve(DMatrixRMaj.wrap(inputs, outputs, right), solution);
    return solution.data;
  }

  /// Mean squared error of coefficients on the rows: `(|Y|^2 - 2 tr(W'X'Y) + tr(W'X'X W)) / (rows outputs)`.
  public double error(double[] coefficients) {
    flush();
    DMatrixRMaj weights = DMatrixRMaj.wrap(inputs, outputs, coefficients);
    DMatrixRMaj product = new DMatrixRMaj(inputs, outputs);
    CommonOps_DDRM.mult(symmetric(), weights, product);
    double sum = squares;
    for (int i = 0; i < right.length; i++)
      sum += coefficients[i] * (product.data[i] - 2 * right[i]);
    return sum / rows / outputs;
  }

  private DMatrixRMaj symmetric() {
    double[] whole = gram.clone();
    for (int i = 0; i < inputs; i++)
      for (int j = 0; j < i; j++) whole[j * inputs + i] = whole[i * inputs + j];
    return DMatrixRMaj.wrap(inputs, inputs, whole);
  }
}
