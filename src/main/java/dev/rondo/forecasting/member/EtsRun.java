package dev.rondo.forecasting.member;

import java.util.Arrays;

/// Runs exponential smoothing over one series. With level l, slope b and season s,
///
///     q  = l + phi b                    f = q + s  or  q s           the forecast of y
///     l' = q + alpha (p - q)            p = y - s  or  y / s
///     b' = phi b + beta (l' - l - phi b)
///     s' = s + (1 - alpha) gamma (y - q - s)    or    s + (1 - alpha) gamma (y / q - s)
///
/// so that alpha, beta and gamma all lie between 0 and 1. Mutable, for one thread.
final class EtsRun {
  static final int ALPHA = 0;
  static final int BETA = 1;
  static final int GAMMA = 2;
  static final int PHI = 3;

  /// Place of the first seasonal state; the level is at 0, the slope at 1.
  static final int SEASON = 2;

  /// Below this mean square, the fit is perfect up to rounding.
  private static final double NOTHING = 1e-26;

  private final EtsForm form;
  private final double[] values; // [steps]
  private final int period;
  private final double[] residuals; // [steps], relative where the error is multiplicative
  private final double[]
      state; // level, slope, [period]: the seasonal state of step t at t % period

  EtsRun(EtsForm form, double[] values, int period) {
    this.form = form;
    this.values = values;
    this.period = form.hasSeason() ? period : 1;
    this.residuals = new double[values.length];
    this.state = new double[SEASON + this.period];
  }

  /// `[steps]`, of the last run; overwritten by the next.
  double[] residuals() {
    return residuals;
  }

  /// @param parameters alpha, beta, gamma, phi
  /// @param initial level, slope and seasonal states before the first step; not modified
  /// @return minus twice the logarithm of the likelihood without its constant: `n log(sum e^2)`, of a multiplicative error plus
  ///     `2 sum log |f|`; infinite if a positive form leaves the positive numbers
  double run(double[] parameters, double[] initial) {
    System.arraycopy(initial, 0, state, 0, state.length);
    double alpha = parameters[ALPHA];
    double beta = parameters[BETA];
    double gamma = (1 - alpha) * parameters[GAMMA];
    double phi = form.hasTrend() ? parameters[PHI] : 0;
    boolean relative = form.error() == EtsForm.Kind.MULTIPLICATIVE;
    boolean factor = form.season() == EtsForm.Kind.MULTIPLICATIVE;
    boolean summand = form.season() == EtsForm.Kind.ADDITIVE;
    double level = state[0];
    double slope = state[1];
    double squares = 0;
    double logarithms = 0;
    double product = 1;
    int place = SEASON;
    for (int t = 0; t < values.length; t++) {
      double y = values[t];
      double damped = phi * slope;
      double q = level + damped;
      double s = state[place];
      double forecast = factor ? q * s : summand ? q + s : q;
      double error = y - forecast;
      if (relative || factor) {
        if (!(forecast > 0) || !(q > 0)) return Double.POSITIVE_INFINITY;
        if (relative) {
          error /= forecast;
          product *= forecast;
          if (product < 1e-200 || product > 1e200) {
            logarithms += Math.log(product);
            product = 1;
          }
        }
      }
      residuals[t] = error;
      squares += error * error;
      double p = factor ? y / s : summand ? y - s : y;
      double next = q + alpha * (p - q);
      slope = damped + beta * (next - level - damped);
      if (factor) state[place] = s + gamma * (y / q - s);
      else if (summand) state[place] = s + gamma * (y - q - s);
      level = next;
      if (++place == state.length) place = SEASON;
    }
    state[0] = level;
    state[1] = slope;
    int n = values.length;
    return n * Math.log(Math.max(squares, n * NOTHING)) + 2 * (logarithms + Math.log(product));
  }

  /// Continues the last run.
  void forecast(double[] parameters, double[] forecast) {
    double phi = form.hasTrend() ? parameters[PHI] : 0;
    double level = state[0];
    double slope = state[1];
    for (int h = 0; h < forecast.length; h++) {
      slope *= phi;
      level += slope;
      double s = state[SEASON + (values.length + h) % period];
      forecast[h] =
          switch (form.season()) {
            case NONE -> level;
            case ADDITIVE -> level + s;
            case MULTIPLICATIVE -> level * s;
          };
    }
  }

  /// Initial states before the parameters are known: the season of a classical decomposition, and the line through the first
  /// adjusted values.
  double[] initial() {
    double[] initial = new double[state.length];
    double[] adjusted = values;
    if (form.hasSeason()) {
      boolean factor = form.season() == EtsForm.Kind.MULTIPLICATIVE;
      Decomposition season = Decomposition.of(values, period, factor);
      System.arraycopy(season.indices(), 0, initial, SEASON, period);
      adjusted = season.adjust(values);
    }
    double[] first = Arrays.copyOf(adjusted, Math.min(values.length, Math.max(10, period)));
    Line line = Line.through(first);
    initial[1] = form.hasTrend() ? line.slope() : 0;
    initial[0] = form.hasTrend() ? line.at(-1) : line.at((Math.min(4, first.length) - 1) / 2.0);
    return initial;
  }
}
