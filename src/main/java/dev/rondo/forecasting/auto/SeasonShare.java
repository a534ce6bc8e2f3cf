package dev.rondo.forecasting.auto;

import java.util.List;

/// Finds a season that many series of a panel have, though none shows it clearly alone.
///
/// A series has a season of m steps if the autocorrelation of its differences at m is above its 95 % limit, which the
/// autocorrelations at shorter lags widen (Bartlett 1946), and higher than at the neighbouring lags. It also falls below half of it
/// both between 2 and m and within half a season after m: a smooth series is correlated at all short lags, of which noise raises some.
/// Lag 1 does not count, because noise lowers it in differences.
final class SeasonShare {
  private static final double LEAST = 0.25;
  private static final double ONE_SIDED = 1.645;
  private static final int LONGEST = 400;

  /// A longer season must be shown by this much more, because multiples of a season are shown as well.
  private static final double LEAD = 1.05;

  private SeasonShare() {}

  /// The season that the largest share of the samples shows; 1 if no share is large.
  ///
  /// @param samples values without gaps, each `[steps]`
  static int find(List<double[]> samples) {
    int[] passed = new int[LONGEST + 1];
    int[] tested = new int[LONGEST + 1];
    for (double[] sample : samples) test(sample, passed, tested);
    int best = 1;
    double highest = LEAST;
    for (int m = 2; m <= LONGEST; m++) {
      if (2 * tested[m] < samples.size()) break;
      double share = (double) passed[m] / tested[m];
      double needed = best == 1 ? highest : highest * (m % best == 0 ? LEAD : 1);
      if (share <= needed) continue;
      best = m;
      highest = share;
    }
    return best;
  }

  /// Whether a season is shown by a large share of the samples.
  ///
  /// @param samples values without gaps, each `[steps]`
  static boolean shows(List<double[]> samples, int season) {
    if (season < 2 || season > LONGEST) return false;
    int[] passed = new int[LONGEST + 1];
    int[] tested = new int[LONGEST + 1];
    for (double[] sample : samples) test(sample, passed, tested);
    return 2 * tested[season] >= samples.size() && passed[season] > LEAST * tested[season];
  }

  private static void test(double[] sample, int[] passed, int[] tested) {
    int n = sample.length - 1;
    double[] differences = new double[n];
    double mean = 0;
    for (int t = 0; t < n; t++) {
      differences[t] = sample[t + 1] - sample[t];
      mean += differences[t] / n;
    }
    double square = 0;
    for (int t = 0; t < n; t++) {
      differences[t] -= mean;
      square += differences[t] * differences[t];
    }
    int longest = Math.min(LONGEST, n / 3);
    double[] r = new double[longest + (longest + 1) / 2 + 1];
    for (int m = 1; m < r.length; m++) {
      double sum = 0;
      for (int t = m; t < n; t++) sum += differences[t] * differences[t - m];
      r[m] = square > 0 ? sum / square : 0;
    }
    double shorter = 0;
    for (int m = 1; m <= longest; m++) {
      boolean peak = m > 1 && r[m] > r[m - 1] && r[m] >= r[m + 1];
      tested[m]++;
      if (peak && r[m] > ONE_SIDED / Math.sqrt(n) * Math.sqrt(1 + 2 * shorter) && standsOut(r, m))
        passed[m]++;
      shorter += r[m] * r[m];
    }
  }

  private static boolean standsOut(double[] r, int m) {
    boolean before = m == 2;
    for (int lag = 2; lag < m; lag++) before |= r[lag] < r[m] / 2;
    boolean after = false;
    for (int lag = m + 1; lag <= m + (m + 1) / 2; lag++) after |= r[lag] < r[m] / 2;
    return before && after;
  }
}
