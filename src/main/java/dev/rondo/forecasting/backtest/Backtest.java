package dev.rondo.forecasting.backtest;

import dev.rondo.engine.training.TrainingListener;
import dev.rondo.forecasting.backtest.OriginForecaster.Case;
import dev.rondo.forecasting.evaluation.NaiveErrors;
import dev.rondo.forecasting.forecast.ServedModel;
import dev.rondo.forecasting.member.Deseasonalised;
import dev.rondo.forecasting.model.EnsembleFit;
import dev.rondo.forecasting.model.Model;
import dev.rondo.forecasting.model.ModelFit;
import dev.rondo.forecasting.series.Dataset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleConsumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/// Runs a backtest: each candidate forecasts from each origin what came after it, from nothing but what came before.
public final class Backtest {
  private static final int MOST_NAMES = 20;

  /// Work of a fit, in forecasts of all series from one origin.
  private static final double WORK_OF_A_FIT = 20;

  private final Dataset dataset;
  private final BacktestSpec spec;
  private final Origins origins;
  private final Function<String, ServedModel> models;
  private final int threads;
  private final BacktestListener listener;
  private final ForecastChunks chunks;
  private final List<CandidateScores> scores = new ArrayList<>();
  private final CandidateScores reference;
  private final List<BacktestResult.Course> courses = new ArrayList<>();
  private double done;
  private final double work;

  private Backtest(
      Dataset dataset,
      BacktestSpec spec,
      Origins origins,
      Function<String, ServedModel> models,
      int threads,
      BacktestListener listener,
      ForecastChunks chunks) {
    this.dataset = dataset;
    this.spec = spec;
    this.origins = origins;
    this.models = models;
    this.threads = threads;
    this.listener = listener;
    this.chunks = chunks;
    this.reference = scores("naive2");
    this.work =
        origins.count()
            + spec.candidates().stream()
                .mapToDouble(one -> fits(one) * WORK_OF_A_FIT + origins.count())
                .sum();
  }

  /// A finished backtest: its result, and the measures of each series and step.
  public static final class Finished {
    private final Backtest backtest;
    private final BacktestResult result;

    private Finished(Backtest backtest, BacktestResult result) {
      this.backtest = backtest;
      this.result = result;
    }

    public BacktestResult result() {
      return result;
    }

    /// The measures of a candidate for one target of one series, pooled over origins and steps.
    ///
    /// @return measures of 0 values if it was not scored
    public ErrorMeasures ofSeries(int candidate, int series, int target) {
      int unit = series * backtest.dataset.targets() + target;
      ErrorMeasures measures = backtest.scores.get(candidate).unit(unit);
      return measures.relativeTo(backtest.reference.unit(unit));
    }

    /// The measures of a candidate for one step of the horizon, pooled over series and origins.
    ///
    /// @param h from 0
    public ErrorMeasures ofStep(int candidate, int h) {
      ErrorMeasures measures = backtest.scores.get(candidate).step(h);
      return measures.relativeTo(backtest.reference.step(h));
    }
  }

  /// Throws [CancellationException] if the listener does. A candidate that fails does not stop the others.
  ///
  /// @param models trained models by id; throws any exception if there is none
  /// @param threads largest number of threads; the result does not depend on it
  public static Finished run(
      Dataset dataset,
      BacktestSpec spec,
      Origins origins,
      Function<String, ServedModel> models,
      int threads,
      BacktestListener listener) {
    try (ForecastChunks chunks = new ForecastChunks(threads)) {
      Backtest backtest = new Backtest(dataset, spec, origins, models, threads, listener, chunks);
      return new Finished(backtest, backtest.run());
    }
  }

  /// Bytes of the sums of errors and of the forecasts that are in memory at a time.
  public static long bytes(Dataset dataset, BacktestSpec spec, int threads) {
    long units = (long) dataset.series().size() * dataset.targets();
    return (spec.candidates().size() + 1L)
            * CandidateScores.bytes(units, spec.origins(), spec.horizon(), spec.levels().size())
        + ForecastChunks.bytes(threads);
  }

  private CandidateScores scores(String name) {
    return new CandidateScores(
        name, dataset.series().size(), dataset.targets(), origins.count(), spec);
  }

  private BacktestResult run() {
    OriginForecaster naive = new BaselineForecaster(Deseasonalised.NAIVE2, spec.period());
    for (int k = 0; k < origins.count(); k++) forecast(naive, reference, k, reference.name, -1);
    List<String> names = spec.names();
    for (int c = 0; c < names.size(); c++) {
      CandidateScores own = scores(names.get(c));
      scores.add(own);
      double before = done;
      courses.add(compete(c, own));
      done = before + fits(spec.candidates().get(c)) * WORK_OF_A_FIT + origins.count();
    }
    int overlap =
        spec.cutoffs().isEmpty() ? Math.ceilDiv(spec.horizon(), spec.stride()) : origins.count();
    List<String> unscored =
        IntStream.range(0, dataset.series().size())
            .filter(s -> IntStream.range(0, origins.count()).allMatch(k -> origins.of(k, s) == 0))
            .mapToObj(s -> dataset.series().get(s).id())
            .toList();
    return new BacktestResult(
        Leaderboard.of(scores, reference, overlap),
        courses,
        unscored.subList(0, Math.min(MOST_NAMES, unscored.size())),
        unscored.size(),
        warnings());
  }

  private int fits(Candidate candidate) {
    return switch (candidate) {
      case Candidate.Auto _, Candidate.Network _ ->
          spec.refit() == Refit.ONCE ? 1 : origins.count();
      case Candidate.Baseline _, Candidate.StoredModel _ -> 0;
    };
  }

  private BacktestResult.Course compete(int number, CandidateScores own) {
    int fits = 0;
    long fitting = 0;
    OriginForecaster forecaster = null;
    try {
      for (int k = 0; k < origins.count(); k++) {
        if (forecaster == null || fits < fits(spec.candidates().get(number))) {
          long started = System.nanoTime();
          forecaster = fitted(spec.candidates().get(number), own.name, k);
          fitting += System.nanoTime() - started;
          if (fits(spec.candidates().get(number)) > 0) fits++;
        }
        forecast(forecaster, own, k, own.name, number);
      }
    } catch (CancellationException e) {
      throw e;
    } catch (RuntimeException e) {
      own.fail(message(e));
    }
    return new BacktestResult.Course(
        own.name,
        fits,
        Duration.ofNanos(fitting),
        own.problem(),
        own.failures().stream()
            .map(one ->
                new BacktestResult.SeriesFailure(
                    dataset.series().get(one.series()).id(),
                    origins.of(one.origin(), one.series()),
                    one.problem()))
            .toList(),
        own.failureCount());
  }

  private static String message(RuntimeException e) {
    return Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
  }

  private OriginForecaster fitted(Candidate candidate, String name, int origin) {
    return switch (candidate) {
      case Candidate.Baseline baseline -> new BaselineForecaster(baseline.member(), spec.period());
      case Candidate.StoredModel stored -> served(models.apply(stored.id()));
      case Candidate.Auto auto -> {
        Dataset known = Cut.before(dataset, origins, origin, spec.horizon());
        DoubleConsumer told = fitTold(name, origin);
        Model model =
            EnsembleFit.fit(
                known, "", auto.request(spec.horizon()), threads, (_, share) -> told.accept(share));
        done += WORK_OF_A_FIT;
        yield served(ServedModel.of(model));
      }
      case Candidate.Network network -> {
        Dataset known = Cut.before(dataset, origins, origin, spec.horizon());
        Stopped listening = new Stopped(fitTold(name, origin), network.training().epochs());
        Model model =
            ModelFit.fit(known, "", network.spec(), threads, listening)
                .filter(_ -> !listening.cancelled())
                .orElseThrow(CancellationException::new);
        done += WORK_OF_A_FIT;
        yield served(ServedModel.of(model));
      }
    };
  }

  private ModelForecaster served(ServedModel model) {
    return ModelForecaster.of(model, dataset, spec.levels());
  }

  private DoubleConsumer fitTold(String name, int origin) {
    String stage = "fitting '%s' at origin %d of %d".formatted(name, origin + 1, origins.count());
    double before = done;
    return share -> listener.stage(stage, (before + share * WORK_OF_A_FIT) / work);
  }

  /// Passes the progress of a network on, and ends its training when the listener ends the backtest.
  private static final class Stopped implements TrainingListener {
    private final DoubleConsumer told;
    private final int epochs;
    private volatile boolean stopped;

    Stopped(DoubleConsumer told, int epochs) {
      this.told = told;
      this.epochs = epochs;
    }

    @Override
    public void onBatch(int epoch, int batch, int batches) {
      try {
        told.accept((epoch - 1 + (double) batch / batches) / epochs);
      } catch (CancellationException e) {
        stopped = true;
      }
    }

    @Override
    public boolean cancelled() {
      return stopped;
    }
  }

  /// Forecasts all series from an origin and scores the forecasts.
  ///
  /// @param number of the candidate whose forecasts are passed on; -1 for none
  private void forecast(
      OriginForecaster forecaster, CandidateScores own, int origin, String name, int number) {
    List<Case> cases = new ArrayList<>();
    for (int s = 0; s < dataset.series().size(); s++) {
      int step = origins.of(origin, s);
      if (step > 0) cases.add(new Case(dataset, s, step, spec.horizon()));
    }
    String stage =
        "forecasting with '%s' from origin %d of %d".formatted(name, origin + 1, origins.count());
    IntConsumer told =
        finished ->
            listener.stage(stage, (done + (double) finished / Math.max(1, cases.size())) / work);
    chunks.forecast(
        forecaster,
        cases,
        told,
        forecast -> {
          own.add(origin, forecast, scale(forecast));
          if (number >= 0) listener.forecast(number, forecast);
        },
        (one, problem) -> own.fail(one.number(), origin, problem));
    done++;
  }

  private NaiveErrors scale(OriginForecast forecast) {
    double[] values = dataset.series().get(forecast.series()).values()[forecast.target()];
    return NaiveErrors.of(values, 0, forecast.origin(), spec.season());
  }

  private List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    for (int c = 0; c < scores.size(); c++) {
      if (spec.candidates().get(c) instanceof Candidate.StoredModel)
        warnings.add(
            "'%s' is a trained model that was not fitted again; it may have seen the values that it forecasts here."
                .formatted(scores.get(c).name));
      if (!scores.get(c).hasIntervals() && scores.get(c).problem() == null)
        warnings.add(
            "'%s' gives no quantiles and intervals; their measures are missing."
                .formatted(scores.get(c).name));
    }
    if (spec.cutoffs().isEmpty() && !endTogether())
      warnings.add(
          "The series end at different times, and origins are counted from the end of each; a fit reads values of other series that are later in time. With cutoffs all series are cut at the same time.");
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
}
