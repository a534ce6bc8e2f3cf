package dev.rondo.forecasting.monitoring;

import dev.rondo.forecasting.forecast.Forecast.Interval;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.DoubleStream;

/// Corrects intervals by the finished errors of earlier forecasts, so that their coverage returns to its level after a change of
/// the data. It is split conformal prediction (Vovk et al. 2005) with a rolling set of normalised errors for each bucket of the
/// horizon, see [PastForecast#normalised] and [HorizonBuckets]. A set has the errors of the last [#ORIGINS] origins, at most
/// [#ERRORS].
///
/// Of n errors, the interval reaches to the size of rank `ceil((n + 1) level)` on both sides. With [#BOTH_TAILS] errors or more, each
/// side has its own quantile, as long as the interval contains the median.
///
/// Not thread-safe.
public final class RollingCalibration {
  /// Largest number of origins of a set. It bounds the time after which a change is fully known.
  public static final int ORIGINS = 200;

  static final int ERRORS = 1500;
  static final int BOTH_TAILS = 400;

  private final List<RecentErrors> buckets = new ArrayList<>();

  /// Adds the finished errors of a forecast, which is later than those before.
  ///
  /// @param truth the actual value of a step, from 1; NaN unless it was known at the origin of the forecast to correct
  public void add(PastForecast forecast, IntToDoubleFunction truth) {
    for (int bucket = 0; HorizonBuckets.first(bucket) <= forecast.steps(); bucket++) {
      if (buckets.size() == bucket) buckets.add(new RecentErrors());
      DoubleStream.Builder errors = DoubleStream.builder();
      int last = Math.min(HorizonBuckets.last(bucket), forecast.steps());
      for (int step = HorizonBuckets.first(bucket); step <= last; step++) {
        double error = forecast.normalised(step, truth.applyAsDouble(step));
        if (!Double.isNaN(error)) errors.add(error);
      }
      buckets.get(bucket).add(errors.build().toArray());
    }
  }

  /// The corrected interval of a forecast; empty if one of its steps has too few errors for the level.
  ///
  /// @param level in percent
  /// @param floor lower limit of all bounds
  public Optional<Interval> corrected(PastForecast forecast, double level, double floor) {
    int steps = forecast.steps();
    if (buckets.size() <= HorizonBuckets.of(steps)) return Optional.empty();
    double[] lower = new double[steps];
    double[] upper = new double[steps];
    for (int bucket = 0; HorizonBuckets.first(bucket) <= steps; bucket++) {
      Optional<Bounds> found = buckets.get(bucket).bounds(level / 100);
      if (found.isEmpty()) return Optional.empty();
      Bounds bounds = found.get();
      int last = Math.min(HorizonBuckets.last(bucket), steps);
      for (int step = HorizonBuckets.first(bucket); step <= last; step++) {
        lower[step - 1] = Math.max(floor, forecast.value(step, bounds.lower));
        upper[step - 1] = Math.max(floor, forecast.value(step, bounds.upper));
      }
    }
    return Optional.of(new Interval(level, lower, upper));
  }

  /// Bounds as normalised errors, around 0.
  private record Bounds(double lower, double upper) {}

  /// The errors of one bucket, by origin.
  private static final class RecentErrors {
    private final Deque<double[]> origins = new ArrayDeque<>();
    private int count;

    void add(double[] errors) {
      if (errors.length == 0) return;
      origins.add(errors);
      count += errors.length;
      while (origins.size() > 1 && (origins.size() > ORIGINS || count > ERRORS))
        count -= origins.remove().length;
    }

    /// @param level in (0, 1)
    Optional<Bounds> bounds(double level) {
      int rank = rank(level);
      if (rank > count) return Optional.empty();
      double[] errors = origins.stream().flatMapToDouble(Arrays::stream).toArray();
      if (count >= BOTH_TAILS) {
        Arrays.sort(errors);
        int above = rank(0.5 + level / 2);
        if (above <= count) {
          Bounds tails = new Bounds(errors[count - above], errors[above - 1]);
          if (tails.lower <= 0 && tails.upper >= 0) return Optional.of(tails);
        }
      }
      double[] sizes = Arrays.stream(errors).map(Math::abs).sorted().toArray();
      return Optional.of(new Bounds(-sizes[rank - 1], sizes[rank - 1]));
    }

    /// The rank from 1 of the error that covers a new one with a probability of at least `share`.
    private int rank(double share) {
      return Math.max(1, (int) Math.ceil((count + 1) * share - 1e-9));
    }
  }
}
