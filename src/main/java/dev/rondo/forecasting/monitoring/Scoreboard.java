package dev.rondo.forecasting.monitoring;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;

/// The errors of many past forecasts, by bucket of the horizon and over all steps, and a test whether they drift.
///
/// The test reads the errors of the first step only: those of later steps overlap, and are correlated even if nothing has changed.
/// First steps of several series with one origin count as one error, their mean, because series often move together.
public final class Scoreboard {
  /// Sums over the first steps of one origin.
  private static final class FirstSteps {
    private double error;
    private double size;
    private int count;
  }

  private final List<FinishedErrors> buckets = new ArrayList<>();
  private final NavigableMap<Long, FirstSteps> firstSteps = new TreeMap<>();
  private long forecasts;
  private long pending;

  /// Adds a forecast.
  ///
  /// @param truth the actual value of a step, from 1; NaN as long as it is unknown
  public void add(PastForecast forecast, IntToDoubleFunction truth) {
    forecasts++;
    for (int step = 1; step <= forecast.steps(); step++) {
      double value = truth.applyAsDouble(step);
      if (Double.isNaN(value)) {
        pending++;
        continue;
      }
      bucket(HorizonBuckets.of(step)).add(forecast, step, value);
      if (step == 1) addFirst(forecast, value);
    }
  }

  private FinishedErrors bucket(int number) {
    while (buckets.size() <= number) buckets.add(new FinishedErrors());
    return buckets.get(number);
  }

  private void addFirst(PastForecast forecast, double truth) {
    double error = forecast.normalised(1, truth);
    if (Double.isNaN(error)) return;
    FirstSteps sums = firstSteps.computeIfAbsent(forecast.origin(), _ -> new FirstSteps());
    sums.error += error;
    sums.size += Math.abs(error);
    sums.count++;
  }

  /// Adds what another scoreboard has.
  public void add(Scoreboard other) {
    forecasts += other.forecasts;
    pending += other.pending;
    for (int b = 0; b < other.buckets.size(); b++) bucket(b).add(other.buckets.get(b));
    other.firstSteps.forEach((origin, sums) -> {
      FirstSteps mine = firstSteps.computeIfAbsent(origin, _ -> new FirstSteps());
      mine.error += sums.error;
      mine.size += sums.size;
      mine.count += sums.count;
    });
  }

  public long forecasts() {
    return forecasts;
  }

  /// Number of steps without an actual value.
  public long pending() {
    return pending;
  }

  /// The errors of each bucket of [HorizonBuckets].
  public List<FinishedErrors> buckets() {
    return List.copyOf(buckets);
  }

  /// The errors of all steps.
  public FinishedErrors overall() {
    FinishedErrors all = new FinishedErrors();
    buckets.forEach(all::add);
    return all;
  }

  /// The test for drift over the first steps in the order of their origins.
  public Drift drift() {
    DriftDetector test = new DriftDetector();
    firstSteps.forEach(
        (origin, sums) -> test.add(origin, sums.error / sums.count, sums.size / sums.count));
    return test.result();
  }
}
