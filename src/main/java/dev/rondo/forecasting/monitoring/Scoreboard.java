package dev.rondo.forecasting.monitoring;

import dev.rondo.forecasting.forecast.Forecast.Interval;
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
    private int inside;
    private int intervals;
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
    FirstSteps sums = firstSteps.computeIfAbsent(forecast.origin(), _ -> new FirstSteps());
    if (!forecast.intervals().isEmpty()) {
      Interval interval = forecast.intervals().getFirst();
      if (interval.lower()[0] <= truth && truth <= interval.upper()[0]) sums.inside++;
      sums.intervals++;
    }
    double error = forecast.normalised(1, truth);
    if (Double.isNaN(error)) return;
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
      mine.inside += sums.inside;
      mine.intervals += sums.intervals;
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
    firstSteps.forEach((origin, sums) -> {
      if (sums.count > 0) test.add(origin, sums.error / sums.count, sums.size / sums.count);
    });
    return test.result();
  }

  /// The test for the coverage of the first level of [PastForecast#LEVELS] over the first steps in the order of their origins.
  ///
  /// @param expected coverage that was measured on held-out data, in percent; NaN if it was not
  public CoverageDrift coverage(double expected) {
    CoverageDetector test = new CoverageDetector(PastForecast.LEVELS.getFirst(), expected);
    firstSteps.forEach((origin, sums) -> {
      if (sums.intervals > 0) test.add(origin, (double) sums.inside / sums.intervals);
    });
    return test.result();
  }
}
