package dev.rondo.forecasting.evaluation;

import dev.rondo.forecasting.window.Observations;
import dev.rondo.forecasting.window.Segments;
import dev.rondo.forecasting.window.Windows;
import java.util.Arrays;

/// The denominators of MASE: the mean absolute error of the seasonal naive forecast, `mean |y(t) - y(t - m)|`, over observed
/// pairs of what training may know of a series. Split by time, that is the training part of the series; split by series, it is
/// the lookback of the window.
final class MaseScales {
  private final Observations data;
  private final Segments segments;
  private final int targets;
  private final int season;
  private final double[] bySeries; // [series, targets]; -1 where not yet computed

  MaseScales(Observations data, Segments segments, int targets, int season) {
    this.data = data;
    this.segments = segments;
    this.targets = targets;
    this.season = season;
    this.bySeries = new double[kept(data, segments, targets)];
    Arrays.fill(bySeries, -1);
  }

  private static int kept(Observations data, Segments segments, int targets) {
    return segments.byTime() ? data.series() * targets : 0;
  }

  static long bytes(Observations data, Segments segments, int targets) {
    return (long) kept(data, segments, targets) * Double.BYTES;
  }

  /// NaN where there is none or it is zero.
  double of(Windows windows, int window, int target) {
    int series = windows.series(window);
    if (!segments.byTime()) {
      int origin = windows.origin(window);
      return scale(series, target, origin - windows.history(window), origin);
    }
    int cell = series * targets + target;
    if (bySeries[cell] == -1) {
      bySeries[cell] =
          scale(series, target, data.first(series), segments.to(Segments.Part.TRAINING, series));
    }
    return bySeries[cell];
  }

  private double scale(int series, int target, int from, int to) {
    double sum = 0;
    int count = 0;
    for (int t = from + season; t < to; t++) {
      if (!data.observed(series, target, t) || !data.observed(series, target, t - season)) continue;
      sum += Math.abs(data.value(series, target, t) - data.value(series, target, t - season));
      count++;
    }
    return sum > 0 ? sum / count : Double.NaN;
  }
}
