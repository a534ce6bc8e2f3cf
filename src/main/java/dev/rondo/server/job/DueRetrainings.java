package dev.rondo.server.job;

import dev.rondo.forecasting.document.UnreadableDocumentException;
import dev.rondo.forecasting.model.InfeasibleException;
import dev.rondo.server.alias.Aliases;
import dev.rondo.server.dataset.DatasetDescription;
import dev.rondo.server.dataset.Datasets;
import dev.rondo.server.memory.BeyondMemoryException;
import dev.rondo.server.memory.MemoryBudget;
import dev.rondo.server.memory.MemoryTakenException;
import dev.rondo.server.memory.Reservation;
import dev.rondo.server.performance.PerformanceWatch;
import dev.rondo.server.project.Project;
import dev.rondo.server.retraining.RetrainingCause;
import dev.rondo.server.retraining.RetrainingRun;
import dev.rondo.server.retraining.Retrainings;
import dev.rondo.server.retraining.StoredRetraining;
import dev.rondo.server.web.BusyException;
import dev.rondo.server.web.ConflictException;
import dev.rondo.server.web.InfeasibleRequestException;
import dev.rondo.server.web.NotFoundException;
import dev.rondo.server.web.Problem;
import dev.rondo.server.web.ProblemType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Starts the runs of policies that are due: by their schedule, after a warning of the model's performance, or again after a
/// failure.
@Component
class DueRetrainings {
  private static final Logger LOG = LoggerFactory.getLogger(DueRetrainings.class);

  private static final Duration FIRST_PAUSE = Duration.ofMinutes(10);
  private static final Duration LONGEST_PAUSE = Duration.ofDays(1);

  /// Least time between the end of a run and one that a warning starts.
  private static final Duration BETWEEN_WARNINGS = Duration.ofHours(1);

  /// Runs that are read to count failures; with as many failures the pause is the longest.
  private static final int RECENT = 10;

  private final Retrainings retrainings;
  private final RetrainingStart start;
  private final Jobs jobs;
  private final JobCommands commands;
  private final Aliases aliases;
  private final Datasets datasets;
  private final PerformanceWatch performance;
  private final MemoryBudget memory;
  private final Clock clock;

  DueRetrainings(
      Retrainings retrainings,
      RetrainingStart start,
      Jobs jobs,
      JobCommands commands,
      Aliases aliases,
      Datasets datasets,
      PerformanceWatch performance,
      MemoryBudget memory,
      Clock clock) {
    this.retrainings = retrainings;
    this.start = start;
    this.jobs = jobs;
    this.commands = commands;
    this.aliases = aliases;
    this.datasets = datasets;
    this.performance = performance;
    this.memory = memory;
    this.clock = clock;
  }

  /// Looks at every policy of every project. A failure of one does not affect the others.
  void start() {
    try {
      endAbandoned();
      for (Project project : retrainings.projects())
        project.run(() -> retrainings.aliases().forEach(this::start));
    } catch (RuntimeException e) {
      LOG.warn("due retrainings cannot be read now: {}", e.toString());
    }
  }

  /// Cancels and then deletes the jobs of runs that were deleted with their alias.
  private void endAbandoned() {
    for (String id : jobs.withoutRun()) {
      try {
        commands.cancel(id);
        LOG.info("retraining {}: cancelled, because its alias was deleted", id);
      } catch (ConflictException _) {
        jobs.removeEnded(List.of(id));
      } catch (RuntimeException e) {
        LOG.warn("retraining {}: cannot be cancelled now: {}", id, e.toString());
      }
    }
  }

  private void start(String alias) {
    try {
      // Read before the policy, whose schedule moves on with each run: a run that another replica
      // begins meanwhile is not among them, so Retrainings refuses a second one.
      List<RetrainingRun> recent = retrainings.latest(alias, RECENT);
      Optional<StoredRetraining> found = retrainings.find(alias);
      if (found.isEmpty()) return;
      RetrainingCause cause = cause(found.get(), recent);
      if (cause != null) start(found.get(), cause, recent.isEmpty() ? null : recent.getFirst());
    } catch (BusyException | MemoryTakenException | ConflictException e) {
      LOG.debug("alias '{}': the retraining waits: {}", alias, e.getMessage());
    } catch (RuntimeException e) {
      LOG.warn("alias '{}': the retraining cannot be started now: {}", alias, e.toString());
    }
  }

  /// Why a run is due; null if none is.
  private @Nullable RetrainingCause cause(StoredRetraining of, List<RetrainingRun> recent) {
    if (!recent.isEmpty() && start.isActive(recent.getFirst())) return null;
    Instant now = clock.instant();
    int failures = failures(of, recent);
    if (failures > 0) {
      Instant again = ended(recent.getFirst()).plus(pause(failures));
      return again.isAfter(now) ? null : RetrainingCause.RETRY;
    }
    if (of.dueAt() != null && !of.dueAt().isAfter(now)) return RetrainingCause.SCHEDULE;
    return of.policy().onDrift() && hasNews(of, recent, now) && warned(of.alias())
        ? RetrainingCause.DRIFT
        : null;
  }

  /// Number of failures since the last run that did not fail and the last change of the policy. A run that a user asked for does not
  /// count and is not tried again.
  private int failures(StoredRetraining of, List<RetrainingRun> recent) {
    int count = 0;
    for (RetrainingRun run : recent) {
      if (run.createdAt().isBefore(of.changedAt()) || !failed(run)) break;
      if (run.cause() != RetrainingCause.REQUEST) count++;
    }
    return count;
  }

  private boolean failed(RetrainingRun run) {
    return run.problem() != null
        || jobs.find(run.id())
            .filter(job -> job.state().name() == JobState.Name.FAILED)
            .isPresent();
  }

  private Instant ended(RetrainingRun run) {
    return jobs.find(run.id()).map(Job::finishedAt).orElse(run.createdAt());
  }

  private static Duration pause(int failures) {
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, 10));
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }

  /// Whether the dataset has changed since the last run, which ended some time ago.
  private boolean hasNews(StoredRetraining of, List<RetrainingRun> recent, Instant now) {
    Optional<Integer> version = version(of);
    if (version.isEmpty() || recent.isEmpty()) return version.isPresent();
    RetrainingRun last = recent.getFirst();
    return !version.get().equals(last.datasetVersion())
        && !ended(last).plus(BETWEEN_WARNINGS).isAfter(now);
  }

  private Optional<Integer> version(StoredRetraining of) {
    return datasets.find(of.datasetId()).map(DatasetDescription::version);
  }

  private boolean warned(String alias) {
    return performance.isAlarmed(aliases.model(alias));
  }

  /// @param latest the newest run, with which the cause was found; null if there is none
  private void start(StoredRetraining of, RetrainingCause cause, @Nullable RetrainingRun latest) {
    try (Reservation reading = memory.open("the retraining")) {
      Job job = start.start(of, cause, latest, reading);
      LOG.info("alias '{}': retraining {} is queued, cause: {}", of.alias(), job.id(), cause);
    } catch (NotFoundException e) {
      fail(of, cause, latest, Problem.of(ProblemType.NOT_FOUND, message(e)));
    } catch (InfeasibleException e) {
      fail(of, cause, latest, Problem.of(e));
    } catch (InfeasibleRequestException | BeyondMemoryException e) {
      fail(of, cause, latest, Problem.of(ProblemType.INFEASIBLE, message(e)));
    } catch (UnreadableDocumentException e) {
      fail(of, cause, latest, Problem.of(ProblemType.UNREADABLE_ROW, message(e)));
    }
  }

  private void fail(
      StoredRetraining of, RetrainingCause cause, @Nullable RetrainingRun latest, Problem problem) {
    retrainings.fail(of, cause, version(of).orElse(null), latest, problem);
    LOG.warn("alias '{}': the retraining cannot be started: {}", of.alias(), problem.detail());
  }

  private static String message(RuntimeException e) {
    return Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
  }
}
