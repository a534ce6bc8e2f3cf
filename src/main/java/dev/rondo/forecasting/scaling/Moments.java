package dev.rondo.forecasting.scaling;

/// Count, mean, variance and range of values, updated one value at a time; NaN is skipped (Welford 1962). Not thread-safe.
public final class Moments {
  private long count;
  private double mean;
  private double squares;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;

  /// Adds `values[from]` to `values[to - 1]`.
  public void add(double[] values, int from, int to) {
    for (int i = from; i < to; i++) add(values[i]);
  }

  public void add(double value) {
    if (Double.isNaN(value)) return;
    count++;
    double delta = value - mean;
    mean += delta / count;
    squares += delta * (value - mean);
    min = Math.min(min, value);
    max = Math.max(max, value);
  }

  public long count() {
    return count;
  }

  /// 0 if there was no value.
  public double mean() {
    return mean;
  }

  /// Standard deviation of the values, `sqrt(sum (x - mean)^2 / n)`; 0 if there was no value.
  public double standardDeviation() {
    return count == 0 ? 0 : Math.sqrt(squares / count);
  }

  /// 0 if there was no value.
  public double min() {
    return count == 0 ? 0 : min;
  }

  /// 0 if there was no value.
  public double max() {
    return count == 0 ? 0 : max;
  }
}
