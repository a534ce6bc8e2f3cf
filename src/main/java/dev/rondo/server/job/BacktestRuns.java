package dev.rondo.server.job;

import dev.rondo.forecasting.backtest.Backtest;
import dev.rondo.forecasting.backtest.BacktestListener;
import dev.rondo.forecasting.backtest.BacktestSpec;
import dev.rondo.forecasting.backtest.OriginForecast;
import dev.rondo.forecasting.backtest.Origins;
import dev.rondo.forecasting.forecast.ServedModel;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.server.backtest.BacktestReport;
import dev.rondo.server.backtest.Backtests;
import dev.rondo.server.dataset.Datasets;
import dev.rondo.server.memory.MemoryBudget;
import dev.rondo.server.memory.Reservation;
import dev.rondo.server.model.Models;
import java.time.Clock;
import java.util.concurrent.CancellationException;

/// Runs backtests: stores the forecasts while they are made, then the errors, and the report at the end.
final class BacktestRuns {
  private final Datasets datasets;
  private final Models models;
  private final Backtests backtests;
  private final Attempts attempts;
  private final MemoryBudget memory;
  private final int threads;
  private final Clock clock;

  /// @param threads number of threads of each backtest
  BacktestRuns(
      Datasets datasets,
      Models models,
      Backtests backtests,
      Attempts attempts,
      MemoryBudget memory,
      int threads,
      Clock clock) {
    this.datasets = datasets;
    this.models = models;
    this.backtests = backtests;
    this.attempts = attempts;
    this.memory = memory;
    this.threads = threads;
    this.clock = clock;
  }

  /// Throws [AttemptLostException] and every exception that makes the job fail.
  Outcome run(Job job, Task.Backtesting task, JobSignals signals) {
    StageRecorder recorder = new StageRecorder(attempts, clock, job, signals);
    try {
      backtests.clear(job.id());
      BacktestReport report = report(job, task, recorder);
      return new Outcome.Done(() -> stored(job, report), JobProgress.done());
    } catch (CancellationException e) {
      Outcome ended = recorder.ended();
      backtests.clear(job.id());
      return ended;
    } catch (RuntimeException e) {
      backtests.clear(job.id());
      throw e;
    }
  }

  private ServedModel model(String id) {
    try (Reservation reading = memory.open("the model")) {
      return models.forecaster(id, reading);
    }
  }

  private String stored(Job job, BacktestReport report) {
    backtests.add(job.id(), report);
    return job.id();
  }

  private BacktestReport report(Job job, Task.Backtesting task, StageRecorder recorder) {
    Dataset dataset = datasets.load(task.datasetId());
    BacktestSpec spec = task.specification();
    Backtests.Recording recording = backtests.record(job.id(), dataset);
    Backtest.Finished finished =
        Backtest.run(
            dataset,
            spec,
            Origins.of(dataset, spec),
            this::model,
            threads,
            new BacktestListener() {
              @Override
              public void stage(String stage, double share) {
                recorder.stage(stage, share);
              }

              @Override
              public void forecast(int candidate, OriginForecast forecast) {
                recording.add(candidate, forecast);
              }
            });
    recording.finish(finished, spec.candidates().size(), spec.horizon());
    return BacktestReport.of(finished.result(), dataset, spec.levels());
  }
}
