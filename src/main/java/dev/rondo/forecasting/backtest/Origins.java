package dev.rondo.forecasting.backtest;

import dev.rondo.forecasting.model.InfeasibleException;
import dev.rondo.forecasting.model.Subject.TrainingInput;
import dev.rondo.forecasting.reading.TimeText;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Series;
import dev.rondo.forecasting.series.TimeAxis;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// The first forecast steps of a backtest.
///
/// @param known `[origins][series]`, the earliest origin first: number of steps before the origin; 0 if a series has no observed
///     target there
/// @param steps `[origins][series]`: the first forecast step; 0 if a series has no observed target before the origin or none in the
///     horizon after it
@SuppressWarnings("ArrayRecordComponent")
public record Origins(int[][] known, int[][] steps) {
  private static final int MOST_USUAL = 10;
  private static final int LEAST_HISTORY = 10;

  /// A suitable number of origins: up to ten, while the typical series keeps at least two seasons, a horizon and ten steps before
  /// the first one.
  public static int usual(Dataset dataset, int horizon, int stride, int period) {
    int[] lengths =
        dataset.series().stream()
            .mapToInt(series -> series.observedSteps(dataset.targets()))
            .sorted()
            .toArray();
    int typical = lengths[lengths.length / 2];
    int least = Math.max(LEAST_HISTORY, Math.max(horizon, 2 * period));
    return Math.clamp((typical - least - horizon) / stride + 1L, 1, MOST_USUAL);
  }

  /// The origins of a specification. Throws [InfeasibleException] if the data do not have them, and [IllegalArgumentException] if a
  /// cutoff cannot be read.
  public static Origins of(Dataset dataset, BacktestSpec spec) {
    if (spec.cutoffs().isEmpty())
      return fromEnd(dataset, spec.horizon(), spec.origins(), spec.stride());
    return after(
        dataset,
        spec.horizon(),
        spec.cutoffs().stream().map(text -> position(dataset, text)).sorted().distinct().toList());
  }

  /// Position of the last step before an origin. Throws [IllegalArgumentException] if the text is no time of the dataset.
  public static long position(Dataset dataset, String cutoff) {
    return dataset.axis().within(TimeText.position(dataset.axis(), cutoff), dataset.series());
  }

  /// Origins that are counted back from the last observed target of each series: the last one leaves a horizon. Throws
  /// [InfeasibleException] if no series is long enough for all of them.
  public static Origins fromEnd(Dataset dataset, int horizon, int origins, int stride) {
    int[][] known = new int[origins][dataset.series().size()];
    int[][] steps = new int[origins][dataset.series().size()];
    int longest = 0;
    for (int s = 0; s < dataset.series().size(); s++) {
      int end = dataset.series().get(s).observedSteps(dataset.targets());
      longest = Math.max(longest, end);
      for (int k = 0; k < origins; k++) {
        long origin = end - horizon - (long) (origins - 1 - k) * stride;
        known[k][s] = known(dataset, s, origin);
        steps[k][s] = scored(dataset, s, known[k][s], horizon);
      }
    }
    for (int[] origin : steps) {
      if (Arrays.stream(origin).noneMatch(step -> step > 0)) {
        long needed = horizon + (origins - 1L) * stride + 1;
        throw new InfeasibleException(
            TrainingInput.HORIZON,
            "%d origins %d steps apart with a horizon of %d need series of at least %d steps with values; the longest has %d. Ask for fewer origins, a smaller stride or a shorter horizon."
                .formatted(origins, stride, horizon, needed, longest));
      }
    }
    return new Origins(known, steps);
  }

  /// Origins that follow given times, the same for all series. Throws [InfeasibleException] if no series has values on both sides of
  /// one.
  ///
  /// @param cutoffs positions of the last steps before the origins, ascending
  public static Origins after(Dataset dataset, int horizon, List<Long> cutoffs) {
    TimeAxis axis = dataset.axis();
    int[][] known = new int[cutoffs.size()][dataset.series().size()];
    int[][] steps = new int[cutoffs.size()][dataset.series().size()];
    for (int k = 0; k < steps.length; k++) {
      for (int s = 0; s < steps[k].length; s++) {
        Series series = dataset.series().get(s);
        int origin = axis.before(series.start(), series.steps(), Math.addExact(cutoffs.get(k), 1));
        known[k][s] = known(dataset, s, origin);
        steps[k][s] = scored(dataset, s, known[k][s], horizon);
      }
      if (Arrays.stream(steps[k]).noneMatch(step -> step > 0))
        throw new InfeasibleException(
            TrainingInput.HORIZON,
            "No series has values before and after the cutoff %s."
                .formatted(axis.text(cutoffs.get(k))));
    }
    return new Origins(known, steps);
  }

  /// The origin as a number of steps; 0 if nothing is observed before it.
  private static int known(Dataset dataset, int number, long origin) {
    Series series = dataset.series().get(number);
    int step = Math.clamp(origin, 0, series.steps());
    return observed(series, dataset.targets(), 0, step) ? step : 0;
  }

  /// The origin, or 0 if a forecast from it could not be scored.
  private static int scored(Dataset dataset, int number, int origin, int horizon) {
    Series series = dataset.series().get(number);
    return origin > 0 && observed(series, dataset.targets(), origin, origin + horizon) ? origin : 0;
  }

  private static boolean observed(Series series, int targets, int from, int to) {
    for (int f = 0; f < targets; f++) {
      double[] values = series.values()[f];
      for (int t = from; t < Math.min(to, values.length); t++)
        if (!Double.isNaN(values[t])) return true;
    }
    return false;
  }

  public int count() {
    return steps.length;
  }

  /// The first forecast step of a series; 0 if it is not forecast from this origin.
  int of(int origin, int series) {
    return steps[origin][series];
  }

  /// The largest number of consecutive origins in whose horizons a step of one series occurs.
  int overlap(int horizon) {
    int most = 1;
    for (int s = 0; s < steps[0].length; s++) {
      int first = 0;
      for (int k = 0; k < steps.length; k++) {
        if (steps[k][s] == 0) continue;
        while (steps[first][s] == 0 || steps[first][s] + horizon <= steps[k][s]) first++;
        most = Math.max(most, k - first + 1);
      }
    }
    return most;
  }

  /// The numbers of the series that none of the first origins scores, because they are too short or have no values there.
  public IntStream unscored(int first) {
    return IntStream.range(0, steps[0].length)
        .filter(s -> IntStream.range(0, first).allMatch(k -> steps[k][s] == 0));
  }

  /// Number of values of the forecasts of all candidates: observed values, points, and bounds of the intervals.
  public long values(Dataset dataset, BacktestSpec spec) {
    return forecasts()
        * dataset.targets()
        * spec.horizon()
        * spec.candidates().size()
        * (2 + 2L * spec.levels().size());
  }

  /// Number of forecast series, summed over the origins.
  public long forecasts() {
    return Arrays.stream(steps).flatMapToInt(Arrays::stream).filter(step -> step > 0).count();
  }
}
