package dev.rondo.forecasting.evaluation;

import dev.rondo.forecasting.window.Observations;
import dev.rondo.forecasting.window.Segments;
import dev.rondo.forecasting.window.Windows;
import java.util.Arrays;

/// The denominators of MASE: the mean absolute error of the seasonal naive forecast, `mean |y(t) - y(t - m)|`, over the observed
/// pairs of what is known of a series before its part begins. For the test part that is the training and the validation part
/// together, as in the M4 competition, where the scale comes from everything before the part that is forecast. Where whole series
/// are set aside, it is all that comes before the origin of the window.
///
/// Each sum is carried on from window to window, so windows of one series should come one after the other and in the order of
/// time.
final class MaseScales {
  private final Observations data;
  private final Segments segments;
  private final int season;
  private final double[] sums; // [targets]: of the absolute differences before `summed`
  private final int[] counts; // [targets]
  private final int[] summed; // [targets]: the step behind the last one that is summed
  private int series = -1;

  MaseScales(Observations data, Segments segments, int targets, int season) {
    this.data = data;
    this.segments = segments;
    this.season = season;
    this.sums = new double[targets];
    this.counts = new int[targets];
    this.summed = new int[targets];
  }

  /// NaN where there is none or it is zero.
  double of(Windows windows, int window, int target) {
    int of = windows.series(window);
    if (of != series) {
      series = of;
      Arrays.fill(summed, Integer.MAX_VALUE);
    }
    int begin = segments.from(windows.part(), of);
    sum(target, begin > data.first(of) ? begin : windows.origin(window));
    return sums[target] > 0 ? sums[target] / counts[target] : Double.NaN;
  }

  /// Carries the sum on to the steps before `end`, or begins it anew where it reaches further.
  private void sum(int f, int end) {
    if (summed[f] > end) {
      sums[f] = 0;
      counts[f] = 0;
      summed[f] = data.first(series) + season;
    }
    for (int t = summed[f]; t < end; t++) {
      if (!data.observed(series, f, t) || !data.observed(series, f, t - season)) continue;
      sums[f] += Math.abs(data.value(series, f, t) - data.value(series, f, t - season));
      counts[f]++;
    }
    summed[f] = Math.max(summed[f], end);
  }
}
