package dev.rondo.forecasting.evaluation;

import dev.rondo.forecasting.window.Observations;
import dev.rondo.forecasting.window.Segments;
import dev.rondo.forecasting.window.Windows;
import java.util.Arrays;

/// The denominators of MASE: the mean absolute error of the seasonal naive forecast, `mean |y(t) - y(t - m)|`, over the observed
/// pairs of a series before the scored part. For the test part these are the training and validation parts, as in the M4
/// competition, whose scale uses all values before the forecast. With a split by series, it uses all values before the origin
/// (the first forecast step) of the window.
///
/// Each sum is continued from window to window, so the windows of one series should follow each other in the order of time.
final class MaseScales {
  private final Observations data;
  private final Segments segments;
  private final int season;
  private final NaiveErrors[] errors; // [targets]: before `summed`
  private final int[] summed; // [targets]: the step after the last one that is summed
  private int series = -1;

  MaseScales(Observations data, Segments segments, int targets, int season) {
    this.data = data;
    this.segments = segments;
    this.season = season;
    this.errors = new NaiveErrors[targets];
    this.summed = new int[targets];
  }

  /// NaN if there are no pairs or the mean is zero.
  double of(Windows windows, int window, int target) {
    int of = windows.series(window);
    if (of != series) {
      series = of;
      Arrays.fill(summed, Integer.MAX_VALUE);
    }
    int begin = segments.from(windows.part(), of);
    sum(target, begin > data.first(of) ? begin : windows.origin(window));
    return errors[target].meanAbsolute();
  }

  /// Continues the sum to the steps before `end`, or restarts it if it already contains later steps.
  private void sum(int f, int end) {
    if (summed[f] > end) {
      errors[f] = new NaiveErrors();
      summed[f] = data.first(series) + season;
    }
    for (int t = summed[f]; t < end; t++) {
      if (!data.observed(series, f, t) || !data.observed(series, f, t - season)) continue;
      errors[f].add(data.value(series, f, t), data.value(series, f, t - season));
    }
    summed[f] = Math.max(summed[f], end);
  }
}
