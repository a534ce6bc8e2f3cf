package dev.rondo.server.job;

import dev.rondo.forecasting.auto.AutoProgress;
import dev.rondo.forecasting.auto.Decision;
import dev.rondo.forecasting.model.Model;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.server.dataset.DatasetDescription;
import dev.rondo.server.dataset.Datasets;
import dev.rondo.server.model.Models;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/// Runs automatic trainings: stores the plan, then fits the ensemble.
final class AutoTrainings {
  private static final Logger LOG = LoggerFactory.getLogger(AutoTrainings.class);

  private final Fit fit;
  private final Datasets datasets;
  private final Models models;
  private final Attempts attempts;
  private final int threads;
  private final Clock clock;

  /// @param threads number of threads of each training
  AutoTrainings(
      Fit fit, Datasets datasets, Models models, Attempts attempts, int threads, Clock clock) {
    this.fit = fit;
    this.datasets = datasets;
    this.models = models;
    this.attempts = attempts;
    this.threads = threads;
    this.clock = clock;
  }

  /// Throws [AttemptLostException] and every exception that makes the job fail.
  Outcome run(Job job, Task.AutoTraining task, JobSignals signals) {
    DatasetDescription description = datasets.get(task.datasetId());
    Dataset dataset = datasets.load(description.id());
    List<Decision> plan = fit.plan(dataset, task.automatic());
    attempts.plan(job.present(), new JobPlan(plan));
    Recorder recorder = new Recorder(job, signals);
    try {
      Model model =
          fit.automatic(dataset, description.fingerprint(), task.automatic(), threads, recorder);
      return new Outcome.Done(() -> models.add(job.id(), job.name(), model), recorder.complete());
    } catch (CancellationException e) {
      if (recorder.lost) throw new AttemptLostException(job.present());
      return signals.cancels() == 0
          ? new Outcome.Interrupted()
          : new Outcome.Cancelled(null, recorder.progress());
    }
  }

  /// Records the progress at most twice a second, and ends the training when it is cancelled.
  private final class Recorder implements AutoProgress {
    private static final Duration BETWEEN_WRITES = Duration.ofMillis(500);

    private final Job job;
    private final JobSignals signals;
    private final Instant started = clock.instant();
    private Instant written = Instant.MIN;
    private JobProgress progress;
    private volatile boolean lost;

    Recorder(Job job, JobSignals signals) {
      this.job = job;
      this.signals = signals;
      this.progress = job.progress();
    }

    @Override
    public synchronized void stage(String stage, double share) {
      if (lost || signals.stopping() || signals.cancels() > 0) throw new CancellationException();
      Instant now = clock.instant();
      double fraction = Math.max(progress.fraction(), Math.clamp(share, 0, 1));
      progress = JobProgress.of(stage, fraction, Duration.between(started, now));
      if (!written.equals(Instant.MIN) && now.isBefore(written.plus(BETWEEN_WRITES))) return;
      written = now;
      try {
        attempts.record(job.present(), List.of(), progress, true);
      } catch (AttemptLostException e) {
        lost = true;
        throw new CancellationException();
      } catch (DataAccessException | TransactionException e) {
        LOG.warn("job {}: cannot write the progress, will retry: {}", job.id(), e.getMessage());
      }
    }

    synchronized JobProgress progress() {
      return progress;
    }

    synchronized JobProgress complete() {
      return new JobProgress(0, 0, 0, 0, 1, Duration.ZERO, "done");
    }
  }
}
