package dev.rondo.forecasting.member;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/// Fits a form of exponential smoothing to one series by maximum likelihood. In turns, a simplex search moves the smoothing
/// parameters, and a Gauss-Newton step the initial states, in which the residuals are linear or nearly so.
///
/// Of a series with more than 1 000 steps and 8 seasons, only the end is read. The seasonal states of a season of more than 24
/// steps stay those of the classical decomposition.
///
/// @param parameters alpha, beta, gamma, phi
/// @param likelihood as [EtsRun#run] returns it
@SuppressWarnings("ArrayRecordComponent")
record EtsFit(EtsRun run, double[] parameters, double[] initial, double likelihood) {
  static final int LONGEST_ESTIMATED_SEASON = 24;

  private static final int MOST_STEPS = 1000;
  private static final double[] LOW = {1e-4, 1e-4, 1e-4, 0.8};
  private static final double[] HIGH = {0.9999, 0.9999, 0.9999, 0.98};
  private static final double[] START = {0.3, 0.1, 0.05, 0.96};
  private static final double[] ALPHAS = {0.1, 0.4, 0.85};
  private static final double[] BETAS = {0.02, 0.3};
  private static final double[] GAMMAS = {0.02, 0.3, 0.8};
  private static final double[] NO_GRID = {0.05};
  private static final int ROUNDS = 5;

  /// The end of a long series.
  static double[] recent(double[] values, int period) {
    int steps = Math.max(MOST_STEPS, 8 * period);
    return values.length <= steps
        ? values
        : Arrays.copyOfRange(values, values.length - steps, values.length);
  }

  /// @param values `[steps]`, at least two seasons if the form is seasonal, all positive if the form needs it
  static EtsFit of(EtsForm form, double[] values, int period) {
    EtsRun run = new EtsRun(form, values, period);
    int[] free = free(form);
    double[] parameters = START.clone();
    if (form.trend() != EtsForm.Trend.DAMPED) parameters[EtsRun.PHI] = 1;
    double[] initial = run.initial();
    double best = first(run, form, parameters, initial);
    for (int round = 0; round < ROUNDS; round++) {
      double before = best;
      best = Math.min(best, moveStates(run, form, parameters, initial, best));
      best = moveParameters(run, free, parameters, initial);
      if (before - best < 1e-2 && round > 0) break;
    }
    run.run(parameters, initial);
    return new EtsFit(run, parameters, initial, best);
  }

  private static int[] free(EtsForm form) {
    return IntStream.of(EtsRun.ALPHA, EtsRun.BETA, EtsRun.GAMMA, EtsRun.PHI)
        .filter(i ->
            switch (i) {
              case EtsRun.BETA -> form.hasTrend();
              case EtsRun.GAMMA -> form.hasSeason();
              case EtsRun.PHI -> form.trend() == EtsForm.Trend.DAMPED;
              default -> true;
            })
        .toArray();
  }

  /// Chooses the first parameters from a grid, because the likelihood often has several maxima.
  private static double first(EtsRun run, EtsForm form, double[] parameters, double[] initial) {
    double best = Double.POSITIVE_INFINITY;
    double[] start = initial.clone();
    double[] tried = parameters.clone();
    for (double alpha : ALPHAS) {
      for (double beta : form.hasTrend() ? BETAS : NO_GRID) {
        for (double gamma : form.hasSeason() ? GAMMAS : NO_GRID) {
          tried[EtsRun.ALPHA] = alpha;
          tried[EtsRun.BETA] = beta;
          tried[EtsRun.GAMMA] = gamma;
          double[] states = start.clone();
          double value = moveStates(run, form, tried, states, run.run(tried, states));
          if (form.needsPositiveValues())
            value = Math.min(value, moveStates(run, form, tried, states, value));
          if (!(value < best)) continue;
          best = value;
          System.arraycopy(tried, 0, parameters, 0, tried.length);
          System.arraycopy(states, 0, initial, 0, states.length);
        }
      }
    }
    return best;
  }

  private static double moveParameters(
      EtsRun run, int[] free, double[] parameters, double[] initial) {
    double[] low = new double[free.length];
    double[] high = new double[free.length];
    double[] point = new double[free.length];
    for (int i = 0; i < free.length; i++) {
      low[i] = LOW[free[i]];
      high[i] = HIGH[free[i]];
      point[i] = parameters[free[i]];
    }
    double[] tried = parameters.clone();
    double value =
        NelderMead.minimise(
            candidate -> {
              place(candidate, free, tried);
              return run.run(tried, initial);
            },
            point,
            low,
            high,
            60 * free.length);
    place(point, free, parameters);
    return value;
  }

  private static void place(double[] point, int[] free, double[] parameters) {
    for (int i = 0; i < free.length; i++) parameters[free[i]] = point[i];
  }

  /// Replaces the initial states by those of least squares if this raises the likelihood.
  private static double moveStates(
      EtsRun run, EtsForm form, double[] parameters, double[] initial, double before) {
    int[] moved = moved(form, initial.length);
    double[] base = run.residuals().clone();
    if (!Double.isFinite(run.run(parameters, initial))) return before;
    System.arraycopy(run.residuals(), 0, base, 0, base.length);
    int n = base.length;
    double[] jacobian = new double[moved.length * n]; // [states, steps]
    double[] shifted = initial.clone();
    for (int i = 0; i < moved.length; i++) {
      double width = 1e-4 * Math.max(1e-2, Math.abs(initial[moved[i]]));
      shifted[moved[i]] += width;
      double value = run.run(parameters, shifted);
      shifted[moved[i]] = initial[moved[i]];
      if (!Double.isFinite(value)) return before;
      for (int t = 0; t < n; t++) jacobian[i * n + t] = (run.residuals()[t] - base[t]) / width;
    }
    double[] steps = leastSquares(jacobian, base, moved.length);
    double[] candidate = initial.clone();
    for (int i = 0; i < moved.length; i++) candidate[moved[i]] -= steps[i];
    double value = run.run(parameters, candidate);
    if (!(value < before)) return before;
    System.arraycopy(candidate, 0, initial, 0, initial.length);
    return value;
  }

  /// Places of the states that move: not the level where the season can take its part.
  private static int[] moved(EtsForm form, int states) {
    boolean season = form.hasSeason() && states - EtsRun.SEASON <= LONGEST_ESTIMATED_SEASON;
    return IntStream.range(0, states)
        .filter(i -> i == 0 ? !season : i == 1 ? form.hasTrend() : season)
        .toArray();
  }

  /// The x of least `|J x - e|^2`, with a small ridge.
  private static double[] leastSquares(double[] jacobian, double[] errors, int states) {
    int n = errors.length;
    DMatrixRMaj normal = new DMatrixRMaj(states, states);
    DMatrixRMaj right = new DMatrixRMaj(states, 1);
    for (int i = 0; i < states; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = 0;
        for (int t = 0; t < n; t++) sum += jacobian[i * n + t] * jacobian[j * n + t];
        normal.set(i, j, sum);
        normal.set(j, i, sum);
      }
      double sum = 0;
      for (int t = 0; t < n; t++) sum += jacobian[i * n + t] * errors[t];
      right.set(i, 0, sum);
      normal.add(i, i, 1e-7 * normal.get(i, i) + 1e-12);
    }
    DMatrixRMaj steps = new DMatrixRMaj(states, 1);
    LinearSolverDense<DMatrixRMaj> cholesky = LinearSolverFactory_DDRM.chol(states);
    if (!cholesky.setA(normal)) return new double[states];
    cholesky.solve(right, steps);
    return steps.data;
  }

  void forecast(double[] forecast) {
    run.forecast(parameters, forecast);
  }
}
