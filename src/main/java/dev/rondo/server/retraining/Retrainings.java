package dev.rondo.server.retraining;

import dev.rondo.forecasting.document.DocumentFormat;
import dev.rondo.forecasting.document.JsonTypes;
import dev.rondo.server.project.Project;
import dev.rondo.server.web.ConflictException;
import dev.rondo.server.web.Ids;
import dev.rondo.server.web.NotFoundException;
import dev.rondo.server.web.Paging;
import dev.rondo.server.web.Problem;
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
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// The stored policies and their runs. They are deleted with their alias.
@Component
public class Retrainings {
  private static final DocumentFormat<Problem> PROBLEM =
      DocumentFormat.of("problem of the retraining", Problem.class);

  private final JdbcClient database;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final Ids ids;

  Retrainings(JdbcClient database, TransactionTemplate transaction, Clock clock, Ids ids) {
    this.database = database;
    this.transaction = transaction;
    this.clock = clock;
    this.ids = ids;
  }

  /// Stores the policy of an alias; throws [NotFoundException] if there is no such alias.
  ///
  /// @return whether the alias had none
  public boolean put(String alias, String datasetId, RetrainingPolicy policy) {
    Instant now = now();
    return Objects.requireNonNull(
        transaction.execute(_ -> {
          // Two requests at once follow each other.
          if (!lockAlias(alias)) throw new NotFoundException("alias", alias);
          boolean had = remove(alias);
          database
              .sql(
                  "insert into retraining (project, alias, dataset_id, policy, changed_at, due_at) values (?, ?, ?, ?, ?, ?)")
              .params(Project.current().name(), alias)
              .params(datasetId, RetrainingPolicy.DOCUMENT.write(policy), at(now))
              .param(orNull(policy.next(now, now)))
              .update();
          return !had;
        }));
  }

  public Optional<StoredRetraining> find(String alias) {
    return database
        .sql("select * from retraining where project = ? and alias = ?")
        .params(Project.current().name(), alias)
        .query(Retrainings::retraining)
        .optional();
  }

  /// The projects that have policies.
  public List<Project> projects() {
    return database
        .sql("select distinct project from retraining order by project")
        .query((row, _) -> new Project(text(row, "project")))
        .list();
  }

  /// The aliases that have a policy, by name.
  public List<String> aliases() {
    return database
        .sql("select alias from retraining where project = ? order by alias")
        .param(Project.current().name())
        .query((row, _) -> text(row, "alias"))
        .list();
  }

  /// Returns whether the alias had a policy. Its runs stay.
  public boolean remove(String alias) {
    return database
            .sql("delete from retraining where project = ? and alias = ?")
            .params(Project.current().name(), alias)
            .update()
        > 0;
  }

  /// Adds a run of a policy, within the caller's transaction, and moves its schedule on. Throws [ConflictException] if another
  /// replica has begun one meanwhile.
  ///
  /// @param id of its job
  /// @param before the newest run that the caller knows; null if it knows none
  public void begin(
      String id,
      StoredRetraining of,
      RetrainingCause cause,
      @Nullable Integer datasetVersion,
      @Nullable RetrainingRun before) {
    requireNewest(of.alias(), before);
    add(id, of, cause, datasetVersion, null);
  }

  /// Adds a run that could not be started, and moves the schedule on. Throws [ConflictException] as [#begin] does.
  ///
  /// @param before the newest run that the caller knows; null if it knows none
  public void fail(
      StoredRetraining of,
      RetrainingCause cause,
      @Nullable Integer datasetVersion,
      @Nullable RetrainingRun before,
      Problem problem) {
    transaction.executeWithoutResult(_ -> {
      requireNewest(of.alias(), before);
      add(ids.next(), of, cause, datasetVersion, problem);
    });
  }

  /// Throws [ConflictException] if an alias has a newer run than the caller knows. Until the end of the caller's transaction, it gets
  /// no other.
  private void requireNewest(String alias, @Nullable RetrainingRun before) {
    lockAlias(alias);
    @Nullable String known = before == null ? null : before.id();
    @Nullable String newest =
        latest(alias, 1).stream().map(RetrainingRun::id).findFirst().orElse(null);
    if (!Objects.equals(known, newest))
      throw new ConflictException(
          "another run of the alias '%s' has begun at the same time".formatted(alias));
  }

  /// Lets the changes of one alias follow each other until the end of the caller's transaction; returns whether it exists.
  private boolean lockAlias(String alias) {
    return database
        .sql("select name from alias where project = ? and name = ? for update")
        .params(Project.current().name(), alias)
        .query(String.class)
        .optional()
        .isPresent();
  }

  private void add(
      String id,
      StoredRetraining of,
      RetrainingCause cause,
      @Nullable Integer datasetVersion,
      @Nullable Problem problem) {
    Instant now = now();
    database
        .sql(
            "insert into retraining_run (id, project, alias, cause, created_at, dataset_version, problem) values (?, ?, ?, ?, ?, ?, ?)")
        .params(id, Project.current().name(), of.alias(), JsonTypes.kebab(cause.name()), at(now))
        .param(datasetVersion)
        .param(problem == null ? null : PROBLEM.write(problem))
        .update();
    // A change of the policy at the same time has its own schedule.
    database
        .sql(
            "update retraining set due_at = ? where project = ? and alias = ? and changed_at = ? and due_at <= ?")
        .param(orNull(of.policy().next(of.changedAt(), now)))
        .params(Project.current().name(), of.alias(), at(of.changedAt()), at(now))
        .update();
  }

  /// Stores the decision of a run, within the caller's transaction.
  public void decide(String id, RetrainingDecision decision) {
    database
        .sql("update retraining_run set decision = ? where id = ?")
        .params(RetrainingDecision.DOCUMENT.write(decision), id)
        .update();
  }

  /// Whether a run still exists.
  public boolean exists(String id) {
    return database
        .sql("select id from retraining_run where id = ?")
        .param(id)
        .query(String.class)
        .optional()
        .isPresent();
  }

  /// A run of an alias.
  ///
  /// @param id may be [Ids#LATEST]
  public Optional<RetrainingRun> run(String alias, String id) {
    if (id.equals(Ids.LATEST)) return latest(alias, 1).stream().findFirst();
    if (!Ids.wellFormed(id)) return Optional.empty();
    return database
        .sql("select * from retraining_run where project = ? and alias = ? and id = ?")
        .params(Project.current().name(), alias, id)
        .query(Retrainings::run)
        .optional();
  }

  /// Newest first; one more than the page may have, if there are more.
  public List<RetrainingRun> runs(String alias, Paging paging) {
    return before(alias, paging.after() == null ? Ids.LAST : paging.after(), paging.limit() + 1);
  }

  /// The newest runs, newest first.
  public List<RetrainingRun> latest(String alias, int limit) {
    return before(alias, Ids.LAST, limit);
  }

  private List<RetrainingRun> before(String alias, String id, int limit) {
    return database
        .sql(
            "select * from retraining_run where project = ? and alias = ? and id < ? order by id desc limit ?")
        .params(Project.current().name(), alias, id, limit)
        .query(Retrainings::run)
        .list();
  }

  /// Deletes the oldest runs of an alias beyond a number; returns their ids.
  public List<String> prune(String alias, int most) {
    List<String> old =
        database
            .sql(
                "select id from retraining_run where project = ? and alias = ? order by id desc limit 1000 offset ?")
            .params(Project.current().name(), alias, most)
            .query((row, _) -> text(row, "id"))
            .list();
    if (!old.isEmpty())
      database
          .sql("delete from retraining_run where project = ? and alias = ? and id <= ?")
          .params(Project.current().name(), alias, old.getFirst())
          .update();
    return old;
  }

  private static StoredRetraining retraining(ResultSet row, int number) throws SQLException {
    OffsetDateTime due = row.getObject("due_at", OffsetDateTime.class);
    return new StoredRetraining(
        text(row, "alias"),
        text(row, "dataset_id"),
        RetrainingPolicy.DOCUMENT.read(text(row, "policy")),
        instant(row, "changed_at"),
        due == null ? null : due.toInstant());
  }

  private static RetrainingRun run(ResultSet row, int number) throws SQLException {
    String decision = row.getString("decision");
    String problem = row.getString("problem");
    return new RetrainingRun(
        text(row, "id"),
        text(row, "alias"),
        RetrainingCause.valueOf(text(row, "cause").toUpperCase(Locale.ROOT)),
        instant(row, "created_at"),
        row.getObject("dataset_version", Integer.class),
        decision == null ? null : RetrainingDecision.DOCUMENT.read(decision),
        problem == null ? null : PROBLEM.read(problem));
  }

  private static String text(ResultSet row, String column) throws SQLException {
    return Objects.requireNonNull(row.getString(column));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return Objects.requireNonNull(row.getObject(column, OffsetDateTime.class)).toInstant();
  }

  private static OffsetDateTime at(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }

  private static @Nullable OffsetDateTime orNull(@Nullable Instant time) {
    return time == null ? null : at(time);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
