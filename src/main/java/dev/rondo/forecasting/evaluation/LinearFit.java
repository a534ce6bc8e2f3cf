package dev.rondo.forecasting.evaluation;

import dev.rondo.engine.memory.Arena;
import dev.rondo.forecasting.scaling.Moments;
import dev.rondo.forecasting.window.Observations;
import dev.rondo.forecasting.window.WindowLayout;
import dev.rondo.forecasting.window.Windows;
import java.util.Optional;
import org.ejml.EjmlParameters;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/// Fits the linear baseline on training windows: the coefficients A that minimise `|X A - Y|^2 + ridge |A|^2`, by Cholesky
/// decomposition of `X'X + ridge I` in float64. A row of X contains the lookback of all columns and a 1, a row of Y the horizon
/// of all targets. The ridge is 1e-8 times the mean of the diagonal. It keeps the system solvable if columns repeat each other
/// and is otherwise negligible. X'X and X'Y are summed window by window, so memory does not grow with the number of windows.
///
/// If a lookback has more than 1 000 inputs, only its last steps are read. If there are very many windows, an even selection is
/// used, so that a fit takes seconds at most. Windows with a missing target are left out.
final class LinearFit {
  private static final int MOST_INPUTS = 1000;
  private static final int MOST_COEFFICIENTS = 8_000_000;
  private static final double MOST_PRODUCTS = 4e9;
  private static final double RIDGE = 1e-8;
  private static final int BLOCK = 64;

  private final Windows windows;
  private final WindowLayout layout;
  private final int inputs;
  private final int outputs;
  private final double[] means; // [columns]
  private final double[] widths; // [columns]

  private LinearFit(Windows windows) {
    this.windows = windows;
    this.layout = windows.layout();
    this.inputs = inputs(layout);
    this.outputs = outputs(layout);
    this.means = new double[layout.columns()];
    this.widths = new double[layout.columns()];
  }

  private static int inputs(WindowLayout layout) {
    int steps = Math.max(1, Math.min(layout.lookback(), MOST_INPUTS / layout.columns()));
    return steps * layout.columns();
  }

  private static int outputs(WindowLayout layout) {
    return layout.horizon() * layout.targets();
  }

  /// Empty if there are too many coefficients or if every window has a missing target.
  static Optional<Baseline.Linear> fit(Windows training) {
    boolean small = training.size() > 0 && isSmall(training.layout());
    return small ? new LinearFit(training).solve() : Optional.empty();
  }

  private static boolean isSmall(WindowLayout layout) {
    int inputs = inputs(layout);
    return (inputs + 1L) * outputs(layout) <= MOST_COEFFICIENTS && inputs <= 2 * MOST_INPUTS;
  }

  /// Bytes of a running fit: X'X, X'Y, the solution and a block of rows. Large systems are solved on copies, in blocks.
  static long bytes(WindowLayout layout) {
    long p = inputs(layout) + 1L;
    long system = p * p + 2 * p * outputs(layout);
    long copies = p < EjmlParameters.SWITCH_BLOCK64_CHOLESKY ? 1 : 2;
    long doubles = copies * system + BLOCK * (p + outputs(layout));
    return isSmall(layout)
        ? doubles * Double.BYTES + Arena.bytes(arena -> new Lookback(arena, layout))
        : 0;
  }

  /// Bytes of the fitted baseline.
  static long resultBytes(WindowLayout layout) {
    return isSmall(layout) ? (inputs(layout) + 1L) * outputs(layout) * Double.BYTES : 0;
  }

  private Optional<Baseline.Linear> solve() {
    int p = inputs + 1;
    double products = (double) p * (p / 2.0 + outputs);
    int rows = (int) Math.min(windows.size(), Math.max(MOST_PRODUCTS / products, 2.0 * p));
    centre(rows);
    double[] gram = new double[p * p];
    double[] right = new double[p * outputs];
    double[] x = new double[BLOCK * p];
    double[] y = new double[BLOCK * outputs];
    Lookback lookback = new Lookback(layout);
    int held = 0;
    long used = 0;
    for (int i = 0; i < rows; i++) {
      if (!row(window(i, rows), lookback, x, held * p, y, held * outputs)) continue;
      used++;
      if (++held == BLOCK) {
        accumulate(x, y, held, gram, right);
        held = 0;
      }
    }
    accumulate(x, y, held, gram, right);
    return used == 0 ? Optional.empty() : Optional.of(coefficients(gram, right));
  }

  private int window(int i, int rows) {
    return (int) ((long) i * windows.size() / rows);
  }

  /// Means and widths of the columns over the last lookback step of the windows.
  private void centre(int rows) {
    Observations data = windows.data();
    for (int c = 0; c < layout.columns(); c++) {
      Moments moments = new Moments();
      for (int i = 0; i < rows; i++) {
        int window = window(i, rows);
        moments.add(data.value(windows.series(window), c, windows.origin(window) - 1));
      }
      double width = moments.standardDeviation();
      means[c] = moments.mean();
      widths[c] = width > Math.abs(moments.mean()) * 1e-12 ? width : 1;
    }
  }

  /// @return false if a target is missing
  private boolean row(int window, Lookback lookback, double[] x, int xAt, double[] y, int yAt) {
    Observations data = windows.data();
    int series = windows.series(window);
    int origin = windows.origin(window);
    for (int h = 0; h < layout.horizon(); h++) {
      for (int f = 0; f < layout.targets(); f++) {
        if (!data.observed(series, f, origin + h)) return false;
        y[yAt++] = (data.value(series, f, origin + h) - means[f]) / widths[f];
      }
    }
    lookback.read(windows.context(window));
    int skipped = lookback.values.length - inputs;
    for (int i = 0; i < inputs; i++) {
      int column = i % layout.columns();
      x[xAt + i] = (lookback.values[skipped + i] - means[column]) / widths[column];
    }
    x[xAt + inputs] = 1;
    return true;
  }

  /// Adds the lower half of X'X and X'Y of a block of rows.
  private void accumulate(double[] x, double[] y, int rows, double[] gram, double[] right) {
    int p = inputs + 1;
    for (int i = 0; i < p; i++) {
      int gramRow = i * p;
      int rightRow = i * outputs;
      for (int r = 0; r < rows; r++) {
        double a = x[r * p + i];
        int xRow = r * p;
        int yRow = r * outputs;
        for (int j = 0; j <= i; j++) gram[gramRow + j] += a * x[xRow + j];
        for (int o = 0; o < outputs; o++) right[rightRow + o] += a * y[yRow + o];
      }
    }
  }

  private Baseline.Linear coefficients(double[] gram, double[] right) {
    int p = inputs + 1;
    double trace = 0;
    for (int i = 0; i < p; i++) trace += gram[i * p + i];
    for (int i = 0; i < p; i++) {
      gram[i * p + i] += RIDGE * trace / p;
      for (int j = 0; j < i; j++) gram[j * p + i] = gram[i * p + j];
    }
    DMatrixRMaj solution = new DMatrixRMaj(p, outputs);
    LinearSolverDense<DMatrixRMaj> cholesky = LinearSolverFactory_DDRM.chol(p);
    if (!cholesky.setA(DMatrixRMaj.wrap(p, p, gram)))
      throw new IllegalStateException("X'X + ridge I is not positive");
    cholesky.solve(DMatrixRMaj.wrap(p, outputs, right), solution);
    return new Baseline.Linear(inputs, solution.data, means, widths);
  }
}
