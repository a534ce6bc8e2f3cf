package dev.rondo.server.job;

import dev.rondo.forecasting.model.Model;
import dev.rondo.server.dataset.DatasetDescription;
import dev.rondo.server.dataset.Datasets;
import dev.rondo.server.dataset.StoredDataset;
import dev.rondo.server.model.Models;
import dev.rondo.server.model.TrainedOn;
import java.time.Clock;
import java.util.concurrent.CancellationException;

/// Runs automatic trainings: stores the plan, then fits the ensemble.
final class AutoTrainings {
  private final Fit fit;
  private final Datasets datasets;
  private final Models models;
  private final Attempts attempts;
  private final StoredCheckpoints checkpoints;
  private final Retries retries;
  private final int threads;
  private final Clock clock;

  /// @param threads number of threads of each training
  AutoTrainings(
      Fit fit,
      Datasets datasets,
      Models models,
      Attempts attempts,
      StoredCheckpoints checkpoints,
      Retries retries,
      int threads,
      Clock clock) {
    this.fit = fit;
    this.datasets = datasets;
    this.models = models;
    this.attempts = attempts;
    this.checkpoints = checkpoints;
    this.retries = retries;
    this.threads = threads;
    this.clock = clock;
  }

  /// Throws [AttemptLostException] and every exception that makes the job fail.
  Outcome run(Job job, Task.AutoTraining task, JobSignals signals) {
    StoredDataset dataset = datasets.newest(task.datasetId());
    DatasetDescription description = dataset.description();
    Job based = attempts.basedOn(job, description.fingerprint());
    StageRecorder recorder =
        new StageRecorder(attempts, checkpoints, retries, clock, based, signals);
    try {
      Model model =
          fit.automatic(
              dataset.content(), description.fingerprint(), task.automatic(), threads, recorder);
      // A model that nobody waits for is not stored, but one that is complete when the service
      // stops is.
      if (signals.cancels() > 0) return recorder.ended();
      return new Outcome.Done(
          () -> models.add(job.id(), job.name(), model, TrainedOn.of(dataset)), JobProgress.done());
    } catch (CancellationException e) {
      return recorder.ended(e);
    }
  }
}
