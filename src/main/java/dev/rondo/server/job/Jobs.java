package dev.rondo.server.job;

import dev.rondo.forecasting.auto.Decision;
import dev.rondo.forecasting.document.JsonTypes;
import dev.rondo.server.dataset.DatasetUse;
import dev.rondo.server.memory.Reservation;
import dev.rondo.server.project.Project;
import dev.rondo.server.web.ConflictException;
import dev.rondo.server.web.Ids;
import dev.rondo.server.web.Listed;
import dev.rondo.server.web.NotFoundException;
import dev.rondo.server.web.Paging;
import dev.rondo.server.web.Problem;
import dev.rondo.server.web.StoredRows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
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

/// The stored jobs. Every change of state is one transaction with its event, and has an effect only if the job is still in the
/// initial state of the change.
@Component
public class Jobs implements DatasetUse {
  /// Bytes of an epoch of a history: its row, its numbers, and its line of CSV.
  private static final long BYTES_OF_AN_EPOCH = 600;

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

  /// Stores a new waiting job.
  ///
  /// @param memory bytes that it reserves while it runs
  Job add(String name, Task task, long memory, JobOptions options, List<String> warnings) {
    JobState queued = new JobState.Queued();
    JobProgress none = task.notBegun();
    Job job =
        new Job(
            ids.next(),
            name,
            task,
            queued,
            0,
            null,
            none,
            warnings,
            null,
            memory,
            0,
            false,
            options.priority(),
            options.continues(),
            options.maxDuration(),
            Job.Reached.NOTHING,
            now(),
            null,
            null,
            Project.current());
    transaction.executeWithoutResult(_ -> {
      database
          .sql(
              "insert into job (project, id, kind, name, dataset_id, state, attempt, cancel_requested, request, progress, warnings, memory, last_event, created_at, priority, continues, max_millis)"
                  + " values (?, ?, ?, ?, ?, ?, 0, false, ?, ?, ?, ?, 0, ?, ?, ?, ?)")
          .params(job.project().name(), job.id(), task.kind(), name)
          .param(task.reads())
          .params(
              text(queued.name()),
              task.request(),
              JobDocuments.PROGRESS.write(none),
              JobDocuments.WARNINGS.write(new JobWarnings(warnings)),
              memory,
              job.createdAt().atOffset(ZoneOffset.UTC),
              options.priority())
          .param(options.continues())
          .param(options.maxDuration() == null ? null : options.maxDuration().toMillis())
          .update();
      events.tell(job.id(), queued, 0);
    });
    return job;
  }

  /// Lets a new training continue another one that has ended: gives it its checkpoints and its history, within the caller's
  /// transaction.
  ///
  /// @param epochs number of epochs that the last state of the other training has
  /// @return false if the other training was tried again or deleted since it was read, or its last state was deleted
  boolean continueFrom(Job ended, Job added, int epochs) {
    if (!lockEnded(ended)) return false;
    database
        .sql(
            "update job set basis = (select basis from job where id = ?), spent_millis = ? where id = ?")
        .params(ended.id(), ended.reached().spent().toMillis(), added.id())
        .update();
    database
        .sql(
            "insert into job_checkpoint (job_id, part, checksum, content) select ?, part, checksum, content from job_checkpoint where job_id = ?")
        .params(added.id(), ended.id())
        .update();
    database
        .sql(
            "insert into job_epoch (job_id, number, epoch) select ?, number, epoch from job_epoch where job_id = ? and number <= ?")
        .params(added.id(), ended.id(), epochs)
        .update();
    return database
            .sql("select count(*) from job_checkpoint where job_id = ? and part = ?")
            .params(added.id(), TrainingRecorder.STATE)
            .query(Integer.class)
            .single()
        > 0;
  }

  /// Keeps a job that has ended from being tried again until the end of the caller's transaction.
  ///
  /// @return whether it is as it was when it was read. Each attempt ends at another time
  private boolean lockEnded(Job ended) {
    if (ended.finishedAt() == null) return false;
    return database
        .sql("select id from job where id = ? and finished_at = ? for update")
        .params(ended.id(), ended.finishedAt().atOffset(ZoneOffset.UTC))
        .query(String.class)
        .optional()
        .isPresent();
  }

  /// A job of any project, for work in the background and for ids that were looked up in the project before.
  Optional<Job> find(String id) {
    if (!Ids.wellFormed(id)) return Optional.empty();
    return database.sql("select * from job where id = ?").param(id).query(Jobs::job).optional();
  }

  /// As [#find]; throws [NotFoundException].
  Job get(String id) {
    return find(id).orElseThrow(() -> new NotFoundException("job", id));
  }

  /// A job of a family in the project; throws [NotFoundException].
  ///
  /// @param id may be [Ids#LATEST]
  Job get(String id, Task.Family family) {
    Optional<Job> found =
        id.equals(Ids.LATEST)
            ? database
                .sql(
                    "select * from job where project = ? and "
                        + family.condition()
                        + " order by id desc limit 1")
                .param(Project.current().name())
                .query(Jobs::job)
                .optional()
            : exists(id, family) ? find(id) : Optional.empty();
    return found.orElseThrow(() -> new NotFoundException(family.label, id));
  }

  /// Newest first; one more than the page may have, if there are more.
  ///
  /// @param state state of the jobs; null for any
  List<Listed<Job>> all(Paging paging, Task.Family family, JobState.@Nullable Name state) {
    String after = paging.after() == null ? Ids.LAST : paging.after();
    String condition =
        " and " + family.condition() + (state == null ? "" : " and state = '" + text(state) + "'");
    return database
        .sql(
            "select * from job where project = ? and id < ?"
                + condition
                + " order by id desc limit ?")
        .params(Project.current().name(), after, paging.limit() + 1)
        .query((row, number) -> rows.read(family.label, text(row, "id"), () -> job(row, number)))
        .list();
  }

  private boolean exists(String id, Task.Family family) {
    return Ids.wellFormed(id)
        && database
            .sql("select id from job where project = ? and id = ? and " + family.condition())
            .params(Project.current().name(), id)
            .query(String.class)
            .optional()
            .isPresent();
  }

  /// Deletes a job that has ended, with history and events. Throws [NotFoundException], and [ConflictException] if it has not
  /// ended.
  void remove(String id, Task.Family family) {
    boolean removed =
        Ids.wellFormed(id)
            && database
                    .sql(
                        "delete from job where project = ? and id = ? and state in ('succeeded', 'failed', 'cancelled') and "
                            + family.condition())
                    .params(Project.current().name(), id)
                    .update()
                > 0;
    if (removed) return;
    if (!exists(id, family)) throw new NotFoundException(family.label, id);
    throw new ConflictException(
        "the %s '%s' has not ended; cancel it or wait for its end".formatted(family.label, id));
  }

  /// Deletes those of some jobs that have ended.
  void removeEnded(List<String> some) {
    for (String id : some)
      database
          .sql("delete from job where id = ? and state in ('succeeded', 'failed', 'cancelled')")
          .param(id)
          .update();
  }

  /// Retrainings whose runs were deleted.
  List<String> withoutRun() {
    return database
        .sql(
            "select id from job where kind = ? and not exists (select 1 from retraining_run where retraining_run.id = job.id)")
        .param(Task.Retraining.KIND)
        .query((row, _) -> text(row, "id"))
        .list();
  }

  int count(JobState.Name state) {
    return database
        .sql("select count(*) from job where state = ?")
        .param(text(state))
        .query(Integer.class)
        .single();
  }

  @Override
  public boolean inUse(String datasetId) {
    String sql =
        "select count(*) from job where dataset_id = ? and state in ('queued', 'running', 'paused')";
    return database.sql(sql).param(datasetId).query(Integer.class).single() > 0;
  }

  /// The epochs of a training.
  ///
  /// @param memory grows with them
  TrainingHistory history(String id, Reservation memory) {
    long epochs =
        database
            .sql("select count(*) from job_epoch where job_id = ?")
            .param(id)
            .query(Long.class)
            .single();
    memory.grow(epochs * BYTES_OF_AN_EPOCH);
    return new TrainingHistory(
        database
            .sql("select epoch from job_epoch where job_id = ? order by number")
            .param(id)
            .query((row, _) -> JobDocuments.EPOCH.read(text(row, "epoch")))
            .list());
  }

  /// Changes a job whose documents cannot be read from waiting or running to failed.
  void fail(String id, Problem problem) {
    transaction.executeWithoutResult(_ -> {
      int failed =
          database
              .sql(
                  "update job set state = 'failed', pause_requested = false, problem = ?, finished_at = ? where id = ? and state in ('queued', 'running')")
              .params(JobDocuments.PROBLEM.write(problem), now().atOffset(ZoneOffset.UTC), id)
              .update();
      if (failed > 0) events.tell(id, new JobState.Failed(problem), 0);
    });
  }

  static Job job(ResultSet row, int number) throws SQLException {
    return new Job(
        text(row, "id"),
        text(row, "name"),
        Task.of(text(row, "kind"), row.getString("dataset_id"), text(row, "request")),
        state(row),
        row.getInt("attempt"),
        row.getString("owner"),
        JobDocuments.PROGRESS.read(text(row, "progress")),
        warnings(row.getString("warnings")),
        plan(row.getString("decisions")),
        row.getLong("memory"),
        row.getBoolean("cancel_requested") ? Math.max(1, row.getInt("cancels")) : 0,
        row.getBoolean("pause_requested"),
        row.getInt("priority"),
        row.getString("continues"),
        duration(row, "max_millis"),
        new Job.Reached(
            row.getInt("progressed"),
            row.getString("basis"),
            Duration.ofMillis(row.getLong("spent_millis"))),
        Objects.requireNonNull(instant(row, "created_at")),
        instant(row, "started_at"),
        instant(row, "finished_at"),
        new Project(text(row, "project")));
  }

  private static @Nullable List<Decision> plan(@Nullable String stored) {
    return stored == null ? null : JobDocuments.PLAN.read(stored).decisions();
  }

  private static @Nullable List<String> warnings(@Nullable String stored) {
    return stored == null ? null : JobDocuments.WARNINGS.read(stored).sentences();
  }

  private static JobState state(ResultSet row) throws SQLException {
    return switch (JobState.Name.valueOf(text(row, "state").toUpperCase(Locale.ROOT))) {
      case QUEUED -> new JobState.Queued();
      case RUNNING -> new JobState.Running();
      case PAUSED -> new JobState.Paused();
      case SUCCEEDED -> new JobState.Succeeded(text(row, "result_id"));
      case FAILED -> new JobState.Failed(JobDocuments.PROBLEM.read(text(row, "problem")));
      case CANCELLED -> new JobState.Cancelled(row.getString("result_id"));
    };
  }

  private static String text(ResultSet row, String column) throws SQLException {
    return Objects.requireNonNull(row.getString(column));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  private static @Nullable Duration duration(ResultSet row, String column) throws SQLException {
    Long millis = row.getObject(column, Long.class);
    return millis == null ? null : Duration.ofMillis(millis);
  }

  static String text(JobState.Name state) {
    return JsonTypes.kebab(state.name());
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
