package dev.rondo.forecasting.backtest;

import dev.rondo.forecasting.auto.PastErrors;
import dev.rondo.forecasting.backtest.OriginForecaster.Case;
import dev.rondo.forecasting.evaluation.NaiveErrors;
import dev.rondo.forecasting.forecast.ServedModel;
import dev.rondo.forecasting.member.Deseasonalised;
import dev.rondo.forecasting.series.Dataset;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// A backtest: each candidate forecasts from each origin what came after it, from nothing but what came before. All candidates
/// finish an origin before the next one begins, so that a backtest that ends early compares them on the origins it has finished.
public final class Backtest {
  private static final int MOST_NAMES = 20;

  /// Work of a fit, in forecasts of all series from one origin.
  private static final double WORK_OF_A_FIT = 20;

  private final Dataset dataset;
  private final BacktestSpec spec;
  private final Origins origins;
  private final int threads;
  private final BacktestListener listener;
  private final CandidateFits fits;
  private final List<Competitor> competitors = new ArrayList<>();
  private final CandidateScores reference;
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
    this.reference = scores("naive2");
    this.fits = new CandidateFits(dataset, spec, origins, models, start, threads, listener);
    List<String> names = spec.names();
    for (int c = 0; c < names.size(); c++)
      competitors.add(new Competitor(c, spec.candidates().get(c), fits, scores(names.get(c))));
    this.work =
        origins.count() * (1.0 + competitors.size())
            + WORK_OF_A_FIT
                * spec.candidates().stream()
                    .mapToInt(one -> one.fits(spec.refit(), origins.count()))
                    .sum();
  }

  private CandidateScores scores(String name) {
    return new CandidateScores(
        name, dataset.series().size(), dataset.targets(), origins.count(), spec);
  }

  /// Bytes of the sums of errors, and of the forecasts and errors that are in memory at a time.
  public static long bytes(Dataset dataset, BacktestSpec spec, int threads) {
    return bytes(
        dataset,
        spec.candidates().size(),
        spec.origins(),
        spec.horizon(),
        spec.levels().size(),
        threads);
  }

  static long bytes(
      Dataset dataset, int candidates, int origins, int horizon, int levels, int threads) {
    long units = (long) dataset.series().size() * dataset.targets();
    return (candidates + 1L) * CandidateScores.bytes(units, origins, horizon, levels)
        + ForecastChunks.bytes(threads)
        + PastErrors.bytes(horizon, Math.max(PastErrors.MOST_HISTORIES, dataset.targets()));
  }

  /// Runs the backtest, once. A candidate that fails does not stop the others. Throws [CancellationException] if the listener does.
  public void run() {
    OriginForecaster naive2 = BaselineForecaster.points(Deseasonalised.NAIVE2, spec.period());
    try (ForecastChunks chunks = new ForecastChunks(threads)) {
      restore();
      for (int k = finished; k < origins.count(); k++) {
        forecast(naive2, reference, k, -1, chunks);
        for (int c = 0; c < competitors.size(); c++) compete(c, k, chunks);
        listener.finished(k);
        listener.checkpoints().keep(part(k), bytes());
        fits.forget();
        finish();
      }
    }
  }

  private void finish() {
    reference.keep();
    competitors.forEach(one -> one.scores().keep());
    finished++;
  }

  /// Name of an origin among the checkpoints.
  private static String part(int origin) {
    return "origin-" + origin;
  }

  /// Takes the origins that an earlier attempt has finished, until one of which not all is kept, and drops those after it.
  private void restore() {
    while (finished < origins.count()) {
      Optional<byte[]> kept = listener.checkpoints().find(part(finished));
      if (kept.isEmpty() || !listener.keeps(finished)) break;
      try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(kept.get()))) {
        reference.read(in, finished);
        done++;
        for (Competitor one : competitors) {
          one.read(in, finished);
          done += workOf(one, finished);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      finish();
    }
    for (int k = finished; k < origins.count(); k++) {
      listener.checkpoints().drop(part(k));
      listener.drops(k);
    }
  }

  /// What the present origin has added.
  private byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      reference.write(out);
      for (Competitor one : competitors) one.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /// Work of a candidate at an origin, in forecasts of all series.
  private static double workOf(Competitor one, int origin) {
    return (one.fitsAt(origin) ? WORK_OF_A_FIT : 0) + 1;
  }

  private void compete(int number, int origin, ForecastChunks chunks) {
    Competitor one = competitors.get(number);
    CandidateScores own = one.scores();
    double fit = one.fitsAt(origin) ? WORK_OF_A_FIT : 0;
    double after = done + workOf(one, origin);
    if (own.problem() == null) {
      OriginForecaster forecaster = forecaster(one, origin, fit);
      done = after - 1;
      if (forecaster != null) forecast(forecaster, own, origin, number, chunks);
    }
    done = after;
  }

  /// The forecaster of a candidate; null if it cannot be fitted, which ends its part in the comparison.
  private @Nullable OriginForecaster forecaster(Competitor one, int origin, double fit) {
    String stage =
        "%s '%s' at origin %d of %d"
            .formatted(
                fit > 0 ? "fitting" : "preparing", one.scores().name, origin + 1, origins.count());
    double before = done;
    try {
      return one.forecaster(origin, share -> listener.stage(stage, (before + share * fit) / work));
    } catch (CancellationException e) {
      throw e;
    } catch (RuntimeException e) {
      one.scores().fail(Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName()));
      return null;
    }
  }

  /// Forecasts all series from an origin and scores the forecasts.
  ///
  /// @param number of the candidate whose forecasts are passed on; -1 for none
  private void forecast(
      OriginForecaster forecaster,
      CandidateScores own,
      int origin,
      int number,
      ForecastChunks chunks) {
    List<Case> cases = new ArrayList<>();
    for (int s = 0; s < dataset.series().size(); s++) {
      int step = origins.of(origin, s);
      if (step > 0) cases.add(new Case(dataset, s, step, spec.horizon()));
    }
    String stage =
        "forecasting with '%s' from origin %d of %d"
            .formatted(own.name, origin + 1, origins.count());
    IntConsumer told =
        count -> listener.stage(stage, (done + (double) count / Math.max(1, cases.size())) / work);
    chunks.forecast(
        forecaster,
        cases,
        told,
        forecast -> {
          own.add(origin, forecast, scale(forecast));
          if (number >= 0) listener.forecast(number, forecast);
        },
        (one, problem) -> own.fail(one.number(), origin, problem));
    if (number < 0) done++;
  }

  private NaiveErrors scale(OriginForecast forecast) {
    double[] values = dataset.series().get(forecast.series()).values()[forecast.target()];
    return NaiveErrors.of(values, 0, forecast.origin(), spec.season());
  }

  /// Number of origins from which all candidates have forecast.
  public int finishedOrigins() {
    return finished;
  }

  /// The result over the finished origins.
  public BacktestResult result() {
    List<CandidateScores> scores = competitors.stream().map(Competitor::scores).toList();
    List<String> unscored =
        origins.unscored(finished).mapToObj(s -> dataset.series().get(s).id()).toList();
    return new BacktestResult(
        Leaderboard.all(scores, reference, origins.overlap(spec.horizon())),
        competitors.stream().map(this::course).toList(),
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
    for (Competitor one : competitors) {
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
    return competitors.get(candidate).scores().unit(unit).relativeTo(reference.unit(unit));
  }

  /// The measures of a candidate for one step of the horizon, pooled over series and finished origins.
  ///
  /// @param h from 0
  public ErrorMeasures ofStep(int candidate, int h) {
    return competitors.get(candidate).scores().step(h).relativeTo(reference.step(h));
  }
}
