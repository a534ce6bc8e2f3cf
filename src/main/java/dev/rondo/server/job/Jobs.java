package dev.rondo.server.job;

import dev.rondo.engine.training.Epoch;
import dev.rondo.forecasting.document.JsonTypes;
import dev.rondo.forecasting.model.ModelSpec;
import dev.rondo.server.dataset.DatasetUse;
import dev.rondo.server.web.Ids;
import dev.rondo.server.web.Listed;
import dev.rondo.server.web.NotFoundException;
import dev.rondo.server.web.Paging;
import dev.rondo.server.web.Problem;
import dev.rondo.server.web.StoredRows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// The stored jobs. Every change of state is one transaction with the event that tells of it, and holds
/// only if the job is still in the state it starts from.
@Component
public class Jobs implements DatasetUse {
  private final JdbcClient database;
  private final JdbcTemplate batches;
  private final TransactionTemplate transaction;
  private final JobEvents events;
  private final StoredRows rows;
  private final Clock clock;
  private final Ids ids;

  Jobs(
      JdbcClient database,
      JdbcTemplate batches,
      TransactionTemplate transaction,
      JobEvents events,
      StoredRows rows,
      Clock clock,
      Ids ids) {
    this.database = database;
    this.batches = batches;
    this.transaction = transaction;
    this.events = events;
    this.rows = rows;
    this.clock = clock;
    this.ids = ids;
  }

  /// Keeps a new job that waits.
  Job add(String name, String datasetId, ModelSpec specification) {
    JobState queued = new JobState.Queued();
    Progress none = Progress.none(specification.training().epochs());
    Job job =
        new Job(ids.next(), name, datasetId, queued, 0, none, specification, now(), null, null);
    transaction.executeWithoutResult(_ -> {
      database
          .sql(
              "insert into training_job (id, name, dataset_id, state, attempt, cancel_requested, specification, progress, last_event, created_at)"
                  + " values (?, ?, ?, ?, 0, false, ?, ?, 0, ?)")
          .params(
              job.id(),
              name,
              datasetId,
              text(queued.name()),
              JobDocuments.SPECIFICATION.write(specification),
              JobDocuments.PROGRESS.write(none),
              job.createdAt().atOffset(ZoneOffset.UTC))
          .update();
      tell(job.id(), queued, 0);
    });
    return job;
  }

  public Optional<Job> find(String id) {
    if (id.equals(Ids.LATEST))
      return database
          .sql("select * from training_job order by id desc limit 1")
          .query(Jobs::job)
          .optional();
    if (!Ids.wellFormed(id)) return Optional.empty();
    return database
        .sql("select * from training_job where id = ?")
        .param(id)
        .query(Jobs::job)
        .optional();
  }

  /// As [#find]; throws [NotFoundException].
  public Job get(String id) {
    return find(id).orElseThrow(() -> new NotFoundException("training job", id));
  }

  /// Newest first; one more than the page may hold where there are more.
  ///
  /// @param state that they must be in; any when null
  List<Listed<Job>> all(Paging paging, JobState.@Nullable Name state) {
    String after = paging.after() == null ? Ids.LAST : paging.after();
    String condition = state == null ? "" : " and state = '" + text(state) + "'";
    return database
        .sql("select * from training_job where id < ?" + condition + " order by id desc limit ?")
        .params(after, paging.limit() + 1)
        .query((row, number) -> rows.read("training job", text(row, "id"), () -> job(row, number)))
        .list();
  }

  boolean exists(String id) {
    return Ids.wellFormed(id)
        && database
            .sql("select id from training_job where id = ?")
            .param(id)
            .query(String.class)
            .optional()
            .isPresent();
  }

  /// Removes a job that has ended, with history and events; returns whether it did.
  boolean remove(String id) {
    return Ids.wellFormed(id)
        && database
                .sql(
                    "delete from training_job where id = ? and state in ('succeeded', 'failed', 'cancelled')")
                .param(id)
                .update()
            > 0;
  }

  /// Jobs in a state, oldest first.
  List<String> idsIn(JobState.Name state) {
    return database
        .sql("select id from training_job where state = ? order by id")
        .param(text(state))
        .query((row, _) -> Objects.requireNonNull(row.getString(1)))
        .list();
  }

  int count(JobState.Name state) {
    return database
        .sql("select count(*) from training_job where state = ?")
        .param(text(state))
        .query(Integer.class)
        .single();
  }

  @Override
  public boolean inUse(String datasetId) {
    String sql =
        "select count(*) from training_job where dataset_id = ? and state in ('queued', 'running')";
    return database.sql(sql).param(datasetId).query(Integer.class).single() > 0;
  }

  History history(String id) {
    return new History(
        database
            .sql("select epoch from job_epoch where job_id = ? order by number")
            .param(id)
            .query((row, _) -> JobDocuments.EPOCH.read(text(row, "epoch")))
            .list());
  }

  /// From waiting to running; empty when it does not wait any more.
  Optional<Job> start(String id) {
    return transaction.execute(_ -> {
      int started =
          database
              .sql(
                  "update training_job set state = 'running', attempt = attempt + 1, started_at = ? where id = ? and state = 'queued'")
              .params(now().atOffset(ZoneOffset.UTC), id)
              .update();
      if (started == 0) return Optional.<Job>empty();
      Job job = get(id);
      tell(id, job.state(), job.attempt());
      return Optional.of(job);
    });
  }

  /// Adds epochs that have ended, and how far it is now.
  ///
  /// @param announce whether an event tells of the progress too
  void record(String id, List<Epoch> ended, Progress progress, boolean announce) {
    transaction.executeWithoutResult(_ -> {
      database
          .sql("update training_job set progress = ? where id = ?")
          .params(JobDocuments.PROGRESS.write(progress), id)
          .update();
      addEpochs(id, ended);
      if (announce) events.append(id, JobEvent.Type.PROGRESS, List.of(progress));
    });
  }

  private void addEpochs(String id, List<Epoch> ended) {
    List<History.Row> rows = ended.stream().map(History.Row::of).toList();
    batches.batchUpdate(
        "insert into job_epoch (job_id, number, epoch) values (?, ?, ?)",
        rows.stream()
            .map(row -> new Object[] {id, row.epoch(), JobDocuments.EPOCH.write(row)})
            .toList());
    events.append(id, JobEvent.Type.EPOCH, rows);
  }

  /// From running to its end; false when it does not run any more.
  boolean finish(String id, JobState end, Progress progress) {
    return Boolean.TRUE.equals(
        transaction.execute(_ -> {
          int ended =
              database
                  .sql(
                      "update training_job set state = :state, progress = :progress, model_id = :model, problem = :problem, finished_at = :now"
                          + " where id = :id and state = 'running'")
                  .param("state", text(end.name()))
                  .param("progress", JobDocuments.PROGRESS.write(progress))
                  .param("model", end.model())
                  .param(
                      "problem",
                      end.cause() == null ? null : JobDocuments.PROBLEM.write(end.cause()))
                  .param("now", now().atOffset(ZoneOffset.UTC))
                  .param("id", id)
                  .update();
          if (ended == 0) return false;
          tell(id, end, get(id).attempt());
          return true;
        }));
  }

  /// From waiting or running to failed, of a job whose own documents cannot be read.
  void fail(String id, Problem problem) {
    transaction.executeWithoutResult(_ -> {
      int failed =
          database
              .sql(
                  "update training_job set state = 'failed', problem = ?, finished_at = ? where id = ? and state in ('queued', 'running')")
              .params(JobDocuments.PROBLEM.write(problem), now().atOffset(ZoneOffset.UTC), id)
              .update();
      if (failed > 0) tell(id, new JobState.Failed(problem), 0);
    });
  }

  /// From waiting to cancelled; false when it does not wait any more.
  boolean cancelWaiting(String id) {
    return Boolean.TRUE.equals(
        transaction.execute(_ -> {
          int ended =
              database
                  .sql(
                      "update training_job set state = 'cancelled', cancel_requested = true, finished_at = ? where id = ? and state = 'queued'")
                  .params(now().atOffset(ZoneOffset.UTC), id)
                  .update();
          if (ended == 0) return false;
          tell(id, new JobState.Cancelled(null), get(id).attempt());
          return true;
        }));
  }

  /// Notes that a running job is to end, so that a restart does not train it again; false when it does not run.
  boolean requestCancel(String id) {
    return database
            .sql(
                "update training_job set cancel_requested = true where id = ? and state = 'running'")
            .param(id)
            .update()
        > 0;
  }

  boolean cancelRequested(String id) {
    return database
        .sql("select cancel_requested from training_job where id = ?")
        .param(id)
        .query(Boolean.class)
        .optional()
        .orElse(false);
  }

  /// From running back to waiting, without the history of the attempt that was cut off.
  ///
  /// @param counted whether that attempt counts as one
  void putBack(String id, boolean counted) {
    transaction.executeWithoutResult(_ -> {
      Job job = get(id);
      int attempt = counted ? job.attempt() : job.attempt() - 1;
      int waits =
          database
              .sql(
                  "update training_job set state = 'queued', attempt = ?, progress = ?, started_at = null where id = ? and state = 'running'")
              .params(
                  attempt,
                  JobDocuments.PROGRESS.write(
                      Progress.none(job.specification().training().epochs())),
                  id)
              .update();
      if (waits == 0) return;
      database.sql("delete from job_epoch where job_id = ?").param(id).update();
      tell(id, new JobState.Queued(), attempt);
    });
  }

  private void tell(String id, JobState state, int attempt) {
    events.append(id, JobEvent.Type.STATE, List.of(StateChange.of(state, attempt)));
  }

  private static Job job(ResultSet row, int number) throws SQLException {
    return new Job(
        text(row, "id"),
        text(row, "name"),
        text(row, "dataset_id"),
        state(row),
        row.getInt("attempt"),
        JobDocuments.PROGRESS.read(text(row, "progress")),
        JobDocuments.SPECIFICATION.read(text(row, "specification")),
        Objects.requireNonNull(instant(row, "created_at")),
        instant(row, "started_at"),
        instant(row, "finished_at"));
  }

  private static JobState state(ResultSet row) throws SQLException {
    return switch (JobState.Name.valueOf(text(row, "state").toUpperCase(Locale.ROOT))) {
      case QUEUED -> new JobState.Queued();
      case RUNNING -> new JobState.Running();
      case SUCCEEDED -> new JobState.Succeeded(text(row, "model_id"));
      case FAILED -> new JobState.Failed(JobDocuments.PROBLEM.read(text(row, "problem")));
      case CANCELLED -> new JobState.Cancelled(row.getString("model_id"));
    };
  }

  private static String text(ResultSet row, String column) throws SQLException {
    return Objects.requireNonNull(row.getString(column));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  private static String text(JobState.Name state) {
    return JsonTypes.kebab(state.name());
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
