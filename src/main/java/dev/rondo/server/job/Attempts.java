package dev.rondo.server.job;

import dev.rondo.engine.training.Epoch;
import dev.rondo.forecasting.document.ModelFile;
import dev.rondo.forecasting.model.Trained;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Writes of the attempts of jobs. Each write is one transaction, and has an effect only while the job runs and belongs to the
/// attempt.
@Component
class Attempts {
  /// Changes with the content of checkpoints, so that a later version does not continue from those of an earlier one.
  private static final int CHECKPOINT_FORMAT = 1;

  private static final String OF_ATTEMPT =
      " where id = ? and attempt = ? and owner is not distinct from ? and state = 'running'";

  private final JdbcClient database;
  private final JdbcTemplate batches;
  private final TransactionTemplate transaction;
  private final JobEvents events;
  private final Jobs jobs;
  private final StoredCheckpoints checkpoints;
  private final UnfinishedWork work;
  private final JobSettings settings;
  private final Clock clock;

  Attempts(
      JdbcClient database,
      JdbcTemplate batches,
      TransactionTemplate transaction,
      JobEvents events,
      Jobs jobs,
      StoredCheckpoints checkpoints,
      UnfinishedWork work,
      JobSettings settings,
      Clock clock) {
    this.database = database;
    this.batches = batches;
    this.transaction = transaction;
    this.events = events;
    this.jobs = jobs;
    this.checkpoints = checkpoints;
    this.work = work;
    this.settings = settings;
    this.clock = clock;
  }

  /// Changes a job from waiting to running; empty if it does not wait any more.
  ///
  /// @param owner this run of the service
  Optional<Job> start(String id, String owner) {
    return transaction.execute(_ -> {
      int started =
          database
              .sql(
                  "update job set state = 'running', attempt = attempt + 1, owner = ?, started_at = ? where id = ? and state = 'queued'")
              .params(owner, now(), id)
              .update();
      if (started == 0) return Optional.<Job>empty();
      Job job = jobs.get(id);
      events.tell(id, job.state(), job.attempt());
      return Optional.of(job);
    });
  }

  /// Adds ended epochs, the progress and checkpoints. Epochs that are already stored are skipped, so a write whose confirmation was lost can be
  /// repeated. Throws [AttemptLostException].
  ///
  /// @param announce whether to add an event with the progress
  /// @param spent time of all attempts so far
  void record(
      Attempt attempt,
      List<Epoch> ended,
      JobProgress progress,
      boolean announce,
      CheckpointParts parts,
      Duration spent) {
    transaction.executeWithoutResult(_ -> {
      if (!update(
          attempt,
          "progress = ?, fraction = ?",
          JobDocuments.PROGRESS.write(progress),
          progress.fraction())) throw new AttemptLostException(attempt);
      addEpochs(attempt.jobId(), ended);
      if (!parts.isEmpty()) {
        checkpoints.write(attempt.jobId(), parts);
        update(attempt, "progressed = attempt, spent_millis = ?", spent.toMillis());
      }
      if (announce) events.append(attempt.jobId(), JobEvent.Type.PROGRESS, List.of(progress));
    });
  }

  private void addEpochs(String id, List<Epoch> ended) {
    if (ended.isEmpty()) return;
    int stored =
        database
            .sql("select coalesce(max(number), 0) from job_epoch where job_id = ?")
            .param(id)
            .query(Integer.class)
            .single();
    List<TrainingHistory.EpochRow> rows =
        ended.stream()
            .filter(epoch -> epoch.number() > stored)
            .map(TrainingHistory.EpochRow::of)
            .toList();
    batches.batchUpdate(
        "insert into job_epoch (job_id, number, epoch) values (?, ?, ?)",
        rows.stream()
            .map(row -> new Object[] {id, row.epoch(), JobDocuments.EPOCH.write(row)})
            .toList());
    events.append(id, JobEvent.Type.EPOCH, rows);
  }

  /// What identifies what checkpoints were computed from.
  ///
  /// @param content such as the fingerprint of the dataset
  static String basis(String content) {
    return CHECKPOINT_FORMAT + " " + content;
  }

  /// Deletes the checkpoints of earlier attempts, and what the job tells of them, if they were computed from something else. Throws
  /// [AttemptLostException].
  ///
  /// @param content what this attempt computes from, such as the fingerprint of the dataset
  /// @return the job as it is then
  Job basedOn(Job job, String content) {
    String basis = basis(content);
    if (basis.equals(job.reached().basis())) return job;
    return Objects.requireNonNull(
        transaction.execute(_ -> {
          if (!update(
              job.present(),
              "basis = ?, spent_millis = 0, progress = ?, fraction = 0",
              basis,
              JobDocuments.PROGRESS.write(job.task().notBegun())))
            throw new AttemptLostException(job.present());
          checkpoints.forget(job.id());
          return jobs.get(job.id());
        }));
  }

  /// Deletes the epochs after the last checkpoint, which are done again. Throws [AttemptLostException].
  ///
  /// @param most number of epochs that stay
  void keepEpochs(Attempt attempt, int most) {
    guarded(
        attempt,
        () ->
            database
                .sql("delete from job_epoch where job_id = ? and number > ?")
                .params(attempt.jobId(), most)
                .update());
  }

  /// Runs a write in one transaction with a check that the attempt runs the job. Throws [AttemptLostException].
  void guarded(Attempt attempt, Runnable write) {
    transaction.executeWithoutResult(_ -> {
      // Locks the row of the job until the end of the transaction.
      if (!update(attempt, "owner = owner")) throw new AttemptLostException(attempt);
      write.run();
    });
  }

  /// Stores the choices of an automatic training. Throws [AttemptLostException].
  void plan(Attempt attempt, JobPlan plan) {
    transaction.executeWithoutResult(_ -> {
      if (!update(attempt, "decisions = ?", JobDocuments.PLAN.write(plan)))
        throw new AttemptLostException(attempt);
    });
  }

  /// Adds a warning to those of the job. Throws [AttemptLostException].
  void warn(Attempt attempt, String sentence) {
    guarded(
        attempt,
        () -> {
          List<String> known =
              Objects.requireNonNullElse(jobs.get(attempt.jobId()).warnings(), List.of());
          if (known.contains(sentence)) return;
          List<String> all = Stream.concat(known.stream(), Stream.of(sentence)).toList();
          update(attempt, "warnings = ?", JobDocuments.WARNINGS.write(new JobWarnings(all)));
        });
  }

  /// Stores the result of the training, so that the next attempt need not train again. Throws [AttemptLostException].
  ///
  /// @param fingerprint of the dataset
  void keep(Attempt attempt, String fingerprint, Trained trained) {
    byte[] weights = ModelFile.bytes(trained.allWeights());
    guarded(
        attempt,
        () -> {
          forget(attempt.jobId());
          database
              .sql(
                  "insert into job_state (job_id, state, checksum, weights, fingerprint) values (?, ?, ?, ?, ?)")
              .params(
                  attempt.jobId(),
                  JobDocuments.TRAINED.write(trained.end()),
                  ModelFile.checksum(weights),
                  weights,
                  fingerprint)
              .update();
          update(attempt, "progressed = attempt");
        });
  }

  /// The stored training result of an earlier attempt. One of another version of the dataset is deleted with its history. Throws
  /// [AttemptLostException].
  ///
  /// @param fingerprint of the dataset
  Optional<Trained> kept(Job job, String fingerprint) {
    if (!isKept(job.id())) return Optional.empty();
    return transaction.execute(_ -> {
      if (!update(job.present(), "owner = owner")) throw new AttemptLostException(job.present());
      // Builds before this one did not store the fingerprint, and datasets did not change.
      database
          .sql("delete from job_state where job_id = ? and fingerprint <> ?")
          .params(job.id(), fingerprint)
          .update();
      Optional<Trained> kept =
          database
              .sql("select state, checksum, weights from job_state where job_id = ?")
              .param(job.id())
              .query(Attempts::trained)
              .optional();
      if (kept.isEmpty()) forgetHistory(job.id());
      return kept;
    });
  }

  private boolean isKept(String id) {
    return database
            .sql("select count(*) from job_state where job_id = ?")
            .param(id)
            .query(Integer.class)
            .single()
        > 0;
  }

  private void forgetHistory(String id) {
    database.sql("delete from job_epoch where job_id = ?").param(id).update();
  }

  private static Trained trained(ResultSet row, int number) throws SQLException {
    byte[] weights = Objects.requireNonNull(row.getBytes("weights"));
    return Trained.of(
        JobDocuments.TRAINED.read(Objects.requireNonNull(row.getString("state"))),
        ModelFile.weights(weights, row.getLong("checksum")));
  }

  /// Changes a job from running to its end; false if this attempt does not run it any more.
  boolean finish(Attempt attempt, Task task, JobState end, JobProgress progress) {
    return Boolean.TRUE.equals(
        transaction.execute(_ -> {
          boolean ended =
              update(
                  attempt,
                  "state = ?, pause_requested = false, progress = ?, fraction = ?, result_id = ?, problem = ?, finished_at = ?",
                  Jobs.text(end.name()),
                  JobDocuments.PROGRESS.write(progress),
                  progress.fraction(),
                  end.result(),
                  end.cause() == null ? null : JobDocuments.PROBLEM.write(end.cause()),
                  now());
          if (!ended) return false;
          forget(attempt.jobId());
          // Otherwise a training can be continued, and what has failed can be tried again.
          if (end.name() == JobState.Name.CANCELLED && end.result() == null)
            work.forget(attempt.jobId());
          else if (!(task instanceof Task.Training) && !(end instanceof JobState.Failed))
            checkpoints.forget(attempt.jobId());
          checkpoints.prune(settings.keptCheckpoints());
          events.tell(attempt.jobId(), end, attempt.number());
          return true;
        }));
  }

  /// Changes a job from running back to waiting, or to paused if a user wants that. Deletes the history if nothing is kept from
  /// which the job could continue. A cancelled job waits for an attempt that makes a result of what it has finished.
  ///
  /// @param counted whether the attempt counts
  /// @return false if this attempt does not run it any more, or if a user has cancelled the job and it has no result
  boolean putBack(Attempt attempt, Task task, boolean counted) {
    return Boolean.TRUE.equals(
        transaction.execute(status -> {
          String id = attempt.jobId();
          int number = counted ? attempt.number() : attempt.number() - 1;
          if (!update(
              attempt,
              "state = case when pause_requested and not cancel_requested then 'paused' else 'queued' end, pause_requested = false, attempt = ?, progressed = least(progressed, ?), owner = null, started_at = null",
              number,
              number)) return false;
          // Read after the update, which locks the row.
          Job job = jobs.get(id);
          if (job.cancelRequested() && !work.givesResult(id)) {
            status.setRollbackOnly();
            return false;
          }
          if (!isKept(id) && !checkpoints.exist(id)) {
            database
                .sql("update job set progress = ?, fraction = 0 where id = ?")
                .params(JobDocuments.PROGRESS.write(task.notBegun()), id)
                .update();
            forgetHistory(id);
          }
          events.tell(id, job.state(), number);
          return true;
        }));
  }

  private boolean update(Attempt attempt, String change, @Nullable Object... values) {
    JdbcClient.StatementSpec statement = database.sql("update job set " + change + OF_ATTEMPT);
    for (Object value : values) statement = statement.param(value);
    return statement.param(attempt.jobId()).param(attempt.number()).param(attempt.owner()).update()
        > 0;
  }

  private void forget(String id) {
    database.sql("delete from job_state where job_id = ?").param(id).update();
  }

  private OffsetDateTime now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC);
  }
}
