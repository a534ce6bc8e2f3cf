package dev.rondo.forecasting.member;

/// One series as a pooled ridge reads it: missing values repeat the last observed one, and the level before any step is at hand.
final class PastValues {
  /// The level of a window is at least this share of that of the whole past, so that a window of zeros does not inflate it.
  private static final double LEAST_SHARE = 0.01;

  private final double[] values; // [steps], filled forward, from the first observed one on
  private final double[] sizes; // [steps + 1]: sum of the sizes of the steps before
  private final int first;

  PastValues(double[] history) {
    int start = 0;
    while (start < history.length && !Double.isFinite(history[start])) start++;
    this.first = start;
    this.values = history.clone();
    this.sizes = new double[history.length + 1];
    for (int t = first; t < values.length; t++) {
      if (!Double.isFinite(values[t])) values[t] = values[t - 1];
      sizes[t + 1] = sizes[t] + Math.abs(values[t]);
    }
  }

  int first() {
    return first;
  }

  int steps() {
    return values.length;
  }

  /// The value of a step; before the first observed one, that one.
  double at(int step) {
    return values[Math.max(step, first)];
  }

  /// Mean size of the steps of a window, and not far below that of all earlier steps; 0 if all are 0.
  double level(int origin, int lookback) {
    int from = Math.max(first, origin - lookback);
    double window = (sizes[origin] - sizes[from]) / (origin - from);
    return Math.max(window, LEAST_SHARE * sizes[origin] / (origin - first));
  }

  /// The value from which the forecast of horizon step h, from 0, is measured: that of the last season, or the last value.
  double base(int origin, int h, int season) {
    int step = origin - season + h % season;
    return at(step >= first ? step : origin - 1);
  }

  /// Mean of the last season.
  double centre(int origin, int season) {
    int from = Math.max(first, origin - season);
    double sum = 0;
    for (int t = from; t < origin; t++) sum += values[t];
    return sum / (origin - from);
  }
}
