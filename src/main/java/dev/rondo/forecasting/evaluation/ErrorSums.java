package dev.rondo.forecasting.evaluation;

import dev.rondo.forecasting.evaluation.Evaluation.Measures;
import dev.rondo.forecasting.evaluation.Evaluation.PerSeries;
import org.jspecify.annotations.Nullable;

/// Errors of one forecaster, summed in float64: over all values, and over each series for the means over the series. The windows
/// of one series must follow each other.
public final class ErrorSums {
  private final double[] squares; // [horizon]
  private final double[] absolutes; // [horizon]
  private final long[] counts; // [horizon]
  private final Sums all = new Sums();
  private final Sums[] current; // [targets], of the series that errors come from
  private int series = -1;
  private double percentages;
  private long percentageCount;
  private double scaleds;
  private long scaledCount;

  /// Sums of scale-free errors.
  private static final class Sums {
    private double absolute;
    private double percentage;
    private double scaled;
    private long count;
    private long scaledCount;

    void add(double truth, double forecast, double scale) {
      double size = Math.abs(truth - forecast);
      count++;
      absolute += size;
      percentage += PointErrors.percentage(truth, forecast);
      if (!Double.isNaN(scale)) {
        scaled += size / scale;
        scaledCount++;
      }
    }

    void clear() {
      absolute = percentage = scaled = 0;
      count = scaledCount = 0;
    }
  }

  public ErrorSums(int horizon, int targets) {
    this.squares = new double[horizon];
    this.absolutes = new double[horizon];
    this.counts = new long[horizon];
    this.current = new Sums[targets];
    for (int f = 0; f < targets; f++) current[f] = new Sums();
  }

  /// @param h step of the horizon, from 0
  /// @param scale of MASE; NaN if there is none
  public void add(int from, int target, int h, double truth, double forecast, double scale) {
    if (from != series) endSeries();
    series = from;
    squares[h] += (truth - forecast) * (truth - forecast);
    absolutes[h] += Math.abs(truth - forecast);
    counts[h]++;
    all.add(truth, forecast, scale);
    current[target].add(truth, forecast, scale);
  }

  private void endSeries() {
    for (Sums sums : current) {
      if (sums.count > 0) {
        percentages += sums.percentage / sums.count;
        percentageCount++;
      }
      if (sums.scaledCount > 0) {
        scaleds += sums.scaled / sums.scaledCount;
        scaledCount++;
      }
      sums.clear();
    }
  }

  @Nullable Double meanSquare() {
    double sum = 0;
    for (double square : squares) sum += square;
    return mean(sum, all.count);
  }

  @Nullable Double meanAbsolute() {
    return mean(all.absolute, all.count);
  }

  /// Mean absolute error of the steps from `from` to `to - 1` of the horizon, from 0.
  @Nullable Double meanAbsolute(int from, int to) {
    double sum = 0;
    long count = 0;
    for (int h = from; h < to; h++) {
      sum += absolutes[h];
      count += counts[h];
    }
    return mean(sum, count);
  }

  @Nullable Double meanPercentage() {
    return mean(all.percentage, all.count);
  }

  @Nullable Double meanScaled() {
    return mean(all.scaled, all.scaledCount);
  }

  /// Mean squared error of the last step of the horizon.
  @Nullable Double lastStepMeanSquare() {
    int last = squares.length - 1;
    return mean(squares[last], counts[last]);
  }

  /// Number of values without a scale for MASE.
  long unscaled() {
    return all.count - all.scaledCount;
  }

  long count() {
    return all.count;
  }

  /// Call this after the last error.
  public Measures measures() {
    endSeries();
    return new Measures(
        Metric.MSE.of(this),
        Metric.MAE.of(this),
        Metric.RMSE.of(this),
        Metric.SMAPE.of(this),
        Metric.MASE.of(this),
        lastStepMeanSquare(),
        new PerSeries(
            percentageCount, mean(percentages, percentageCount), mean(scaleds, scaledCount)));
  }

  // JSON has no numbers that are not finite.
  private static @Nullable Double mean(double sum, long count) {
    double mean = sum / count;
    return count == 0 || !Double.isFinite(mean) ? null : mean;
  }
}
