package dev.rondo.forecasting.backtest;

import dev.rondo.forecasting.auto.Distribution;
import dev.rondo.forecasting.auto.PastErrors;
import dev.rondo.forecasting.member.LocalMember;
import dev.rondo.forecasting.series.Dataset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Forecasts each target with a method that needs no fit.
///
/// @param period steps of a season; 1 for none
/// @param intervals null to forecast points only
record BaselineForecaster(LocalMember member, int period, @Nullable PastIntervals intervals)
    implements OriginForecaster {
  /// Intervals from the errors of the method before an origin.
  ///
  /// @param levels in percent
  /// @param lowest the support of each target
  @SuppressWarnings("ArrayRecordComponent")
  record PastIntervals(PastErrors errors, List<Double> levels, double[] lowest) {}

  static BaselineForecaster points(LocalMember member, int period) {
    return new BaselineForecaster(member, period, null);
  }

  /// A forecaster whose intervals follow from the errors of the method before an origin. It has none if the series are too short.
  ///
  /// @param known number of known steps of each series; 0 if nothing is observed there
  /// @param threads largest number of threads
  /// @param working called while the errors are collected; it may throw to end the work
  static BaselineForecaster calibrated(
      LocalMember member,
      Dataset dataset,
      BacktestSpec spec,
      int[] known,
      int threads,
      Runnable working) {
    PastErrors.Method method =
        new PastErrors.Method(member, spec.period(), spec.season(), spec.horizon());
    Optional<PastErrors> errors =
        PastErrors.of(method, histories(dataset, known), threads, working);
    return new BaselineForecaster(
        member,
        spec.period(),
        errors
            .map(past -> new PastIntervals(past, spec.levels(), lowest(dataset, known)))
            .orElse(null));
  }

  /// An even selection of the histories of all targets.
  private static List<double[]> histories(Dataset dataset, int[] known) {
    int[] series = IntStream.range(0, known.length).filter(s -> known[s] > 0).toArray();
    int most = Math.max(1, PastErrors.MOST_HISTORIES / dataset.targets());
    int count = Math.min(most, series.length);
    List<double[]> histories = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int s = series[(int) ((long) i * series.length / count)];
      for (int f = 0; f < dataset.targets(); f++)
        histories.add(Arrays.copyOf(dataset.series().get(s).values()[f], known[s]));
    }
    return histories;
  }

  /// 0 for targets of which no known value is negative.
  private static double[] lowest(Dataset dataset, int[] known) {
    double[] lowest = new double[dataset.targets()];
    for (int s = 0; s < known.length; s++) {
      for (int f = 0; f < lowest.length; f++) {
        double[] values = dataset.series().get(s).values()[f];
        for (int t = 0; t < known[s]; t++) if (values[t] < 0) lowest[f] = Double.NEGATIVE_INFINITY;
      }
    }
    return lowest;
  }

  @Override
  public List<OriginForecast> forecast(List<Case> cases) {
    List<OriginForecast> forecasts = new ArrayList<>();
    for (Case one : cases)
      for (int f = 0; f < one.dataset().targets(); f++) forecasts.add(forecast(one, f));
    return forecasts;
  }

  private OriginForecast forecast(Case one, int target) {
    double[] history = one.history(target);
    double[] point = new double[one.horizon()];
    member.forecast(history, period, point);
    double[] actual = one.actual(target);
    if (intervals == null)
      return new OriginForecast(one.number(), target, one.origin(), actual, point, null, null);
    Distribution around = intervals.errors.around(point, history, intervals.lowest[target]);
    double[][][] bounds =
        intervals.levels.stream()
            .map(level ->
                new double[][] {
                  around.quantile(0.5 - level / 200), around.quantile(0.5 + level / 200)
                })
            .toArray(double[][][]::new);
    double[][] deciles =
        OriginForecast.DECILES.stream().map(around::quantile).toArray(double[][]::new);
    return new OriginForecast(one.number(), target, one.origin(), actual, point, bounds, deciles);
  }
}
