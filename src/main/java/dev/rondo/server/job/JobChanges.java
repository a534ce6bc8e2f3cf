package dev.rondo.server.job;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// What users change in the states of jobs. Each change is one transaction with its event, and has an effect only if the job is
/// still in the initial state of the change.
@Component
class JobChanges {
  private final JdbcClient database;
  private final TransactionTemplate transaction;
  private final JobEvents events;
  private final Jobs jobs;
  private final Clock clock;

  JobChanges(
      JdbcClient database,
      TransactionTemplate transaction,
      JobEvents events,
      Jobs jobs,
      Clock clock) {
    this.database = database;
    this.transaction = transaction;
    this.events = events;
    this.jobs = jobs;
    this.clock = clock;
  }

  /// Changes a job from waiting or paused to cancelled; false if it is neither any more.
  boolean cancelWaiting(String id) {
    return changed(
        id,
        "state = 'cancelled', cancel_requested = true, cancels = 1, finished_at = ? where id = ? and state in ('queued', 'paused')",
        now());
  }

  /// Stores the request to cancel a running job, so that no further attempt begins; false if it does not run.
  boolean requestCancel(String id) {
    return updated(
        "cancel_requested = true, cancels = cancels + 1 where id = ? and state = 'running'", id);
  }

  /// Changes a job from waiting to paused; false if it does not wait.
  boolean pauseWaiting(String id) {
    return changed(id, "state = 'paused' where id = ? and state = 'queued'");
  }

  /// Stores the request to pause a running job; false if it does not run, or is cancelled.
  boolean requestPause(String id) {
    return updated(
        "pause_requested = true where id = ? and state = 'running' and not cancel_requested", id);
  }

  /// Changes a job from paused to waiting; false if it is not paused.
  boolean resume(String id) {
    return changed(id, "state = 'queued' where id = ? and state = 'paused'");
  }

  /// Takes back the request to pause a running job; false if there is none.
  boolean takeBackPause(String id) {
    return updated(
        "pause_requested = false where id = ? and state = 'running' and pause_requested", id);
  }

  /// Changes a job from failed to waiting; false if it has not failed. What it has finished counts again.
  boolean retry(String id) {
    return changed(
        id,
        "state = 'queued', problem = null, finished_at = null, started_at = null, owner = null, cancel_requested = false, cancels = 0, progressed = attempt"
            + " where id = ? and state = 'failed'");
  }

  /// What users want of a running job.
  record Wanted(String id, int cancels, boolean pause) {}

  /// What users want of some jobs that run.
  List<Wanted> wanted(Collection<String> ids) {
    if (ids.isEmpty()) return List.of();
    return database
        .sql(
            "select id, cancel_requested, cancels, pause_requested from job where state = 'running' and id in (:ids) and (cancel_requested or pause_requested)")
        .param("ids", ids)
        .query((row, _) ->
            new Wanted(
                Objects.requireNonNull(row.getString("id")),
                Math.max(row.getInt("cancels"), row.getBoolean("cancel_requested") ? 1 : 0),
                row.getBoolean("pause_requested")))
        .list();
  }

  private boolean changed(String id, String change, @Nullable Object... values) {
    return Boolean.TRUE.equals(
        transaction.execute(_ -> {
          if (!updated(change, append(values, id))) return false;
          Job job = jobs.get(id);
          events.tell(id, job.state(), job.attempt());
          return true;
        }));
  }

  private static @Nullable Object[] append(@Nullable Object[] values, String id) {
    @Nullable Object[] all = Arrays.copyOf(values, values.length + 1);
    all[values.length] = id;
    return all;
  }

  private boolean updated(String change, @Nullable Object... values) {
    JdbcClient.StatementSpec statement = database.sql("update job set " + change);
    for (Object value : values) statement = statement.param(value);
    return statement.update() > 0;
  }

  private OffsetDateTime now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC);
  }
}
