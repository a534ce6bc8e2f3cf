package dev.rondo.forecasting.monitoring;

import dev.rondo.forecasting.forecast.Forecast.Interval;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.DoubleStream;

/// Corrects intervals by the finished errors of earlier forecasts, so that their coverage returns to its level after a change of
/// the data. It is split conformal prediction (Vovk et al. 2005) with a rolling set of normalised errors for each bucket of the
/// horizon, see [PastForecast#normalised] and [HorizonBuckets]. A set has the errors of the last [#ORIGINS] forecasts, of each at most
/// [#STEPS] steps.
///
/// Of n errors, the interval reaches to the size of rank `ceil((n + 1) level)` on both sides. With [#BOTH_TAILS] errors or more, each
/// side has its own quantile, as long as the interval contains the median.
///
/// Forecasts of one series with common steps err together. If fewer than [#ENOUGH] forecasts of a set have no common steps, the bounds
/// are means of those of the errors and of those of the forecast, by that share.
///
/// Not thread-safe.
public final class RollingCalibration {
  /// Largest number of forecasts of a set. It bounds the time after which a change is fully known.
  public static final int ORIGINS = 200;

  static final int STEPS = 8;
  static final int BOTH_TAILS = 400;

  /// Forecasts without common steps from which on their errors alone count.
  static final int ENOUGH = 8;

  private final List<RecentErrors> buckets = new ArrayList<>();

  /// Adds the finished errors of a forecast, which is not earlier than those before.
  ///
  /// @param series number of the series
  /// @param origin number of the last step that the forecast used
  /// @param truth the actual value of a step, from 1; NaN unless it was known at the origin of the forecast to correct
  public void add(int series, int origin, PastForecast forecast, IntToDoubleFunction truth) {
    for (int bucket = 0; HorizonBuckets.first(bucket) <= forecast.steps(); bucket++) {
      if (buckets.size() == bucket) buckets.add(new RecentErrors());
      int first = HorizonBuckets.first(bucket);
      int last = Math.min(HorizonBuckets.last(bucket), forecast.steps());
      int stride = Math.ceilDiv(last - first + 1, STEPS);
      DoubleStream.Builder errors = DoubleStream.builder();
      // Forecasts that follow each other give the errors of different steps.
      for (int step = first + Math.floorMod(origin, stride); step <= last; step += stride) {
        double error = forecast.normalised(step, truth.applyAsDouble(step));
        if (!Double.isNaN(error)) errors.add(error);
      }
      buckets.get(bucket).add(series, origin, origin + last, errors.build().toArray());
    }
  }

  /// The corrected interval of a forecast; empty if one of its steps has too few errors for the level. Steps of which no error is
  /// finished keep their bounds, as long as nearer ones have errors.
  ///
  /// @param given the interval of the forecast itself
  /// @param floor lower limit of all bounds
  public Optional<Interval> corrected(PastForecast forecast, Interval given, double floor) {
    int steps = forecast.steps();
    if (buckets.isEmpty() || buckets.getFirst().count == 0) return Optional.empty();
    double[] lower = given.lower().clone();
    double[] upper = given.upper().clone();
    for (int bucket = 0; HorizonBuckets.first(bucket) <= steps; bucket++) {
      if (bucket == buckets.size() || buckets.get(bucket).count == 0) break;
      RecentErrors errors = buckets.get(bucket);
      Optional<Bounds> found = errors.bounds(given.level() / 100);
      if (found.isEmpty()) return Optional.empty();
      Bounds bounds = found.get();
      double trust = Math.min(1, errors.separate() / (double) ENOUGH);
      int last = Math.min(HorizonBuckets.last(bucket), steps);
      for (int step = HorizonBuckets.first(bucket); step <= last; step++) {
        int h = step - 1;
        lower[h] = mean(trust, forecast.value(step, bounds.lower), given.lower()[h]);
        upper[h] = mean(trust, forecast.value(step, bounds.upper), given.upper()[h]);
        lower[h] = Math.max(floor, lower[h]);
        upper[h] = Math.max(floor, upper[h]);
      }
    }
    return Optional.of(new Interval(given.level(), lower, upper));
  }

  private static double mean(double trust, double found, double given) {
    return trust == 1 ? found : trust * found + (1 - trust) * given;
  }

  /// Bounds as normalised errors, around 0.
  private record Bounds(double lower, double upper) {}

  /// The errors of one bucket, by forecast.
  private static final class RecentErrors {
    private final Deque<Errors> forecasts = new ArrayDeque<>();
    private int count;

    /// @param end number of the last step of the bucket
    @SuppressWarnings("ArrayRecordComponent")
    private record Errors(int series, int origin, int end, double[] values) {}

    void add(int series, int origin, int end, double[] errors) {
      if (errors.length == 0) return;
      forecasts.add(new Errors(series, origin, end, errors));
      count += errors.length;
      if (forecasts.size() > ORIGINS) count -= forecasts.remove().values.length;
    }

    /// Number of forecasts without common steps.
    int separate() {
      Map<Integer, Integer> ends = new HashMap<>();
      int separate = 0;
      for (Errors one : forecasts) {
        if (one.origin < ends.getOrDefault(one.series, Integer.MIN_VALUE)) continue;
        ends.put(one.series, one.end);
        separate++;
      }
      return separate;
    }

    /// @param level in (0, 1)
    Optional<Bounds> bounds(double level) {
      int rank = rank(level);
      if (rank > count) return Optional.empty();
      double[] errors =
          forecasts.stream().flatMapToDouble(one -> Arrays.stream(one.values)).toArray();
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
