package dev.rondo.forecasting.monitoring;

import dev.rondo.forecasting.evaluation.Evaluation.Coverage;
import dev.rondo.forecasting.evaluation.QuantileErrors;
import dev.rondo.forecasting.forecast.Forecast.Interval;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Sums over forecast steps whose actual values are known. Measures of no step are null.
public final class FinishedErrors {
  private final long[] inside = new long[PastForecast.LEVELS.size()];
  private final long[] covered = new long[PastForecast.LEVELS.size()];
  private long steps;
  private double error;
  private double absolute;
  private double square;
  private double scaled;
  private long scaledSteps;
  private double pinball;
  private long pinballs;

  /// Adds a step, unless its truth is NaN.
  ///
  /// @param step from 1
  public void add(PastForecast forecast, int step, double truth) {
    if (Double.isNaN(truth)) return;
    double median = forecast.median()[step - 1];
    double off = median - truth;
    steps++;
    error += off;
    absolute += Math.abs(off);
    square += off * off;
    if (forecast.scale() > 0) {
      scaled += Math.abs(off) / forecast.scale();
      scaledSteps++;
    }
    addPinball(0.5, truth, median);
    for (Interval interval : forecast.intervals()) add(interval, step, truth);
  }

  private void add(Interval interval, int step, double truth) {
    int level = PastForecast.LEVELS.indexOf(interval.level());
    double lower = interval.lower()[step - 1];
    double upper = interval.upper()[step - 1];
    covered[level]++;
    if (lower <= truth && truth <= upper) inside[level]++;
    addPinball(0.5 - interval.level() / 200, truth, lower);
    addPinball(0.5 + interval.level() / 200, truth, upper);
  }

  private void addPinball(double quantile, double truth, double forecast) {
    pinball += QuantileErrors.pinball(quantile, truth, forecast);
    pinballs++;
  }

  public void add(FinishedErrors other) {
    steps += other.steps;
    error += other.error;
    absolute += other.absolute;
    square += other.square;
    scaled += other.scaled;
    scaledSteps += other.scaledSteps;
    pinball += other.pinball;
    pinballs += other.pinballs;
    for (int level = 0; level < inside.length; level++) {
      inside[level] += other.inside[level];
      covered[level] += other.covered[level];
    }
  }

  public long steps() {
    return steps;
  }

  /// Mean absolute error, in the units of the data.
  public @Nullable Double mae() {
    return mean(absolute, steps);
  }

  /// Root of the mean squared error, in the units of the data.
  public @Nullable Double rmse() {
    return steps == 0 ? null : Math.sqrt(square / steps);
  }

  /// Mean absolute error in scales of MASE, over the forecasts whose scale is known.
  public @Nullable Double mase() {
    return mean(scaled, scaledSteps);
  }

  /// Mean of forecast minus truth, in the units of the data: above 0 if the forecasts are too high.
  public @Nullable Double bias() {
    return mean(error, steps);
  }

  /// Mean quantile loss of the median and of the bounds of all intervals, in the units of the data.
  public @Nullable Double pinball() {
    return mean(pinball, pinballs);
  }

  /// The measured coverage of each level that the forecasts have.
  public List<Coverage> coverage() {
    List<Coverage> measured = new ArrayList<>();
    for (int level = 0; level < inside.length; level++) {
      if (covered[level] == 0) continue;
      double share = 100.0 * inside[level] / covered[level];
      measured.add(new Coverage(PastForecast.LEVELS.get(level), share, covered[level]));
    }
    return measured;
  }

  private static @Nullable Double mean(double sum, long count) {
    return count == 0 ? null : sum / count;
  }
}
