package dev.rondo.forecasting.auto;

import dev.rondo.engine.kernel.Kernels;
import java.util.Arrays;

/// Transforms one window into the units of a segment network and its outputs back. The outputs are relative to a base: the last
/// value, or the values one season earlier.
///
/// It is set by [#read] for each window and allocates nothing.
final class WindowUnits {
  /// Distance of the values of a window in a batch.
  static final int STRIDE = Kernels.COLUMNS;

  /// Smallest ratio of a value to the level before the logarithm is taken.
  private static final double LEAST_RATIO = 1e-2;

  /// Largest output, so that the inverse of a logarithm stays finite.
  private static final double LARGEST = 7;

  /// Smallest scale as a share of the mean size of the window.
  private static final double LEAST_SHARE = 0.01;

  private final Units units;
  private final int lookback;
  private final int base;
  private final int recent;
  private final double[] window; // [lookback], filled forward
  private final double[] offset; // [horizon]
  private double scale;

  /// @param base steps of the season whose last values are the base; 0 for the last value
  /// @param recent steps that the level is the mean of, if there is no season
  WindowUnits(Units units, int lookback, int horizon, int base, int recent) {
    this.units = units;
    this.lookback = lookback;
    this.base = base;
    this.recent = Math.min(lookback, base > 0 ? base : recent);
    this.window = new double[lookback];
    this.offset = new double[horizon];
  }

  /// Reads the window before an origin. Steps before the first observed value are padded with it.
  ///
  /// @param values `[steps]`, NaN is missing
  /// @param first first observed step, before `origin`
  /// @param inputs receives the transformed window, value i at `at + 16 i`; 0 where a value is missing
  /// @param observed receives 1 where a value is observed and 0 where not, at the same places
  void read(double[] values, int first, int origin, float[] inputs, float[] observed, int at) {
    int from = origin - lookback;
    double last = values[first];
    if (from > first) last = lastBefore(values, first, from, last);
    for (int i = 0; i < lookback; i++) {
      int t = from + i;
      double value = t < first ? Double.NaN : values[t];
      boolean known = !Double.isNaN(value);
      if (known) last = value;
      window[i] = last;
      observed[at + i * STRIDE] = known ? 1 : 0;
    }
    scale = scale(observed, at);
    for (int i = 0; i < lookback; i++) window[i] = forward(window[i]);
    double centre = setBase();
    for (int i = 0; i < lookback; i++)
      inputs[at + i * STRIDE] = observed[at + i * STRIDE] == 0 ? 0 : clamp(window[i] - centre);
  }

  private static double lastBefore(double[] values, int first, int step, double otherwise) {
    for (int t = step - 1; t >= first; t--) if (!Double.isNaN(values[t])) return values[t];
    return otherwise;
  }

  private double scale(float[] observed, int at) {
    double size = meanSize(observed, at, 0);
    double level =
        switch (units) {
          case LOG, LEVEL -> meanSize(observed, at, lookback - recent);
          case COUNT -> size;
          case SPREAD, REVIN -> deviation();
        };
    double scale = Math.max(level, LEAST_SHARE * size);
    return scale > 0 ? scale : 1;
  }

  private double meanSize(float[] observed, int at, int from) {
    double sum = 0;
    int count = 0;
    for (int i = from; i < lookback; i++) {
      if (observed[at + i * STRIDE] == 0) continue;
      sum += Math.abs(window[i]);
      count++;
    }
    return count == 0 ? Math.abs(window[lookback - 1]) : sum / count;
  }

  private double deviation() {
    double mean = 0;
    for (double value : window) mean += value / lookback;
    double square = 0;
    for (double value : window) square += (value - mean) * (value - mean) / lookback;
    return Math.sqrt(square);
  }

  /// Sets the base of each step of the horizon; returns what is subtracted from the inputs.
  private double setBase() {
    if (!units.hasBase()) {
      double level = units == Units.COUNT ? 0 : mean(0);
      Arrays.fill(offset, level);
      return level;
    }
    if (base == 0) {
      Arrays.fill(offset, window[lookback - 1]);
      return window[lookback - 1];
    }
    double mean = mean(lookback - base);
    for (int h = 0; h < offset.length; h++) offset[h] = window[lookback - base + h % base];
    return mean;
  }

  private double mean(int from) {
    double mean = 0;
    for (int i = from; i < lookback; i++) mean += window[i] / (lookback - from);
    return mean;
  }

  private double forward(double value) {
    double ratio = value / scale;
    return units == Units.LOG ? Math.log(Math.max(ratio, LEAST_RATIO)) : ratio;
  }

  private static float clamp(double value) {
    return (float) Math.clamp(value, -1e4, 1e4);
  }

  /// A value of step h of the horizon in the units of the outputs.
  float target(double value, int h) {
    return clamp(forward(value) - offset[h]);
  }

  /// An output of step h of the horizon in the units of the data.
  double invert(float output, int h) {
    double value = output + offset[h];
    return units == Units.LOG
        ? Math.exp(Math.clamp(value, -LARGEST, LARGEST)) * scale
        : value * scale;
  }

  /// The size of one unit in the units of the data.
  double scale() {
    return scale;
  }
}
