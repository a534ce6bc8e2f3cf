package dev.rondo.server.job;

import dev.rondo.forecasting.document.UnreadableDocumentException;
import dev.rondo.server.memory.BeyondMemoryException;
import dev.rondo.server.memory.MemoryBudget;
import dev.rondo.server.memory.Reservation;
import dev.rondo.server.web.BusyException;
import dev.rondo.server.web.ConflictException;
import dev.rondo.server.web.Problem;
import dev.rondo.server.web.ProblemType;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.transaction.support.TransactionTemplate;

/// Runs jobs, a bounded number at the same time and within the memory budget of the service. At start, it recovers the jobs that
/// an earlier run of the service left.
final class JobRunner implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

  private final Jobs jobs;
  private final Attempts attempts;
  private final Trainings trainings;
  private final AutoTrainings autoTrainings;
  private final BacktestRuns backtestRuns;
  private final RetrainingRuns retrainingRuns;
  private final JobPool pool;
  private final MemoryBudget memory;
  private final JobSettings settings;
  private final Retries retries;
  private final TransactionTemplate transaction;
  private final JobMetrics metrics;
  private final String owner;

  /// The jobs that this service runs or is about to start.
  private final Map<String, JobSignals> running = new ConcurrentHashMap<>();

  private final AtomicBoolean stopping = new AtomicBoolean();
  private volatile boolean started;

  /// @param owner unique name of this run of the service
  JobRunner(
      Jobs jobs,
      Attempts attempts,
      Trainings trainings,
      AutoTrainings autoTrainings,
      BacktestRuns backtestRuns,
      RetrainingRuns retrainingRuns,
      JobPool pool,
      MemoryBudget memory,
      JobSettings settings,
      Retries retries,
      TransactionTemplate transaction,
      JobMetrics metrics,
      String owner) {
    this.jobs = jobs;
    this.attempts = attempts;
    this.trainings = trainings;
    this.autoTrainings = autoTrainings;
    this.backtestRuns = backtestRuns;
    this.retrainingRuns = retrainingRuns;
    this.pool = pool;
    this.memory = memory;
    this.settings = settings;
    this.retries = retries;
    this.transaction = transaction;
    this.metrics = metrics;
    this.owner = owner;
  }

  /// Queues a job; throws [BusyException] if too many jobs are waiting.
  ///
  /// @param needed bytes that it reserves while it runs
  /// @param beside stores what belongs to the job in the same transaction
  Job submit(String name, Task task, long needed, List<String> warnings, Consumer<Job> beside) {
    Job job;
    synchronized (this) {
      if (jobs.count(JobState.Name.QUEUED) >= settings.waiting()) {
        throw new BusyException(
            settings.waiting() + " jobs are waiting already, the limit set by rondo.jobs.waiting",
            RETRY_AFTER);
      }
      job =
          Objects.requireNonNull(
              transaction.execute(_ -> {
                Job added = jobs.add(name, task, needed, warnings);
                beside.accept(added);
                return added;
              }));
    }
    pool.execute(() -> run(job.id()));
    return job;
  }

  /// Ends a waiting job at once, and a running one within a batch; throws [ConflictException] if it has ended.
  Job cancel(String id) {
    JobState.Name state = jobs.get(id).state().name();
    if (state.ended())
      throw new ConflictException(
          "the job '" + id + "' has ended, it is " + state.name().toLowerCase(Locale.ROOT));
    if (jobs.cancelWaiting(id)) {
      metrics.ended(JobState.Name.CANCELLED);
      signal(id);
    } else if (jobs.requestCancel(id) && !signal(id)) {
      // Its end could not be written and no thread runs it, so it must be ended here.
      Job job = jobs.get(id);
      end(job, () -> new JobState.Cancelled(null), job.progress());
    }
    return jobs.get(id);
  }

  /// Returns whether this service runs the job.
  private boolean signal(String id) {
    JobSignals signals = running.get(id);
    if (signals == null) return false;
    signals.cancel();
    return true;
  }

  private void run(String id) {
    if (stopping.get()) return;
    JobSignals signals = new JobSignals(stopping::get);
    // The job is registered before it starts, so that it can be cancelled as soon as it is running.
    // A job that is submitted while the service starts arrives here twice.
    if (running.putIfAbsent(id, signals) != null) return;
    try {
      Optional<Reservation> reserved = reserve(id, signals);
      if (reserved.isEmpty()) return;
      try (Reservation _ = reserved.get()) {
        attempts.start(id, owner).ifPresent(job -> job.project().run(() -> attempt(job, signals)));
      }
    } catch (UnreadableDocumentException e) {
      LOG.error("job {}: failed because its row cannot be read: {}", id, e.getMessage());
      jobs.fail(id, Problem.of(ProblemType.UNREADABLE_ROW, message(e)));
    } catch (BeyondMemoryException e) {
      LOG.info("job {}: failed: {}", id, e.getMessage());
      jobs.fail(id, Problem.of(ProblemType.INFEASIBLE, message(e)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      LOG.error(
          "job {}: could not run or could not write its result; the next start runs it again",
          id,
          e);
    } finally {
      running.remove(id);
    }
  }

  /// Waits until there is memory for the job; empty if the job does not wait any more.
  private Optional<Reservation> reserve(String id, JobSignals signals) throws InterruptedException {
    Optional<Job> job = jobs.find(id);
    if (job.isEmpty() || job.get().state().name() != JobState.Name.QUEUED) return Optional.empty();
    return memory.await(
        "the job", job.get().memory(), () -> signals.stopping() || signals.cancels() > 0);
  }

  private void attempt(Job job, JobSignals signals) {
    LOG.info("job {} '{}': starts, attempt {}", job.id(), job.name(), job.attempt());
    Outcome outcome;
    try {
      outcome = metrics.timed(() -> outcome(job, signals));
    } catch (AttemptLostException e) {
      LOG.warn("{}; this attempt ends", e.getMessage());
      return;
    } catch (OutOfMemoryError e) {
      // Memory ran out in the whole service, not in the job alone; the next start tries the job
      // again.
      throw e;
    } catch (Throwable e) {
      Problem problem = JobProblems.of(job, e);
      end(job, () -> new JobState.Failed(problem), jobs.get(job.id()).progress());
      LOG.info("job {}: failed: {}", job.id(), problem.detail());
      return;
    }
    conclude(job, outcome);
  }

  private Outcome outcome(Job job, JobSignals signals) {
    return switch (job.task()) {
      case Task.Training training -> trainings.run(job, training, signals);
      case Task.AutoTraining training -> autoTrainings.run(job, training, signals);
      case Task.Backtesting backtest -> backtestRuns.run(job, backtest, signals);
      case Task.Retraining retraining -> retrainingRuns.run(job, retraining, signals);
    };
  }

  private void conclude(Job job, Outcome outcome) {
    switch (outcome) {
      case Outcome.Done done ->
          end(job, () -> new JobState.Succeeded(done.result().get()), done.progress());
      case Outcome.Cancelled cancelled -> {
        Supplier<String> result = cancelled.result();
        end(
            job,
            () -> new JobState.Cancelled(result == null ? null : result.get()),
            cancelled.progress());
      }
      case Outcome.Interrupted _ -> {
        if (putBack(job, false))
          LOG.info("job {}: the service is stopping; the next start runs it again", job.id());
        else end(job, () -> new JobState.Cancelled(null), job.progress());
      }
    }
  }

  private boolean putBack(Job job, boolean counted) {
    return retries.write(
        "the state of job " + job.id(), () -> attempts.putBack(job.present(), job.task(), counted));
  }

  /// Writes the end of a job, with retries while the database fails.
  ///
  /// @param end supplies the state and stores its result in the same transaction
  private void end(Job job, Supplier<JobState> end, JobProgress progress) {
    Optional<JobState> ended =
        retries.write("the end of job " + job.id(), () -> written(job, end, progress));
    ended.ifPresent(state -> {
      metrics.ended(state.name());
      LOG.info("job {}: {}", job.id(), state.name().name().toLowerCase(Locale.ROOT));
    });
  }

  /// Stores the result and the end of the job in one transaction; empty if another attempt has the job.
  private Optional<JobState> written(Job job, Supplier<JobState> end, JobProgress progress) {
    return transaction.execute(status -> {
      JobState state = end.get();
      if (attempts.finish(job.present(), state, progress)) return Optional.of(state);
      status.setRollbackOnly();
      return Optional.<JobState>empty();
    });
  }

  private static String message(Throwable e) {
    return Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
  }

  /// Recovers the jobs of an earlier run of the service: running jobs are queued again, waiting ones are run.
  @Override
  public void start() {
    for (String id : jobs.idsIn(JobState.Name.RUNNING)) {
      try {
        Job job = jobs.get(id);
        if (!owner.equals(job.owner())) resume(job);
      } catch (UnreadableDocumentException e) {
        LOG.error("job {}: failed because its row cannot be read: {}", id, e.getMessage());
        jobs.fail(id, Problem.of(ProblemType.UNREADABLE_ROW, message(e)));
      }
    }
    jobs.idsIn(JobState.Name.QUEUED).forEach(id -> pool.execute(() -> run(id)));
    started = true;
  }

  private void resume(Job job) {
    if (job.attempt() >= settings.attempts() && !job.cancelRequested()) {
      String detail =
          "the service ended " + job.attempt() + " times while the job ran; it is not tried again";
      end(
          job,
          () -> new JobState.Failed(Problem.of(ProblemType.INTERNAL_ERROR, detail)),
          job.progress());
    } else if (putBack(job, true)) {
      LOG.info("job {}: was interrupted and is queued again", job.id());
    } else {
      end(job, () -> new JobState.Cancelled(null), job.progress());
    }
  }

  /// Stops running jobs within a batch and leaves them to the next start.
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
