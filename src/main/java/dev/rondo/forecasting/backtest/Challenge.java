package dev.rondo.forecasting.backtest;

import dev.rondo.forecasting.checkpoint.Checkpoints;
import dev.rondo.forecasting.evaluation.Seasons;
import dev.rondo.forecasting.forecast.ServedModel;
import dev.rondo.forecasting.model.Model;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Series;
import dev.rondo.forecasting.series.TimeAxis;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A comparison of a trained model, the champion, with a new training, the challenger, on values that neither has seen.
///
/// All origins are later than the values of the champion's training. The challenger is fitted on the values before an origin, or
/// before the first one. The origins lie in the second half of the new values, so that the challenger has seen the first half,
/// which the champion has not.
///
/// @param dataset the present values
/// @param spec a backtest of the champion and then the challenger; its cutoffs are the last steps before the origins
/// @param newSteps number of steps after the champion's training, of the series that ends last
/// @param first last step before the first origin
/// @param last last step before the last origin
public record Challenge(
    Dataset dataset, BacktestSpec spec, int newSteps, String first, String last) {
  /// Fewest origins of a comparison: with fewer, its uncertainty could not be estimated.
  public static final int LEAST_ORIGINS = 5;

  public static final int MOST_ORIGINS = 10;

  private static final int CHAMPION = 0;
  private static final List<Double> LEVELS = List.of(80.0, 95.0);

  /// The position of the last observed target of all series.
  public static long end(Dataset dataset) {
    TimeAxis axis = dataset.axis();
    return dataset.series().stream()
        .filter(series -> series.observedSteps(dataset.targets()) > 0)
        .mapToLong(
            series -> axis.plus(series.start(), series.observedSteps(dataset.targets()) - 1L))
        .max()
        .orElse(Long.MIN_VALUE);
  }

  /// Number of observed steps after a position, of the series that ends last.
  public static int stepsAfter(Dataset dataset, long until) {
    return latest(dataset)
        .map(series -> series.observedSteps(dataset.targets()) - known(dataset, series, until))
        .orElse(0);
  }

  /// Number of steps after the champion's training that a comparison needs.
  public static int neededSteps(int horizon) {
    return horizon + LEAST_ORIGINS;
  }

  /// The comparison; empty if there are too few values after the champion's training.
  ///
  /// @param until position of the last value of the champion's training
  /// @param horizon steps ahead that are compared
  /// @param championId id of the champion
  public static Optional<Challenge> of(
      Dataset dataset,
      long until,
      int horizon,
      String championId,
      Candidate challenger,
      Refit refit) {
    int newSteps = stepsAfter(dataset, until);
    int possible = newSteps - horizon; // origins after the step that follows the training
    if (possible < LEAST_ORIGINS) return Optional.empty();
    Series series = latest(dataset).orElseThrow();
    int span = Math.max(Math.min(possible, MOST_ORIGINS), (possible + 1) / 2);
    int stride = Math.clamp(span / MOST_ORIGINS, 1, horizon);
    int count = Math.min(MOST_ORIGINS, (span - 1) / stride + 1);
    int lastOrigin = series.observedSteps(dataset.targets()) - horizon;
    TimeAxis axis = dataset.axis();
    List<String> cutoffs =
        IntStream.range(0, count)
            .map(k -> lastOrigin - (count - 1 - k) * stride)
            .mapToObj(origin -> axis.text(axis.plus(series.start(), origin - 1L)))
            .toList();
    BacktestSpec spec =
        new BacktestSpec(
            horizon,
            count,
            stride,
            cutoffs,
            refit,
            Seasons.mase(dataset.frequency()).steps(),
            dataset.frequency().season(),
            LEVELS,
            List.of(new Candidate.StoredModel(championId), challenger));
    return Optional.of(
        new Challenge(dataset, spec, newSteps, cutoffs.getFirst(), cutoffs.getLast()));
  }

  /// Bytes of a comparison, without its fits.
  public static long bytes(Dataset dataset, int horizon, int threads) {
    return Backtest.bytes(dataset, 2, MOST_ORIGINS, horizon, LEVELS.size(), threads);
  }

  /// Bytes of all that a comparison keeps, without its fits.
  public static long checkpointBytes(Dataset dataset, int horizon) {
    return Backtest.checkpointBytes(dataset, 2, MOST_ORIGINS, horizon, LEVELS.size());
  }

  private static Optional<Series> latest(Dataset dataset) {
    return dataset.series().stream()
        .filter(series -> series.observedSteps(dataset.targets()) > 0)
        .max(
            Comparator.comparingLong(series ->
                dataset.axis().plus(series.start(), series.observedSteps(dataset.targets()) - 1L)));
  }

  /// Number of steps of a series up to a position.
  private static int known(Dataset dataset, Series series, long until) {
    int steps = series.observedSteps(dataset.targets());
    return until == Long.MAX_VALUE
        ? steps
        : dataset.axis().before(series.start(), steps, until + 1);
  }

  private Candidate challenger() {
    return spec.candidates().getLast();
  }

  /// Compares. Throws [CancellationException] if the listener does.
  ///
  /// @param start weights from which the training of a network starts; null for random ones
  /// @param minimumGain least share of the champion's error by which the challenger's must be lower
  /// @param threads largest number of threads; the result does not depend on it
  public Verdict run(
      ServedModel champion,
      float @Nullable [] start,
      double minimumGain,
      int threads,
      BacktestListener listener) {
    Backtest backtest =
        new Backtest(
            dataset, spec, Origins.of(dataset, spec), _ -> champion, start, threads, listener);
    backtest.run();
    return Verdict.of(backtest.result(), minimumGain);
  }

  /// The challenger, fitted on all values. Throws [CancellationException] if `told` does.
  ///
  /// @param start as in [#run]
  /// @param told receives the finished share
  /// @param checkpoints where its finished parts are kept
  public Model fit(
      String fingerprint,
      float @Nullable [] start,
      int threads,
      DoubleConsumer told,
      Checkpoints checkpoints) {
    return CandidateFits.fit(
        dataset, fingerprint, challenger(), spec.horizon(), start, threads, told, checkpoints);
  }

  /// The result of a comparison.
  ///
  /// @param measure of the errors
  /// @param champion error of the champion; NaN if it could not be compared
  /// @param challenger error of the challenger; NaN if it could not be compared
  /// @param gain mean of the paired differences, the champion's error less the challenger's; null if they could not be compared
  /// @param better whether the challenger is better by more than the uncertainty of the difference
  /// @param problems why they could not be compared
  public record Verdict(
      Leaderboard.Measure measure,
      double champion,
      double challenger,
      @Nullable PairedDifference gain,
      boolean better,
      List<String> problems) {
    static Verdict of(BacktestResult result, double minimumGain) {
      Leaderboard board = result.leaderboard();
      double[] errors = {Double.NaN, Double.NaN};
      PairedDifference gain = null;
      List<String> problems = new ArrayList<>();
      for (Leaderboard.Row row : board.rows()) {
        errors[row.candidate()] = board.measure().of(row.measures());
        if (row.standing() == Leaderboard.Standing.NOT_RANKED) problems.add(row.statement());
        PairedDifference toBest = row.difference();
        if (toBest != null) gain = row.candidate() == CHAMPION ? toBest : toBest.negated();
      }
      if (gain != null && Double.isNaN(gain.lower())) {
        problems.add(
            "The difference of the errors has no uncertainty, because too few origins have it.");
        gain = null;
      }
      double champion = errors[CHAMPION];
      boolean better = gain != null && gain.lower() > 0 && gain.mean() >= minimumGain * champion;
      return new Verdict(board.measure(), champion, errors[1 - CHAMPION], gain, better, problems);
    }
  }
}
