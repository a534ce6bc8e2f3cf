package dev.rondo.forecasting.evaluation;

import dev.rondo.forecasting.window.Observations;
import dev.rondo.forecasting.window.Segments;
import java.util.ArrayList;
import java.util.List;

/// Finds the season of a dataset in the autocorrelation of its training part.
///
/// The autocorrelation of up to 100 series, each without its straight line, is averaged over series and targets:
/// `r(k) = sum (y(t) - m) (y(t - k) - m) / sum (y(t) - m)^2`. A lag m is a season when r(m) is above its neighbours and beyond
/// `1.645 / sqrt(n) * sqrt(1 + 2 (r(1)^2 + ... + r(m - 1)^2))`, the test of the M4 competition (Makridakis et al. 2020), n
/// being the steps of a series.
final class Season {
  private static final int MOST_SERIES = 100;
  private static final int MOST_STEPS = 20_000;
  private static final int MOST_LAGS = 1000;

  /// Without a hint from the frequency, a season must explain at least this share of the variance.
  private static final double CLEAR = 0.3;

  private Season() {}

  /// @param expected season that the frequency suggests; 1 for none
  /// @return steps of the season; 1 when there is none
  static int of(Observations data, Segments segments, int targets, int expected) {
    List<double[]> samples = samples(data, segments, targets);
    int longest = samples.stream().mapToInt(sample -> sample.length).max().orElse(0);
    int lags = Math.min(MOST_LAGS, longest / 3);
    if (expected > 1 && expected <= longest / 3) lags = Math.max(lags, expected + 1);
    double[] r = autocorrelation(samples, lags);
    // Where values change slowly the lags around the season are as alike, so the frequency's own
    // season need not stand out.
    if (expected > 1 && expected < lags && significant(r, expected, longest)) return expected;
    int best = 1;
    for (int m = 2; m < lags; m++) {
      if (peak(r, m)
          && r[m] >= CLEAR
          && significant(r, m, longest)
          && (best == 1 || r[m] > r[best] + 0.05)) best = m;
    }
    return best;
  }

  private static List<double[]> samples(Observations data, Segments segments, int targets) {
    List<double[]> samples = new ArrayList<>();
    for (int s : sampled(data, segments)) {
      int to = segments.to(Segments.Part.TRAINING, s);
      int from = to - length(data, segments, s);
      for (int f = 0; f < targets; f++) {
        double[] values = new double[to - from];
        for (int t = from; t < to; t++) values[t - from] = data.value(s, f, t);
        samples.add(withoutLine(values));
      }
    }
    return samples;
  }

  private static List<Integer> sampled(Observations data, Segments segments) {
    List<Integer> sampled = new ArrayList<>();
    int step = Math.max(1, data.series() / MOST_SERIES);
    for (int s = 0; s < data.series() && sampled.size() < MOST_SERIES; s++) {
      if (s % step != 0 && data.series() > 2 * MOST_SERIES) continue;
      if (length(data, segments, s) >= 6) sampled.add(s);
    }
    return sampled;
  }

  /// Last steps of training that are read of a series.
  private static int length(Observations data, Segments segments, int series) {
    int to = segments.to(Segments.Part.TRAINING, series);
    return to - Math.max(data.first(series), to - MOST_STEPS);
  }

  static long bytes(Observations data, Segments segments, int targets) {
    long steps = 0;
    for (int s : sampled(data, segments)) steps += length(data, segments, s);
    return steps * targets * Double.BYTES;
  }

  private static double[] withoutLine(double[] y) {
    int n = y.length;
    double middle = (n - 1) / 2.0;
    double mean = 0;
    for (double value : y) mean += value / n;
    double product = 0;
    double square = 0;
    for (int t = 0; t < n; t++) {
      product += (t - middle) * (y[t] - mean);
      square += (t - middle) * (t - middle);
    }
    double slope = product / square;
    for (int t = 0; t < n; t++) y[t] -= mean + slope * (t - middle);
    return y;
  }

  /// Mean over the series that are long enough for a lag three times.
  private static double[] autocorrelation(List<double[]> samples, int lags) {
    double[] r = new double[lags + 1];
    int[] counts = new int[lags + 1];
    // Long series first pay for many lags: of many such series a few tell as much.
    long products = 0;
    for (double[] y : samples) {
      double square = 0;
      for (double value : y) square += value * value;
      if (!(square > 0) || products > 400_000_000L) continue;
      for (int k = 1; k <= lags && 3 * k <= y.length; k++) {
        double sum = 0;
        for (int t = k; t < y.length; t++) sum += y[t] * y[t - k];
        r[k] += sum / square;
        counts[k]++;
        products += y.length - k;
      }
    }
    for (int k = 1; k <= lags; k++) r[k] = counts[k] == 0 ? 0 : r[k] / counts[k];
    return r;
  }

  private static boolean peak(double[] r, int m) {
    return (m == 2 || r[m] >= r[m - 1])
        && (m + 1 >= r.length || r[m] >= r[m + 1])
        && (m > 2 || r[2] > r[1]);
  }

  private static boolean significant(double[] r, int m, int n) {
    double sum = 1;
    for (int k = 1; k < m; k++) sum += 2 * r[k] * r[k];
    return r[m] > 1.645 / Math.sqrt(n) * Math.sqrt(sum);
  }
}
