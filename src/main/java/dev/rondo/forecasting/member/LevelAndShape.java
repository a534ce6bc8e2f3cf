package dev.rondo.forecasting.member;

import java.util.Arrays;

/// Folds the history into cycles of one period. The shape of a cycle is that of the last two and stays as it is; the level of
/// each cycle is its mean and is forecast by ridge regression ([LevelRidge]) after a Box-Cox transform. After FLAIR
/// (arXiv 2605.07222). The shape is a factor if all values are positive, and a summand otherwise.
///
/// The period is used if a matrix of level times shape has a lower Bayesian information criterion than the levels alone;
/// otherwise each step is a cycle. With less than three cycles, the forecast is seasonal naive.
public record LevelAndShape() implements LocalMember {
  private static final int LEAST_CYCLES = 3;
  private static final int MOST_CYCLES = 500;

  @Override
  public String name() {
    return "level-and-shape";
  }

  @Override
  public void extrapolate(double[] values, int period, double[] forecast) {
    int cycles = Math.min(values.length / period, MOST_CYCLES);
    if (cycles < LEAST_CYCLES) {
      new SimpleMember.SeasonalNaive().extrapolate(values, period, forecast);
      return;
    }
    boolean factor = Arrays.stream(values).allMatch(value -> value > 0);
    double[] recent = Arrays.copyOfRange(values, values.length - cycles * period, values.length);
    if (period > 1 && !hasShape(recent, period, factor)) {
      extrapolate(values, 1, forecast);
      return;
    }
    double[] levels = levels(recent, period);
    double[] shape = shape(recent, levels, period, factor);
    double[] next = new double[Math.ceilDiv(forecast.length, period)];
    BoxCox transform = factor ? BoxCox.of(levels) : new BoxCox(1);
    double[] transformed = Arrays.stream(levels).map(transform::apply).toArray();
    new LevelRidge(transformed).forecast(next);
    for (int h = 0; h < forecast.length; h++) {
      double level = transform.invert(next[h / period]);
      forecast[h] = factor ? level * shape[h % period] : level + shape[h % period];
    }
  }

  private static double[] levels(double[] values, int period) {
    double[] levels = new double[values.length / period];
    for (int t = 0; t < values.length; t++) levels[t / period] += values[t] / period;
    return levels;
  }

  /// The mean shape of the last two cycles.
  private static double[] shape(double[] values, double[] levels, int period, boolean factor) {
    double[] shape = new double[period];
    for (int t = values.length - 2 * period; t < values.length; t++) {
      double level = levels[t / period];
      shape[t % period] += (factor ? values[t] / level : values[t] - level) / 2;
    }
    return shape;
  }

  /// Compares `n log(RSS / n) + k log n` of the levels alone, k cycles, with that of a shape besides, k + period - 1. As a factor,
  /// the shape of least squares is the first singular vector for the given levels.
  private static boolean hasShape(double[] values, int period, boolean factor) {
    double[] levels = levels(values, period);
    double[] shape = new double[period];
    double squares = 0;
    for (double level : levels) squares += level * level;
    for (int t = 0; t < values.length; t++) {
      double level = levels[t / period];
      shape[t % period] +=
          factor ? values[t] * level / squares : (values[t] - level) / levels.length;
    }
    double with = 0;
    double without = 0;
    for (int t = 0; t < values.length; t++) {
      double level = levels[t / period];
      double rest = values[t] - level;
      without += rest * rest;
      double left = factor ? values[t] - level * shape[t % period] : rest - shape[t % period];
      with += left * left;
    }
    double n = values.length;
    return n * Math.log(with / without) + (period - 1) * Math.log(n) < 0;
  }

  /// The power transform of Box and Cox (1964), `(x^power - 1) / power`, or `log x` where the power is 0.
  private record BoxCox(double power) {
    private static final double[] POWERS = {0, 0.25, 0.5, 0.75, 1};

    /// The power of the highest likelihood of a random walk.
    static BoxCox of(double[] levels) {
      double logarithms = 0;
      for (double level : levels) logarithms += Math.log(level);
      BoxCox best = new BoxCox(1);
      double lowest = Double.POSITIVE_INFINITY;
      for (double power : POWERS) {
        BoxCox transform = new BoxCox(power);
        double squares = 0;
        for (int c = 1; c < levels.length; c++) {
          double change = transform.apply(levels[c]) - transform.apply(levels[c - 1]);
          squares += change * change;
        }
        double value = levels.length * Math.log(squares) - 2 * (power - 1) * logarithms;
        if (value < lowest) {
          lowest = value;
          best = transform;
        }
      }
      return best;
    }

    double apply(double level) {
      return power == 0 ? Math.log(level) : (Math.pow(level, power) - 1) / power;
    }

    double invert(double value) {
      if (power == 0) return Math.exp(value);
      if (power == 1) return value + 1;
      return Math.pow(Math.max(0, value * power + 1), 1 / power);
    }
  }
}
