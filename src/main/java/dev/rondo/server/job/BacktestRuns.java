package dev.rondo.server.job;

import dev.rondo.forecasting.backtest.Backtest;
import dev.rondo.forecasting.backtest.BacktestListener;
import dev.rondo.forecasting.backtest.BacktestSpec;
import dev.rondo.forecasting.backtest.OriginForecast;
import dev.rondo.forecasting.backtest.Origins;
import dev.rondo.forecasting.checkpoint.Checkpoints;
import dev.rondo.forecasting.forecast.ServedModel;
import dev.rondo.forecasting.model.Model;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.server.backtest.BacktestReport.Incomplete;
import dev.rondo.server.backtest.Backtests;
import dev.rondo.server.backtest.RankedReport;
import dev.rondo.server.dataset.Datasets;
import dev.rondo.server.dataset.StoredDataset;
import dev.rondo.server.memory.MemoryBudget;
import dev.rondo.server.memory.Reservation;
import dev.rondo.server.model.Models;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs backtests: stores the forecasts while they are made, then the errors, and the report at the end. The next attempt of an
/// interrupted backtest continues after the last checkpoint. A backtest that is cancelled or fails keeps what it has of the finished
/// origins.
final class BacktestRuns {
  private static final Logger LOG = LoggerFactory.getLogger(BacktestRuns.class);

  private final Datasets datasets;
  private final Models models;
  private final Backtests backtests;
  private final Attempts attempts;
  private final StoredCheckpoints checkpoints;
  private final MemoryBudget memory;
  private final Retries retries;
  private final int threads;
  private final Clock clock;

  /// @param threads number of threads of each backtest
  BacktestRuns(
      Datasets datasets,
      Models models,
      Backtests backtests,
      Attempts attempts,
      StoredCheckpoints checkpoints,
      MemoryBudget memory,
      Retries retries,
      int threads,
      Clock clock) {
    this.datasets = datasets;
    this.models = models;
    this.backtests = backtests;
    this.attempts = attempts;
    this.checkpoints = checkpoints;
    this.memory = memory;
    this.retries = retries;
    this.threads = threads;
    this.clock = clock;
  }

  /// Throws [AttemptLostException] and every exception that makes the job fail.
  Outcome run(Job job, Task.Backtesting task, JobSignals signals) {
    StoredDataset stored = datasets.newest(task.datasetId());
    Job based = attempts.basedOn(job, stored.description().fingerprint());
    return new Run(based, task.specification(), stored.content(), signals).run();
  }

  private ServedModel model(String id) {
    return retries.read(
        "the model",
        () -> {
          try (Reservation reading = memory.open("the model")) {
            return models.forecaster(id, reading);
          }
        });
  }

  /// One run of a backtest.
  private final class Run implements BacktestListener {
    private final Job job;
    private final BacktestSpec spec;
    private final Dataset dataset;
    private final StageRecorder recorder;
    private final Backtests.Recording recording;
    private final int origins;
    private final Backtest backtest;

    Run(Job job, BacktestSpec spec, Dataset dataset, JobSignals signals) {
      this.job = job;
      this.spec = spec;
      this.dataset = dataset;
      this.recorder = new StageRecorder(attempts, checkpoints, retries, clock, job, signals);
      this.recording =
          backtests.record(job.id(), dataset, write -> attempts.guarded(job.present(), write));
      Origins all = Origins.of(dataset, spec);
      this.origins = all.count();
      this.backtest = new Backtest(dataset, spec, all, BacktestRuns.this::model, threads, this);
    }

    Outcome run() {
      try {
        backtest.run();
        RankedReport report = report();
        return new Outcome.Done(() -> stored(report), JobProgress.done());
      } catch (CancellationException e) {
        return ended(recorder.ended(e));
      } catch (AttemptLostException e) {
        throw e;
      } catch (RuntimeException e) {
        if (!Retries.isOutage(e)) keepFinished(e);
        throw e;
      }
    }

    @Override
    public void stage(String stage, double share) {
      recorder.stage(stage, share);
    }

    @Override
    public void forecast(int candidate, OriginForecast forecast) {
      recording.add(candidate, forecast);
    }

    @Override
    public void finished(int origin) {
      recording.keep();
    }

    @Override
    public int reached() {
      return recording.reached();
    }

    @Override
    public void continueAfter(int reached) {
      recording.continueAfter(reached);
    }

    @Override
    public Checkpoints checkpoints() {
      return recorder.checkpoints();
    }

    @Override
    public Optional<Model> fitted(String part) {
      return new FittedModels(checkpoints()).find(part);
    }

    @Override
    public void keepFitted(String part, Model model) {
      new FittedModels(checkpoints()).keep(part, model);
    }

    private Outcome ended(Outcome outcome) {
      if (!(outcome instanceof Outcome.Cancelled cancelled)) return outcome;
      if (backtest.finishedOrigins() == 0) return outcome;
      RankedReport report = report();
      return new Outcome.Cancelled(() -> stored(report), cancelled.progress());
    }

    private void keepFinished(RuntimeException failure) {
      try {
        if (backtest.finishedOrigins() == 0) {
          dropUnfinished();
          clear();
        } else {
          RankedReport report = report();
          attempts.guarded(job.present(), () -> stored(report));
        }
      } catch (RuntimeException e) {
        LOG.warn("job {}: cannot store the finished origins: {}", job.id(), e.getMessage());
        failure.addSuppressed(e);
      }
    }

    /// Drops the checkpoints within the unfinished origin before its forecasts are deleted, so that a retry makes them again.
    private void dropUnfinished() {
      backtest.dropUnfinished();
      recorder.keepNow();
    }

    private void clear() {
      attempts.guarded(job.present(), () -> backtests.clear(job.id()));
    }

    /// Writes the errors over the finished origins, and summarises them.
    private RankedReport report() {
      int finished = backtest.finishedOrigins();
      if (finished < origins) dropUnfinished();
      recording.discard();
      recording.finish(backtest, spec.candidates().size(), spec.horizon());
      return RankedReport.of(
          backtest.result(),
          dataset,
          spec.levels(),
          finished == origins ? null : new Incomplete(finished, origins));
    }

    private String stored(RankedReport report) {
      backtests.add(job.id(), report);
      return job.id();
    }
  }
}
