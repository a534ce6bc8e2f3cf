package dev.rondo.server.job;

import dev.rondo.forecasting.document.UnreadableDocumentException;
import dev.rondo.forecasting.model.InfeasibleException;
import dev.rondo.forecasting.model.Model;
import dev.rondo.forecasting.model.ModelSpec;
import dev.rondo.server.dataset.Datasets;
import dev.rondo.server.model.Models;
import dev.rondo.server.web.BusyException;
import dev.rondo.server.web.ConflictException;
import dev.rondo.server.web.Fault;
import dev.rondo.server.web.NotFoundException;
import dev.rondo.server.web.Problem;
import dev.rondo.server.web.ProblemType;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.transaction.support.TransactionTemplate;

/// Runs jobs, a bounded number at a time, and finds those again that an earlier run of the service left.
final class JobRunner implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);
  private static final Duration RETRY = Duration.ofSeconds(30);

  private final Jobs jobs;
  private final Models models;
  private final Datasets datasets;
  private final Fit fit;
  private final JobPool pool;
  private final JobSettings settings;
  private final int threads;
  private final TransactionTemplate transaction;
  private final JobMetrics metrics;
  private final Clock clock;

  /// Whether to cancel, of every job that this service runs.
  private final Map<String, AtomicBoolean> running = new ConcurrentHashMap<>();

  private final AtomicBoolean stopping = new AtomicBoolean();
  private volatile boolean started;

  /// @param threads of each job
  JobRunner(
      Jobs jobs,
      Models models,
      Datasets datasets,
      Fit fit,
      JobPool pool,
      JobSettings settings,
      int threads,
      TransactionTemplate transaction,
      JobMetrics metrics,
      Clock clock) {
    this.jobs = jobs;
    this.models = models;
    this.datasets = datasets;
    this.fit = fit;
    this.pool = pool;
    this.settings = settings;
    this.threads = threads;
    this.transaction = transaction;
    this.metrics = metrics;
    this.clock = clock;
  }

  /// Lets a job wait for its turn; throws [BusyException] when too many do.
  Job submit(String name, String datasetId, ModelSpec specification) {
    Job job;
    synchronized (this) {
      if (jobs.count(JobState.Name.QUEUED) >= settings.waiting()) {
        throw new BusyException(
            settings.waiting() + " jobs wait already, the most that rondo.jobs.waiting allows",
            RETRY);
      }
      job = jobs.add(name, datasetId, specification);
    }
    pool.execute(() -> run(job.id()));
    return job;
  }

  /// Ends a job that waits at once, and one that runs within a batch; throws [ConflictException] when it
  /// has ended.
  Job cancel(String id) {
    JobState.Name state = jobs.get(id).state().name();
    if (state.ended())
      throw new ConflictException(
          "the job '"
              + id
              + "' has ended, it is "
              + state.name().toLowerCase(java.util.Locale.ROOT));
    if (jobs.cancelWaiting(id)) {
      metrics.ended(JobState.Name.CANCELLED);
    } else if (jobs.requestCancel(id)) {
      AtomicBoolean cancelled = running.get(id);
      if (cancelled != null) {
        cancelled.set(true);
      } else {
        // Its end could not be written down, so no one else will end it.
        end(id, new JobState.Cancelled(null), jobs.get(id).progress());
      }
    }
    return jobs.get(id);
  }

  private void run(String id) {
    if (stopping.get()) return;
    AtomicBoolean cancelled = new AtomicBoolean();
    // Known before it starts, so that whoever sees it run can cancel it.
    running.put(id, cancelled);
    try {
      Optional<Job> job = jobs.start(id);
      if (job.isPresent()) train(job.get(), cancelled);
    } catch (UnreadableDocumentException e) {
      fail(id, e);
    } catch (Throwable e) {
      LOG.error(
          "job {}: cannot be run or its end not be written; it is found again at the next start",
          id,
          e);
    } finally {
      running.remove(id);
    }
  }

  private void train(Job job, AtomicBoolean cancelled) {
    LOG.info("job {} '{}': training starts, attempt {}", job.id(), job.name(), job.attempt());
    Run run = new Run(jobs, clock, job, () -> cancelled.get() || stopping.get());
    try {
      Optional<Model> model = metrics.timed(() -> fit(job, run));
      if (stopping.get() && !cancelled.get()) {
        jobs.putBack(job.id(), false);
        LOG.info("job {}: the service ends; it is trained again at the next start", job.id());
        return;
      }
      run.flush(false);
      finish(job, model, cancelled.get(), run.progress());
    } catch (Throwable e) {
      Problem problem = problem(job, e);
      end(job.id(), new JobState.Failed(problem), run.progress());
      LOG.info("job {}: failed: {}", job.id(), problem.detail());
    }
  }

  private Optional<Model> fit(Job job, Run run) {
    String fingerprint = datasets.get(job.datasetId()).fingerprint();
    return fit.fit(datasets.load(job.datasetId()), fingerprint, job.specification(), threads, run);
  }

  /// Keeps the model and the end of the job together or not at all.
  private void finish(Job job, Optional<Model> model, boolean cancelled, Progress progress) {
    transaction.executeWithoutResult(status -> {
      String modelId = model.map(trained -> models.add(job.id(), job.name(), trained)).orElse(null);
      int epochs =
          model
              .map(trained -> trained.description().provenance().epochs())
              .orElse(progress.epoch());
      boolean succeeded = !cancelled && modelId != null;
      JobState end =
          succeeded
              ? new JobState.Succeeded(Objects.requireNonNull(modelId))
              : new JobState.Cancelled(modelId);
      if (!end(job.id(), end, succeeded ? progress.complete(epochs) : progress))
        status.setRollbackOnly();
    });
  }

  private boolean end(String id, JobState end, Progress progress) {
    boolean ended = jobs.finish(id, end, progress);
    if (ended) {
      metrics.ended(end.name());
      LOG.info("job {}: {}", id, end);
    }
    return ended;
  }

  private static Problem problem(Job job, Throwable e) {
    return switch (e) {
      case InfeasibleException infeasible ->
          Problem.of(
              ProblemType.INFEASIBLE,
              message(e),
              List.of(Fault.at(infeasible.pointer(), message(e))));
      case NotFoundException _ -> Problem.of(ProblemType.NOT_FOUND, message(e));
      case OutOfMemoryError _ -> {
        LOG.error("job {}: not enough memory", job.id(), e);
        yield Problem.of(
            ProblemType.INFEASIBLE,
            "the training needs more memory than the service has; a smaller network, batch or lookback would need less, and -Xmx gives the service more");
      }
      default -> {
        LOG.error("job {}: unexpected error", job.id(), e);
        yield Problem.of(
            ProblemType.INTERNAL_ERROR,
            "an unexpected error; the service's log tells more under job " + job.id());
      }
    };
  }

  private static String message(Throwable e) {
    return Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
  }

  /// Finds what an earlier run of the service left: what ran is put back, what waits is run.
  @Override
  public void start() {
    for (String id : jobs.idsIn(JobState.Name.RUNNING)) {
      if (running.containsKey(id)) continue;
      try {
        resume(id);
      } catch (UnreadableDocumentException e) {
        fail(id, e);
      }
    }
    // One that is submitted at this moment may be run twice; the second time it does not wait any
    // more.
    jobs.idsIn(JobState.Name.QUEUED).forEach(id -> pool.execute(() -> run(id)));
    started = true;
  }

  private void fail(String id, UnreadableDocumentException e) {
    LOG.error("job {}: fails, since it cannot be read: {}", id, e.getMessage());
    jobs.fail(id, Problem.of(ProblemType.UNREADABLE_ROW, message(e)));
  }

  private void resume(String id) {
    Job job = jobs.get(id);
    if (jobs.cancelRequested(id)) {
      end(id, new JobState.Cancelled(null), job.progress());
    } else if (job.attempt() >= settings.attempts()) {
      String detail =
          "the service ended " + job.attempt() + " times while the job ran; it is not tried again";
      end(id, new JobState.Failed(Problem.of(ProblemType.INTERNAL_ERROR, detail)), job.progress());
    } else {
      jobs.putBack(id, true);
      LOG.info("job {}: was cut off, is trained again", id);
    }
  }

  /// Ends what runs within a batch and leaves it to the next start.
  @Override
  public void stop() {
    stopping.set(true);
    pool.close();
    started = false;
  }

  @Override
  public boolean isRunning() {
    return started;
  }

  int running() {
    return running.size();
  }
}
