package dev.rondo.forecasting.evaluation;

import dev.rondo.forecasting.evaluation.ErrorProfile.Autocorrelation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The correlation of errors of one step ahead with later ones, over the pairs of all series together, in memory that does not grow
/// with their number. Independent errors have none; a correlation says that the model leaves something predictable.
final class ResidualCorrelation {
  private static final int MOST_LAGS = 30;

  /// Pairs that a correlation needs at least.
  private static final int LEAST_PAIRS = 10;

  /// Standard deviations that contain 95 % of a normal distribution.
  private static final double TWO_SIDED_95 = 1.959964;

  private final int apart;
  private final double[][] recent; // [targets][lags], a ring; NaN where there is no error
  private final int[] last; // [targets] number of the last origin in the ring
  private final Pairs[] pairs = new Pairs[MOST_LAGS + 1];

  /// Sums over pairs of an error x and a later one y.
  private static final class Pairs {
    private long count;
    private double x;
    private double y;
    private double xx;
    private double yy;
    private double xy;

    void add(double before, double now) {
      count++;
      x += before;
      y += now;
      xx += before * before;
      yy += now * now;
      xy += before * now;
    }

    double correlation() {
      double both = xy - x * y / count;
      double spread = Math.sqrt((xx - x * x / count) * (yy - y * y / count));
      return Math.clamp(both / spread, -1, 1);
    }
  }

  /// @param apart steps between two origins of a series
  ResidualCorrelation(int targets, int apart) {
    this.apart = apart;
    this.recent = new double[targets][MOST_LAGS];
    this.last = new int[targets];
    for (int lag = 0; lag <= MOST_LAGS; lag++) pairs[lag] = new Pairs();
    for (int target = 0; target < targets; target++) begin(target);
  }

  /// Begins another series.
  void begin(int target) {
    Arrays.fill(recent[target], Double.NaN);
    last[target] = -1;
  }

  /// @param origin step of the error; a multiple of `apart` after the one before
  /// @param error divided by the scale of its series
  void add(int target, int origin, double error) {
    int number = origin / apart;
    double[] ring = recent[target];
    if (last[target] >= 0)
      for (int k = last[target] + 1; k <= Math.min(number, last[target] + MOST_LAGS); k++)
        ring[k % MOST_LAGS] = Double.NaN;
    for (int lag = 1; lag < MOST_LAGS && lag <= number; lag++) {
      double before = ring[(number - lag) % MOST_LAGS];
      if (!Double.isNaN(before)) pairs[lag].add(before, error);
    }
    ring[number % MOST_LAGS] = error;
    last[target] = number;
  }

  /// The correlations from the smallest lag on.
  List<Autocorrelation> values() {
    List<Autocorrelation> values = new ArrayList<>();
    for (int lag = 1; lag < MOST_LAGS; lag++) {
      Pairs all = pairs[lag];
      if (all.count < LEAST_PAIRS) continue;
      double value = all.correlation();
      if (Double.isFinite(value))
        values.add(
            new Autocorrelation(
                lag * apart, value, all.count, TWO_SIDED_95 / Math.sqrt(all.count)));
    }
    return values;
  }
}
