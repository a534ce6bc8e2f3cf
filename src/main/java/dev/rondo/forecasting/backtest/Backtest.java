package dev.rondo.forecasting.backtest;

import dev.rondo.forecasting.auto.PastErrors;
import dev.rondo.forecasting.backtest.OriginForecaster.Case;
import dev.rondo.forecasting.evaluation.NaiveErrors;
import dev.rondo.forecasting.forecast.ServedModel;
import dev.rondo.forecasting.member.Deseasonalised;
import dev.rondo.forecasting.series.Dataset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// A backtest: each candidate forecasts from each origin what came after it, from nothing but what came before. All candidates
/// finish an origin before the next one begins, so that a backtest that ends early compares them on the origins it has finished.
public final class Backtest {
  /// Beginning of the names of the checkpoints that end an origin.
  public static final String FINISHED_ORIGIN = "finished-origin-";

  private static final int MOST_NAMES = 20;

  /// Number of the reference among all.
  private static final int REFERENCE = 0;

  /// Work of a fit, in forecasts of all series from one origin.
  private static final double WORK_OF_A_FIT = 20;

  private final Dataset dataset;
  private final BacktestSpec spec;
  private final Origins origins;
  private final int threads;
  private final BacktestListener listener;
  private final CandidateFits fits;

  /// The reference, then the candidates.
  private final List<Competitor> all = new ArrayList<>();

  private final BacktestCheckpoints checkpoints;
  private final double work;
  private double done;
  private int finished;

  /// @param models trained models by id; throws any exception if there is none
  /// @param threads largest number of threads; the result does not depend on it
  public Backtest(
      Dataset dataset,
      BacktestSpec spec,
      Origins origins,
      Function<String, ServedModel> models,
      int threads,
      BacktestListener listener) {
    this(dataset, spec, origins, models, null, threads, listener);
  }

  /// @param start weights from which the trainings of networks start; null for random ones
  Backtest(
      Dataset dataset,
      BacktestSpec spec,
      Origins origins,
      Function<String, ServedModel> models,
      float @Nullable [] start,
      int threads,
      BacktestListener listener) {
    this.dataset = dataset;
    this.spec = spec;
    this.origins = origins;
    this.threads = threads;
    this.listener = listener;
    this.fits = new CandidateFits(dataset, spec, origins, models, start, threads, listener);
    Candidate reference = new Candidate.Baseline(Deseasonalised.NAIVE2.name());
    all.add(new Competitor(-1, reference, fits, scores(reference.label())));
    List<String> names = spec.names();
    for (int c = 0; c < names.size(); c++)
      all.add(new Competitor(c, spec.candidates().get(c), fits, scores(names.get(c))));
    this.checkpoints =
        new BacktestCheckpoints(
            all, dataset.series().size(), bytesOfSeries(dataset, spec.levels().size()), listener);
    this.work =
        origins.count() * (double) all.size()
            + WORK_OF_A_FIT
                * spec.candidates().stream()
                    .mapToInt(one -> one.fits(spec.refit(), origins.count()))
                    .sum();
  }

  private CandidateScores scores(String name) {
    return new CandidateScores(
        name, dataset.series().size(), dataset.targets(), origins.count(), spec);
  }

  /// Bytes of the sums of errors, and of the forecasts and errors that are in memory at a time. What waits in
  /// [BacktestListener#checkpoints()] is not among them.
  public static long bytes(Dataset dataset, BacktestSpec spec, int threads) {
    return bytes(
        dataset,
        spec.candidates().size(),
        spec.origins(),
        spec.horizon(),
        spec.levels().size(),
        threads);
  }

  /// Bytes of all that is kept in [BacktestListener#checkpoints()], without fits.
  public static long checkpointBytes(Dataset dataset, BacktestSpec spec) {
    return checkpointBytes(
        dataset, spec.candidates().size(), spec.origins(), spec.horizon(), spec.levels().size());
  }

  static long checkpointBytes(
      Dataset dataset, int candidates, int origins, int horizon, int levels) {
    return origins * bytesOfOrigin(dataset, candidates, horizon, levels);
  }

  /// Bytes of all errors of an origin.
  private static long bytesOfOrigin(Dataset dataset, int candidates, int horizon, int levels) {
    return (candidates + 1L)
        * (dataset.series().size() * bytesOfSeries(dataset, levels)
            + horizon * Scores.bytes(levels));
  }

  private static long bytesOfSeries(Dataset dataset, int levels) {
    return dataset.targets() * Scores.bytes(levels);
  }

  static long bytes(
      Dataset dataset, int candidates, int origins, int horizon, int levels, int threads) {
    long units = (long) dataset.series().size() * dataset.targets();
    return (candidates + 1L) * CandidateScores.bytes(units, origins, horizon, levels)
        + BacktestCheckpoints.bytes(
            ForecastChunks.series(threads) * bytesOfSeries(dataset, levels),
            bytesOfOrigin(dataset, candidates, horizon, levels))
        + ForecastChunks.bytes(threads)
        + PastErrors.bytes(horizon, Math.max(PastErrors.MOST_HISTORIES, dataset.targets()));
  }

  /// Runs the backtest, once. A candidate that fails does not stop the others. Throws [CancellationException] if the listener does.
  public void run() {
    try (ForecastChunks chunks = new ForecastChunks(threads)) {
      restore();
      while (finished < origins.count()) {
        for (int c = checkpoints.competitor(); c < all.size(); c++) compete(c, chunks);
        checkpoints.finish();
        fits.forget();
        finish();
      }
    }
  }

  /// Takes what an earlier attempt has finished.
  private void restore() {
    while (finished < origins.count() && checkpoints.restore()) {
      for (Competitor one : all) done += workOf(one, finished);
      finish();
    }
    checkpoints.dropRest(origins.count());
    for (Competitor one : all.subList(0, checkpoints.competitor())) done += workOf(one, finished);
  }

  /// Ends the present origin: its errors count.
  private void finish() {
    listener.finished(finished);
    all.forEach(one -> one.scores().keep());
    finished++;
  }

  /// Work of a candidate at an origin, in forecasts of all series.
  private static double workOf(Competitor one, int origin) {
    return (one.fitsAt(origin) ? WORK_OF_A_FIT : 0) + 1;
  }

  /// Lets a candidate forecast from the present origin.
  ///
  /// @param number of the candidate among all
  private void compete(int number, ForecastChunks chunks) {
    Competitor one = all.get(number);
    double after = done + workOf(one, finished);
    int first = number == checkpoints.competitor() ? checkpoints.firstSeries() : 0;
    if (one.scores().problem() == null) {
      OriginForecaster forecaster =
          number == REFERENCE
              ? BaselineForecaster.points(Deseasonalised.NAIVE2, spec.period())
              : forecaster(one);
      done = after - 1;
      if (forecaster != null) forecast(forecaster, number, first, chunks);
    }
    done = after;
    checkpoints.reach(number + 1, 0);
  }

  /// The forecaster of a candidate; null if it cannot be fitted, which ends its part in the comparison.
  private @Nullable OriginForecaster forecaster(Competitor one) {
    double fit = workOf(one, finished) - 1;
    String stage =
        "%s '%s' at origin %d of %d"
            .formatted(
                fit > 0 ? "fitting" : "preparing",
                one.scores().name,
                finished + 1,
                origins.count());
    double before = done;
    try {
      return one.forecaster(
          finished, share -> listener.stage(stage, (before + share * fit) / work));
    } catch (CancellationException e) {
      throw e;
    } catch (RuntimeException e) {
      one.scores().fail(Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName()));
      return null;
    }
  }

  /// Forecasts series from the present origin and scores the forecasts.
  ///
  /// @param number of the candidate among all
  /// @param first number of the first series
  private void forecast(OriginForecaster forecaster, int number, int first, ForecastChunks chunks) {
    CandidateScores own = all.get(number).scores();
    List<Case> cases = new ArrayList<>();
    int before = 0;
    for (int s = 0; s < dataset.series().size(); s++) {
      int step = origins.of(finished, s);
      if (step <= 0) continue;
      if (s < first) before++;
      else cases.add(new Case(dataset, s, step, spec.horizon()));
    }
    String stage =
        "forecasting with '%s' from origin %d of %d"
            .formatted(own.name, finished + 1, origins.count());
    int earlier = before;
    double count = earlier + cases.size();
    IntConsumer told =
        made -> {
          if (made > 0) checkpoints.reach(number, cases.get(made).number());
          listener.stage(stage, (done + (earlier + made) / count) / work);
        };
    chunks.forecast(
        forecaster,
        cases,
        told,
        forecast -> {
          own.add(finished, forecast, scale(forecast));
          if (number != REFERENCE) listener.forecast(number - 1, forecast);
        },
        (one, problem) -> own.fail(one.number(), finished, problem));
  }

  private NaiveErrors scale(OriginForecast forecast) {
    double[] values = dataset.series().get(forecast.series()).values()[forecast.target()];
    return NaiveErrors.of(values, 0, forecast.origin(), spec.season());
  }

  /// Drops what is kept of the origin that is not finished, before its forecasts are deleted.
  public void dropUnfinished() {
    checkpoints.dropUnfinished();
  }

  /// Number of origins from which all candidates have forecast.
  public int finishedOrigins() {
    return finished;
  }

  private CandidateScores reference() {
    return all.get(REFERENCE).scores();
  }

  private List<Competitor> competitors() {
    return all.subList(REFERENCE + 1, all.size());
  }

  /// The result over the finished origins.
  public BacktestResult result() {
    List<CandidateScores> scores = competitors().stream().map(Competitor::scores).toList();
    List<String> unscored =
        origins.unscored(finished).mapToObj(s -> dataset.series().get(s).id()).toList();
    return new BacktestResult(
        Leaderboard.all(scores, reference(), origins.overlap(spec.horizon())),
        competitors().stream().map(this::course).toList(),
        unscored.subList(0, Math.min(MOST_NAMES, unscored.size())),
        unscored.size(),
        warnings());
  }

  private BacktestResult.Course course(Competitor one) {
    CandidateScores own = one.scores();
    return new BacktestResult.Course(
        own.name,
        one.fits(),
        one.fitting(),
        own.problem(),
        own.failures().stream()
            .map(failure ->
                new BacktestResult.SeriesFailure(
                    dataset.series().get(failure.series()).id(),
                    origins.of(failure.origin(), failure.series()),
                    failure.problem()))
            .toList(),
        own.failureCount());
  }

  private List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    for (Competitor one : competitors()) {
      if (one.candidate() instanceof Candidate.StoredModel)
        warnings.add(
            "'%s' is a trained model that was not fitted again; it may have seen the values that it forecasts here."
                .formatted(one.scores().name));
      if (!one.scores().hasIntervals() && one.scores().problem() == null)
        warnings.add(
            (one.candidate() instanceof Candidate.Baseline
                    ? "'%s' gives no quantiles and intervals, because the series are too short for errors before the first origin; their measures are missing."
                    : "'%s' gives no quantiles and intervals; their measures are missing.")
                .formatted(one.scores().name));
    }
    if (spec.cutoffs().isEmpty() && !endTogether())
      warnings.add(
          "The series end at different times, and origins are counted from the end of each; a fit, and the intervals of a baseline, read values of other series that are later in time. With cutoffs all series are cut at the same time.");
    return warnings;
  }

  private boolean endTogether() {
    return dataset.series().stream()
            .filter(series -> series.observedSteps(dataset.targets()) > 0)
            .mapToLong(series ->
                dataset.axis().plus(series.start(), series.observedSteps(dataset.targets())))
            .distinct()
            .count()
        <= 1;
  }

  /// The measures of a candidate for one target of one series, pooled over finished origins and steps.
  ///
  /// @return measures of 0 values if it was not scored
  public ErrorMeasures ofSeries(int candidate, int series, int target) {
    int unit = series * dataset.targets() + target;
    return competitors().get(candidate).scores().unit(unit).relativeTo(reference().unit(unit));
  }

  /// The measures of a candidate for one step of the horizon, pooled over series and finished origins.
  ///
  /// @param h from 0
  public ErrorMeasures ofStep(int candidate, int h) {
    return competitors().get(candidate).scores().step(h).relativeTo(reference().step(h));
  }
}
