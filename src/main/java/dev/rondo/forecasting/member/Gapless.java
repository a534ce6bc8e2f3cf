package dev.rondo.forecasting.member;

import java.util.Arrays;

/// A history that is ready for a forecast: it starts with its first observed value, has no gaps, and is divided by a power of two,
/// so that squares neither overflow nor vanish. The division is exact.
///
/// @param values `[steps]`; empty if nothing was observed
/// @param exponent of the power of two
@SuppressWarnings("ArrayRecordComponent")
public record Gapless(double[] values, int exponent) {
  /// Fills the gaps of a history. A missing value lies on the line between the observed values before and after it at the same
  /// place of the season, or repeats the nearest of them. If there are none, the neighbours in time are used.
  ///
  /// @param history `[steps]`; NaN is missing; not modified
  /// @param period steps of a season; 1 for none
  public static Gapless filled(double[] history, int period) {
    double[] values = fromFirstObserved(history);
    fill(values, period);
    if (period > 1) fill(values, 1);
    return scaled(values);
  }

  /// Leaves missing values out.
  static Gapless compact(double[] history) {
    return scaled(Arrays.stream(history).filter(Double::isFinite).toArray());
  }

  private static double[] fromFirstObserved(double[] history) {
    int first = 0;
    while (first < history.length && !Double.isFinite(history[first])) first++;
    return Arrays.copyOfRange(history, first, history.length);
  }

  /// Fills each gap of the steps `start, start + stride, ...` that have an observed value.
  private static void fill(double[] values, int stride) {
    for (int start = 0; start < Math.min(stride, values.length); start++) {
      int known = -1;
      for (int t = start; t < values.length; t += stride) {
        if (!Double.isFinite(values[t])) continue;
        for (int gap = known < 0 ? start : known + stride; gap < t; gap += stride) {
          double share = known < 0 ? 1 : (double) (gap - known) / (t - known);
          values[gap] = known < 0 ? values[t] : (1 - share) * values[known] + share * values[t];
        }
        known = t;
      }
      if (known < 0) continue;
      for (int t = known + stride; t < values.length; t += stride) values[t] = values[known];
    }
  }

  private static Gapless scaled(double[] values) {
    double largest = 0;
    for (double value : values) largest = Math.max(largest, Math.abs(value));
    int exponent = largest == 0 ? 0 : Math.getExponent(largest);
    for (int t = 0; t < values.length; t++) values[t] = Math.scalb(values[t], -exponent);
    return new Gapless(values, exponent);
  }

  /// Takes a forecast back to the units of the history, and into its widened range.
  void restore(double[] forecast) {
    for (int h = 0; h < forecast.length; h++) forecast[h] = Math.scalb(forecast[h], exponent);
    limit(forecast);
  }

  /// Moves a forecast in the units of the history into its widened range. One that is not finite becomes the last value.
  void limit(double[] forecast) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    double room = (high - low) * (1 + 4.0 * forecast.length / values.length);
    double least = units(low >= 0 ? Math.max(0, low - room) : low - room);
    double most = units(high + room);
    double last = units(values[values.length - 1]);
    for (int h = 0; h < forecast.length; h++)
      forecast[h] = Double.isFinite(forecast[h]) ? Math.clamp(forecast[h], least, most) : last;
  }

  /// A value in the units of the history, or the largest number if it exceeds that.
  private double units(double value) {
    return Math.clamp(Math.scalb(value, exponent), -Double.MAX_VALUE, Double.MAX_VALUE);
  }
}
