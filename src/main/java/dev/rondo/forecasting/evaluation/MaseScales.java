package dev.rondo.forecasting.evaluation;

import dev.rondo.forecasting.window.ScaledSeries;
import dev.rondo.forecasting.window.Segments;
import dev.rondo.forecasting.window.Windows;

/// The denominators of MASE: the mean absolute error of the seasonal naive forecast, `mean |y(t) - y(t - m)|`, over the observed
/// pairs of what is known of a series before its part begins. For the test part that is the training and the validation part
/// together, as in the M4 competition, where the scale comes from everything before the part that is forecast. Where whole series
/// are set aside, it is all that comes before the origin of the window.
///
/// The sums of one series are kept at a time, so windows of one series should come one after the other.
final class MaseScales {
  private final ScaledSeries data;
  private final Segments segments;
  private final int season;
  private final double[][]
      sums; // [targets][steps + 1]: of the absolute differences before each step
  private final int[][] counts; // [targets][steps + 1]
  private int series = -1;

  MaseScales(ScaledSeries data, Segments segments, int targets, int season) {
    this.data = data;
    this.segments = segments;
    this.season = season;
    int longest = longest(data);
    this.sums = new double[targets][longest + 1];
    this.counts = new int[targets][longest + 1];
  }

  private static int longest(ScaledSeries data) {
    int longest = 0;
    for (int i = 0; i < data.series(); i++) longest = Math.max(longest, data.steps(i));
    return longest;
  }

  static long bytes(ScaledSeries data, int targets) {
    return (long) targets * (longest(data) + 1) * (Double.BYTES + Integer.BYTES);
  }

  /// NaN where there is none or it is zero.
  double of(Windows windows, int window, int target) {
    int of = windows.series(window);
    if (of != series) read(of);
    int begin = segments.from(windows.part(), of);
    int end = begin > data.first(of) ? begin : windows.origin(window);
    double sum = sums[target][end];
    return sum > 0 ? sum / counts[target][end] : Double.NaN;
  }

  private void read(int of) {
    series = of;
    for (int f = 0; f < sums.length; f++) {
      for (int t = 0; t < data.steps(of); t++) {
        boolean pair =
            t - season >= data.first(of)
                && data.observed(of, f, t)
                && data.observed(of, f, t - season);
        double difference =
            pair ? Math.abs(data.value(of, f, t) - data.value(of, f, t - season)) : 0;
        sums[f][t + 1] = sums[f][t] + difference;
        counts[f][t + 1] = counts[f][t] + (pair ? 1 : 0);
      }
    }
  }
}
