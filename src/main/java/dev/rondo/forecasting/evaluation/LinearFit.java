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

  /// The memory of a running fit, with p inputs (including the intercept) and o outputs.
  private static final class Memory {
    final double[] gram; // [p, p]
    final double[] right; // [p, o]
    final double[] solution; // [p, o]
    final double[] x; // [BLOCK, p]
    final double[] y; // [BLOCK, o]
    final Lookback lookback;

    Memory(Arena arena, WindowLayout layout) {
      long p = inputs(layout) + 1L;
      long outputs = outputs(layout);
      this.gram = arena.doubles(p * p);
      this.right = arena.doubles(p * outputs);
      this.solution = arena.doubles(p * outputs);
      this.x = arena.doubles(BLOCK * p);
      this.y = arena.doubles(BLOCK * outputs);
      this.lookback = new Lookback(arena, layout);
    }
  }

  /// Bytes of a running fit. EJML solves large systems on copies, in blocks.
  static long bytes(WindowLayout layout) {
    if (!isSmall(layout)) return 0;
    long p = inputs(layout) + 1L;
    boolean copies = p >= EjmlParameters.SWITCH_BLOCK64_CHOLESKY;
    long copied = copies ? (p * p + 2 * p * outputs(layout)) * Double.BYTES : 0;
    return Arena.bytes(arena -> new Memory(arena, layout)) + copied;
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
    Memory memory = new Memory(Arena.heap(), layout);
    int held = 0;
    long used = 0;
    for (int i = 0; i < rows; i++) {
      if (!row(window(i, rows), memory, held)) continue;
      used++;
      if (++held == BLOCK) {
        accumulate(memory, held);
        held = 0;
      }
    }
    accumulate(memory, held);
    return used == 0 ? Optional.empty() : Optional.of(coefficients(memory));
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

  /// Reads a window as a row of the block; returns false if a target is missing.
  private boolean row(int window, Memory memory, int row) {
    Observations data = windows.data();
    int series = windows.series(window);
    int origin = windows.origin(window);
    int at = row * outputs;
    for (int h = 0; h < layout.horizon(); h++) {
      for (int f = 0; f < layout.targets(); f++) {
        if (!data.observed(series, f, origin + h)) return false;
        memory.y[at++] = (data.value(series, f, origin + h) - means[f]) / widths[f];
      }
    }
    double[] lookback = memory.lookback.values;
    memory.lookback.read(windows.context(window));
    int skipped = lookback.length - inputs;
    at = row * (inputs + 1);
    for (int i = 0; i < inputs; i++) {
      int column = i % layout.columns();
      memory.x[at++] = (lookback[skipped + i] - means[column]) / widths[column];
    }
    memory.x[at] = 1;
    return true;
  }

  /// Adds the lower half of X'X and X'Y of the first rows of the block.
  private void accumulate(Memory memory, int rows) {
    double[] gram = memory.gram;
    double[] right = memory.right;
    double[] x = memory.x;
    double[] y = memory.y;
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

  private Baseline.Linear coefficients(Memory memory) {
    double[] gram = memory.gram;
    int p = inputs + 1;
    double trace = 0;
    for (int i = 0; i < p; i++) trace += gram[i * p + i];
    for (int i = 0; i < p; i++) {
      gram[i * p + i] += RIDGE * trace / p;
      for (int j = 0; j < i; j++) gram[j * p + i] = gram[i * p + j];
    }
    LinearSolverDense<DMatrixRMaj> cholesky = LinearSolverFactory_DDRM.chol(p);
    if (!cholesky.setA(DMatrixRMaj.wrap(p, p, gram)))
      throw new IllegalStateException("X'X + ridge I is not positive");
    cholesky.solve(
        DMatrixRMaj.wrap(p, outputs, memory.right), DMatrixRMaj.wrap(p, outputs, memory.solution));
    return new Baseline.Linear(inputs, memory.solution, means, widths);
  }
}
