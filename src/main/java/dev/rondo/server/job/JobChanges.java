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
  private static final String REQUEST_CANCEL =
      "cancel_requested = true, cancels = cancels + 1 where id = ? and state in ('queued', 'running', 'paused')";

  private final JdbcClient database;
  private final TransactionTemplate transaction;
  private final JobEvents events;
  private final Jobs jobs;
  private final UnfinishedWork work;
  private final Clock clock;

  JobChanges(
      JdbcClient database,
      TransactionTemplate transaction,
      JobEvents events,
      Jobs jobs,
      UnfinishedWork work,
      Clock clock) {
    this.database = database;
    this.transaction = transaction;
    this.events = events;
    this.jobs = jobs;
    this.work = work;
    this.clock = clock;
  }

  /// What a request to cancel a job has changed.
  enum Cancelling {
    /// The job waited or was paused, and is cancelled.
    ENDED,
    /// The job waits for an attempt that makes a result of what it has finished.
    ENDS_WITH_RESULT,
    /// The job runs, and its attempt is to end.
    REQUESTED,
    /// Nothing, because the job has ended.
    NOTHING
  }

  /// Cancels a job. One that waits or is paused and has finished something waits until an attempt has made its result.
  Cancelling cancel(String id) {
    return Objects.requireNonNull(
        transaction.execute(_ -> {
          // Locks the row, so that the job does not begin or pause between the changes.
          if (!updated(REQUEST_CANCEL, id)) return Cancelling.NOTHING;
          if (runs(id)) return Cancelling.REQUESTED;
          if (work.givesResult(id)) {
            changed(id, "state = 'queued' where id = ? and state = 'paused'");
            return Cancelling.ENDS_WITH_RESULT;
          }
          changed(id, "state = 'cancelled', finished_at = ? where id = ?", now());
          work.forget(id);
          return Cancelling.ENDED;
        }));
  }

  private boolean runs(String id) {
    return database
        .sql("select state = 'running' from job where id = ?")
        .param(id)
        .query(Boolean.class)
        .single();
  }

  /// What a request to pause a job has changed.
  enum Pausing {
    /// The job waited, and is paused.
    PAUSED,
    /// The job runs, and is to pause.
    REQUESTED,
    /// Nothing, because the job is paused already, is cancelled or has ended.
    NOTHING
  }

  /// Pauses a job that waits, and stores the request to pause one that runs.
  Pausing pause(String id) {
    return Objects.requireNonNull(
        transaction.execute(_ -> {
          // Locks the row, so that the job does not begin or wait again between the changes.
          database.sql("select id from job where id = ? for update").param(id).query().listOfRows();
          if (changed(
              id, "state = 'paused' where id = ? and state = 'queued' and not cancel_requested"))
            return Pausing.PAUSED;
          return updated(
                  "pause_requested = true where id = ? and state = 'running' and not cancel_requested",
                  id)
              ? Pausing.REQUESTED
              : Pausing.NOTHING;
        }));
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
        "state = 'queued', problem = null, finished_at = null, started_at = null, owner = null, cancel_requested = false, cancels = 0, pause_requested = false, progressed = attempt"
            + " where id = ? and state = 'failed'");
  }

  /// What users want of a running job.
  record Wanted(String id, int cancels, boolean pause) {}

  /// What users want of some jobs that run.
  List<Wanted> wanted(Collection<String> ids) {
    if (ids.isEmpty()) return List.of();
    return database
        .sql(
            "select id, cancel_requested, cancels, pause_requested from job where state = 'running' and id in (:ids)")
        .param("ids", ids)
        .query((row, _) ->
            new Wanted(
                Objects.requireNonNull(row.getString("id")),
                row.getBoolean("cancel_requested") ? Math.max(1, row.getInt("cancels")) : 0,
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
