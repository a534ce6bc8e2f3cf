package dev.rondo.forecasting.member;

import java.util.Arrays;

/// The dynamic optimised theta model (Fiorucci, Pellegrini, Louzada, Petropoulos and Koehler 2016) on an adjusted series. At each
/// step t, with the line A + B t of least squares through the values so far,
///
///     f  = l + (1 - 1 / theta) ((1 - alpha)^(t - 1) A + (1 - (1 - alpha)^t) / alpha B)
///     l' = alpha y + (1 - alpha) l
///
/// The initial level l, alpha and theta minimise the squared errors from the fourth step on. A forecast takes the place of the
/// value of its step.
public record DynamicTheta() implements LocalMember {
  /// On the seasonally adjusted series.
  public static final Deseasonalised OPTIMISED =
      new Deseasonalised("dynamic-theta", new DynamicTheta());

  private static final int SKIPPED = 3;
  private static final int SHORTEST = 5;
  private static final double[] LOW = {0.1, 0, 0};
  private static final double[] HIGH = {0.99, 0, 0};

  @Override
  public String name() {
    return "dynamic-theta-lines";
  }

  @Override
  public void extrapolate(double[] values, int period, double[] forecast) {
    double[] recent = EtsFit.recent(values, 1);
    if (recent.length < SHORTEST) {
      new Theta().extrapolate(values, period, forecast);
      return;
    }
    double[] sorted = recent.clone();
    Arrays.sort(sorted);
    double width = sorted[sorted.length - 1] - sorted[0];
    double[] low = LOW.clone();
    double[] high = HIGH.clone();
    low[1] = sorted[0] - width;
    high[1] = sorted[sorted.length - 1] + width;
    high[2] = 1; // 1 - 1 / theta, so that the line's share has bounds
    double[] best = {0.5, recent[0] / 2, 0.5};
    best[1] = Math.clamp(best[1], low[1], high[1]);
    NelderMead.minimise(point -> new Run(point).squares(recent), best, low, high, 400);
    Run run = new Run(best);
    run.squares(recent);
    for (int h = 0; h < forecast.length; h++) {
      forecast[h] = run.forecast();
      run.observe(forecast[h]);
    }
  }

  /// The recursion. `observe` continues it by one step.
  private static final class Run {
    private final double alpha;
    private final double share;
    private double level;
    private double mean;
    private double slope;
    private double start;
    private double power = 1; // (1 - alpha)^(t - 1)
    private int t = 1;

    Run(double[] point) {
      this.alpha = point[0];
      this.level = point[1];
      this.share = point[2];
    }

    double squares(double[] values) {
      double sum = 0;
      for (double value : values) {
        double error = value - forecast();
        if (t > SKIPPED) sum += error * error;
        observe(value);
      }
      return sum;
    }

    double forecast() {
      return level + share * (power * start + (1 - power * (1 - alpha)) / alpha * slope);
    }

    void observe(double value) {
      double before = mean;
      level = alpha * value + (1 - alpha) * level;
      mean += (value - mean) / t;
      slope = t == 1 ? 0 : ((t - 2) * slope + 6 * (value - before) / t) / (t + 1);
      start = mean - slope * (t + 1) / 2;
      power *= 1 - alpha;
      t++;
    }
  }
}
