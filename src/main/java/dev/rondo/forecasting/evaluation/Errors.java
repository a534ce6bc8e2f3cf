package dev.rondo.forecasting.evaluation;

import org.jspecify.annotations.Nullable;

/// Errors of one forecaster, summed in float64 as they come.
final class Errors {
  private final double[] squares; // [horizon]
  private final long[] counts; // [horizon]
  private double absolute;
  private double percentage;
  private double scaled;
  private long scaledCount;

  Errors(int horizon) {
    this.squares = new double[horizon];
    this.counts = new long[horizon];
  }

  /// @param h step of the horizon, from 0
  /// @param scale of MASE; NaN where there is none
  void add(int h, double truth, double forecast, double scale) {
    double error = truth - forecast;
    double size = Math.abs(error);
    squares[h] += error * error;
    counts[h]++;
    absolute += size;
    if (size > 0) percentage += 200 * size / (Math.abs(truth) + Math.abs(forecast));
    if (!Double.isNaN(scale)) {
      scaled += size / scale;
      scaledCount++;
    }
  }

  @Nullable Double meanSquare() {
    double sum = 0;
    for (double square : squares) sum += square;
    return mean(sum, count());
  }

  @Nullable Double meanAbsolute() {
    return mean(absolute, count());
  }

  @Nullable Double meanPercentage() {
    return mean(percentage, count());
  }

  @Nullable Double meanScaled() {
    return mean(scaled, scaledCount);
  }

  /// Mean squared error of the last step of the horizon.
  @Nullable Double lastStepMeanSquare() {
    int last = squares.length - 1;
    return mean(squares[last], counts[last]);
  }

  /// Values without a scale for MASE.
  long unscaled() {
    return count() - scaledCount;
  }

  long count() {
    long count = 0;
    for (long n : counts) count += n;
    return count;
  }

  Evaluation.Scores scores() {
    return new Evaluation.Scores(
        Metric.MSE.of(this),
        Metric.MAE.of(this),
        Metric.RMSE.of(this),
        Metric.SMAPE.of(this),
        Metric.MASE.of(this),
        lastStepMeanSquare());
  }

  // Numbers that are not finite never reach JSON.
  private static @Nullable Double mean(double sum, long count) {
    double mean = sum / count;
    return count == 0 || !Double.isFinite(mean) ? null : mean;
  }
}
