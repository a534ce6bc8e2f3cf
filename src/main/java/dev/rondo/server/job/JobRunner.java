package dev.rondo.server.job;

import dev.rondo.forecasting.document.UnreadableDocumentException;
import dev.rondo.server.memory.BeyondMemoryException;
import dev.rondo.server.memory.MemoryBudget;
import dev.rondo.server.memory.Reservation;
import dev.rondo.server.web.Problem;
import dev.rondo.server.web.ProblemType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.transaction.support.TransactionTemplate;

/// Runs the jobs that the queue gives to this replica, within the memory budget of the service.
final class JobRunner implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);
  private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(10);

  /// Looks of [#watch] from one search for jobs that are not in the queue to the next.
  private static final int LOOKS = 10;

  private final Jobs jobs;
  private final Attempts attempts;
  private final Tasks tasks;
  private final JobQueue queue;
  private final RunningJobs running;
  private final MemoryBudget memory;
  private final JobSettings settings;
  private final Retries retries;
  private final TransactionTemplate transaction;
  private final JobMetrics metrics;
  private final Clock clock;
  private final String owner;
  private volatile boolean started;

  /// @param owner unique name of this run of the service
  JobRunner(
      Jobs jobs,
      Attempts attempts,
      Tasks tasks,
      JobQueue queue,
      RunningJobs running,
      MemoryBudget memory,
      JobSettings settings,
      Retries retries,
      TransactionTemplate transaction,
      JobMetrics metrics,
      Clock clock,
      String owner) {
    this.jobs = jobs;
    this.attempts = attempts;
    this.tasks = tasks;
    this.queue = queue;
    this.running = running;
    this.memory = memory;
    this.settings = settings;
    this.retries = retries;
    this.transaction = transaction;
    this.metrics = metrics;
    this.clock = clock;
    this.owner = owner;
  }

  /// Runs a job that waits, or that another replica or an earlier run of the service has left.
  ///
  /// @return the place in the queue at which it waits again; empty if it does not wait any more
  private Optional<Instant> run(String id) {
    Optional<JobSignals> signals = running.begin(id);
    // An attempt that has lost the job is about to end.
    if (signals.isEmpty()) return Optional.of(clock.instant().plus(AFTER_A_FAILURE));
    try {
      run(id, signals.get());
      return again(id);
    } catch (UnreadableDocumentException e) {
      LOG.error("job {}: failed because its row cannot be read: {}", id, e.getMessage());
      jobs.fail(id, Problem.of(ProblemType.UNREADABLE_ROW, message(e)));
      return Optional.empty();
    } catch (BeyondMemoryException e) {
      LOG.info("job {}: failed: {}", id, e.getMessage());
      jobs.fail(id, Problem.of(ProblemType.INFEASIBLE, message(e)));
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return again(id);
    } catch (Exception e) {
      LOG.error("job {}: could not run or could not write its result; it is run again", id, e);
      return Optional.of(clock.instant().plus(AFTER_A_FAILURE));
    } finally {
      running.end(id);
    }
  }

  private void run(String id, JobSignals signals) throws InterruptedException {
    jobs.find(id).filter(JobRunner::isRunning).ifPresent(this::takeOver);
    Optional<Reservation> reserved = reserve(id, signals);
    if (reserved.isEmpty()) return;
    try (Reservation _ = reserved.get()) {
      if (!running.stopping())
        attempts
            .start(id, owner)
            .ifPresent(job -> {
              signals.cancelled(job.cancels());
              job.project().run(() -> attempt(job, signals));
            });
    }
  }

  private static boolean isRunning(Job job) {
    return job.state().name() == JobState.Name.RUNNING;
  }

  /// Where the job waits in the queue.
  private Optional<Instant> again(String id) {
    return jobs.find(id)
        .flatMap(job ->
            switch (job.state().name()) {
              case QUEUED -> Optional.of(job.createdAt());
              // Its end could not be written, or another replica has it.
              case RUNNING -> Optional.of(clock.instant().plus(AFTER_A_FAILURE));
              case PAUSED, SUCCEEDED, FAILED, CANCELLED -> Optional.empty();
            });
  }

  /// Waits until there is memory for the job; empty if the job does not wait any more.
  private Optional<Reservation> reserve(String id, JobSignals signals) throws InterruptedException {
    Optional<Job> job = jobs.find(id);
    if (job.isEmpty() || job.get().state().name() != JobState.Name.QUEUED) return Optional.empty();
    return memory.await("the job", job.get().memory(), signals::ends);
  }

  private void attempt(Job job, JobSignals signals) {
    LOG.info("job {} '{}': starts, attempt {}", job.id(), job.name(), job.attempt());
    Outcome outcome;
    try {
      outcome = metrics.timed(() -> tasks.run(job, signals));
    } catch (AttemptLostException e) {
      LOG.warn("{}; this attempt ends", e.getMessage());
      return;
    } catch (OutOfMemoryError e) {
      // Memory ran out in the whole service, not in the job alone; the next start tries the job
      // again.
      throw e;
    } catch (Throwable e) {
      if (Retries.isOutage(e) && isHopeful(jobs.get(job.id()))) {
        interrupted(job, true);
        throw e;
      }
      Problem problem = JobProblems.of(job, e);
      end(job, () -> new JobState.Failed(problem), jobs.get(job.id()).progress());
      LOG.info("job {}: failed: {}", job.id(), problem.detail());
      return;
    }
    conclude(job, outcome);
  }

  private void interrupted(Job job, boolean counted) {
    if (putBack(job, counted)) LOG.info("job {}: interrupted; it continues later", job.id());
    else end(job, () -> new JobState.Cancelled(null), job.progress());
  }

  /// Whether a job that was interrupted is tried again: some of its last attempts have written a checkpoint.
  private boolean isHopeful(Job job) {
    return vainAttempts(job) < settings.attempts();
  }

  private static int vainAttempts(Job job) {
    return job.attempt() - job.reached().attempt();
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
      case Outcome.Interrupted _ -> interrupted(job, false);
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
      if (attempts.finish(job.present(), job.task(), state, progress)) return Optional.of(state);
      status.setRollbackOnly();
      return Optional.<JobState>empty();
    });
  }

  private static String message(Throwable e) {
    return Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
  }

  /// Queues the job of an attempt that has ended without writing so, or ends it.
  private void takeOver(Job job) {
    boolean again = isHopeful(job);
    if (again && putBack(job, true)) {
      LOG.info("job {}: was interrupted and is queued again", job.id());
    } else if (again || job.cancelRequested()) {
      end(job, () -> new JobState.Cancelled(null), job.progress());
    } else {
      String detail =
          "the service ended %d times while the job ran; it is not tried again"
              .formatted(vainAttempts(job));
      end(
          job,
          () -> new JobState.Failed(Problem.of(ProblemType.INTERNAL_ERROR, detail)),
          job.progress());
    }
  }

  /// Ends a cancelled job that an attempt of this replica has left because it could not write its end, or queues it if it has
  /// finished something.
  void endAbandoned(String id) {
    Job job = jobs.get(id);
    if (owner.equals(job.owner()) && isRunning(job) && !putBack(job, true))
      end(job, () -> new JobState.Cancelled(null), job.progress());
  }

  /// Begins to take jobs from the queue, also those of earlier runs of the service.
  @Override
  public synchronized void start() {
    if (started) return;
    queue.start(this::run);
    started = true;
    Thread.ofVirtual().name("job-watch").start(this::watch);
  }

  /// Passes on what users ask of the other replicas, and looks for jobs that are not in the queue.
  private void watch() {
    for (int look = 1; started; look++) {
      try {
        Thread.sleep(settings.poll());
        running.passOn();
        if (look % LOOKS == 0) queue.addMissing();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        LOG.debug("cannot look at the jobs now: {}", e.toString());
      }
    }
  }

  /// Interrupts running jobs within a batch, after a checkpoint, and leaves them to other replicas or to the next start.
  @Override
  public void stop() {
    running.stop();
    started = false;
    queue.stop();
  }

  @Override
  public boolean isRunning() {
    return started;
  }

  int running() {
    return running.count();
  }
}
