package dev.rondo.server.job;

import dev.rondo.engine.training.TrainingState;
import dev.rondo.forecasting.model.Model;
import dev.rondo.forecasting.model.ModelSpec;
import dev.rondo.forecasting.model.Trained;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.server.dataset.Datasets;
import dev.rondo.server.dataset.StoredDataset;
import dev.rondo.server.model.Models;
import dev.rondo.server.model.TrainedOn;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/// Runs trainings: trains, stores the weights, evaluates. The next attempt of an interrupted training continues from its last
/// state, or with the stored weights, unless the dataset has changed.
final class Trainings {
  private static final Logger LOG = LoggerFactory.getLogger(Trainings.class);

  private final Fit fit;
  private final Datasets datasets;
  private final Models models;
  private final Attempts attempts;
  private final StoredCheckpoints checkpoints;
  private final Retries retries;
  private final int threads;
  private final Clock clock;

  /// @param threads number of threads of each training
  Trainings(
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
  Outcome run(Job job, Task.Training task, JobSignals signals) {
    StoredDataset stored = datasets.newest(task.datasetId());
    Dataset dataset = stored.content();
    String fingerprint = stored.description().fingerprint();
    Optional<Trained> kept = attempts.kept(job, fingerprint);
    if (kept.isPresent()) return evaluated(job, task, stored, kept.get(), job.progress(), signals);

    Job based = attempts.basedOn(job, fingerprint);
    TrainingRecorder recorder =
        new TrainingRecorder(attempts, checkpoints, retries, clock, based, signals);
    Optional<TrainingState> reached = recorder.reached();
    attempts.keepEpochs(job.present(), reached.map(TrainingState::epochs).orElse(0));
    Optional<Trained> trained =
        fit.train(dataset, task.specification(), reached.orElse(null), threads, recorder);
    recorder.checkNotLost();
    boolean cutOff = trained.isEmpty() || trained.get().end().cancelled();
    retries.write("the history of job " + job.id(), recorder::flushed);
    if (cutOff && signals.cancels() == 0) return new Outcome.Interrupted();
    if (trained.isEmpty()) return new Outcome.Cancelled(null, recorder.progress());
    String remark = recorder.remark(trained.get().end().epochs());
    if (remark != null)
      retries.write(
          "the warnings of job " + job.id(),
          () -> {
            attempts.warn(job.present(), remark);
            return remark;
          });
    keep(job, stored, trained.get());
    return evaluated(job, task, stored, trained.get(), recorder.progress(), signals);
  }

  /// Stores the weights. If the database fails, the job continues, because the weights are still in memory.
  private void keep(Job job, StoredDataset dataset, Trained trained) {
    try {
      attempts.keep(job.present(), dataset.description().fingerprint(), trained);
    } catch (DataAccessException | TransactionException e) {
      LOG.warn(
          "job {}: cannot store the weights before the evaluation: {}", job.id(), e.getMessage());
    }
  }

  private Outcome evaluated(
      Job job,
      Task.Training task,
      StoredDataset dataset,
      Trained trained,
      JobProgress progress,
      JobSignals signals) {
    ModelSpec specification = task.specification();
    String fingerprint = dataset.description().fingerprint();
    // The cancel that ends the training lets the model still be evaluated; another one ends the
    // evaluation. The rule does not depend on the attempt that learned of it.
    int cancels = trained.end().cancelled() ? 1 : 0;
    Model model;
    try {
      model =
          fit.evaluate(
              dataset.content(),
              fingerprint,
              specification,
              trained,
              () -> signals.interrupted() || signals.cancels() > cancels);
    } catch (CancellationException e) {
      if (signals.cancels() <= cancels) {
        keep(job, dataset, trained);
        return new Outcome.Interrupted();
      }
      model = fit.unevaluated(dataset.content(), fingerprint, specification, trained);
    }
    Model result = model;
    TrainedOn data = TrainedOn.of(dataset);
    if (trained.end().cancelled() || signals.cancels() > 0)
      return new Outcome.Cancelled(() -> models.add(job.id(), job.name(), result, data), progress);
    return new Outcome.Done(
        () -> models.add(job.id(), job.name(), result, data),
        progress.complete(trained.end().epochs()));
  }
}
