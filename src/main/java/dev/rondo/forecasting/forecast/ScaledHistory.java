package dev.rondo.forecasting.forecast;

import dev.rondo.forecasting.scaling.Scale;
import java.util.Arrays;
import java.util.List;

/// The end of a history on the network's scale, filled forward as in training, with room for forecasts behind it.
final class ScaledHistory {
  private final int columns;
  private float[] values; // [length, columns]
  private int length;

  private ScaledHistory(int columns, float[] values, int length) {
    this.columns = columns;
    this.values = values;
    this.length = length;
  }

  /// Throws [IllegalArgumentException] where no target is observed, or a value is too large.
  ///
  /// @param lookback most steps that are kept
  static ScaledHistory of(double[][] history, List<Scale> scales, int targets, int lookback) {
    int steps = history[0].length;
    int first = steps;
    for (int f = 0; f < targets; f++) {
      for (int t = 0; t < first; t++) if (!Double.isNaN(history[f][t])) first = t;
    }
    if (first == steps)
      throw new IllegalArgumentException("at least one value of a target must be known");
    int from = Math.max(first, steps - lookback);
    int columns = scales.size();
    float[] values = new float[(steps - from) * columns];
    for (int c = 0; c < columns; c++) {
      float last = 0;
      for (int t = 0; t < steps; t++) {
        double value = history[c][t];
        if (!Double.isNaN(value)) {
          last = (float) scales.get(c).apply(value);
          if (!Float.isFinite(last))
            throw new IllegalArgumentException(value + " is too large for the model's scale");
        }
        if (t >= from) values[(t - from) * columns + c] = last;
      }
    }
    return new ScaledHistory(columns, values, steps - from);
  }

  /// Adds a step of all columns.
  void append(float[] row) {
    if ((length + 1) * columns > values.length)
      values = Arrays.copyOf(values, 2 * (length + 1) * columns);
    System.arraycopy(row, 0, values, length++ * columns, columns);
  }

  int length() {
    return length;
  }

  /// `[length, columns]`, valid until the next [#append].
  float[] values() {
    return values;
  }
}
