package dev.rondo.server.alias;

import dev.rondo.server.idempotency.Creations;
import dev.rondo.server.model.ModelNames;
import dev.rondo.server.model.ModelUse;
import dev.rondo.server.project.Project;
import dev.rondo.server.web.BadRequestException;
import dev.rondo.server.web.ConflictException;
import dev.rondo.server.web.Fault;
import dev.rondo.server.web.Ids;
import dev.rondo.server.web.NotFoundException;
import dev.rondo.server.web.Paging;
import dev.rondo.server.web.PreconditionFailedException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// The stored aliases of models. Changes of one alias wait for each other.
@Component
public class Aliases implements ModelUse, ModelNames {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  static final String PATH = "/api/v1/aliases/";

  private final JdbcClient database;
  private final TransactionTemplate transaction;
  private final Creations creations;
  private final Clock clock;
  private final Ids ids;

  Aliases(
      JdbcClient database,
      TransactionTemplate transaction,
      Creations creations,
      Clock clock,
      Ids ids) {
    this.database = database;
    this.transaction = transaction;
    this.creations = creations;
    this.clock = clock;
    this.ids = ids;
  }

  /// The id of the model that an alias stands for; throws [NotFoundException].
  public String model(String name) {
    return get(name).modelId();
  }

  @Override
  public Optional<String> modelOf(String name) {
    return find(name).map(Alias::modelId);
  }

  private Optional<Alias> find(String name) {
    if (!NAME.matcher(name).matches()) return Optional.empty();
    return database
        .sql("select * from alias where project = ? and name = ?")
        .params(Project.current().name(), name)
        .query(Aliases::alias)
        .optional();
  }

  /// Throws [NotFoundException].
  Alias get(String name) {
    return find(name).orElseThrow(() -> new NotFoundException("alias", name));
  }

  /// In the order of their names; one more than the page may have, if there are more.
  List<Alias> all(Paging paging) {
    return database
        .sql("select * from alias where project = ? and name > ? order by name limit ?")
        .param(Project.current().name())
        .params(paging.after() == null ? "" : paging.after(), paging.limit() + 1)
        .query(Aliases::alias)
        .list();
  }

  /// A stored alias.
  ///
  /// @param created whether it is new
  record Put(Alias alias, boolean created) {}

  /// Lets an alias stand for a model, and creates it if it does not exist. Nothing changes if it already stands for the model.
  /// Throws [BadRequestException] if the name cannot be one, [NotFoundException] if there is no such model, and
  /// [PreconditionFailedException].
  ///
  /// @param reason why, for the history
  /// @param expected what the alias must be; null for anything
  Put put(String name, String modelId, @Nullable String reason, @Nullable Alias expected) {
    if (!NAME.matcher(name).matches() || name.equals(Ids.LATEST) || Ids.wellFormed(name))
      throw new BadRequestException(
          Fault.parameter(
              "alias",
              "the name of an alias has 1 to 100 letters, digits, '.', '_' or '-' begins with a letter or digit, and is neither 'latest' nor like an id, was '%s'"
                  .formatted(name)));
    try {
      return Objects.requireNonNull(
          transaction.execute(_ -> {
            boolean created = move(locked(name, expected), name, modelId, reason);
            return new Put(get(name), created);
          }));
    } catch (DataIntegrityViolationException e) {
      // The alias was created, or the model deleted, at the same time.
      throw new ConflictException(
          "the alias '%s' or the model '%s' was changed at the same time; try again"
              .formatted(name, modelId));
    }
  }

  /// Keeps others from changing or deleting an alias until the end of the caller's transaction.
  ///
  /// @return whether it exists
  public boolean lock(String name) {
    return locked(name).isPresent();
  }

  /// Lets an alias stand for another model, within the caller's transaction, if it still stands for a certain one.
  ///
  /// @return whether it was moved
  public boolean replace(String name, String before, String after, String reason) {
    Optional<Alias> known = locked(name);
    if (known.isEmpty() || !known.get().modelId().equals(before)) return false;
    move(known, name, after, reason);
    return true;
  }

  /// @param known the alias, locked; empty if it does not exist
  /// @return whether it is new
  private boolean move(
      Optional<Alias> known, String name, String modelId, @Nullable String reason) {
    if (known.isPresent() && known.get().modelId().equals(modelId)) return false;
    if (known.isPresent()) update(name, modelId);
    else
      database
          .sql("insert into alias (project, name, model_id, changed_at) values (?, ?, ?, ?)")
          .params(Project.current().name(), name, modelId, now())
          .update();
    database
        .sql(
            "insert into alias_change (id, project, name, model_id, changed_at, undone, reason) values (?, ?, ?, ?, ?, false, ?)")
        .params(ids.next(), Project.current().name(), name, modelId, now())
        .param(reason)
        .update();
    return known.isEmpty();
  }

  /// Moves an alias back to the model before. Further calls go further back. Throws [NotFoundException], [ConflictException] if
  /// there is no model before or it was deleted, and [PreconditionFailedException].
  ///
  /// @param expected what the alias must be; null for anything
  Alias rollback(String name, @Nullable Alias expected) {
    return Objects.requireNonNull(
        transaction.execute(_ -> {
          if (locked(name, expected).isEmpty()) throw new NotFoundException("alias", name);
          List<AliasChange> valid =
              database
                  .sql(
                      "select * from alias_change where project = ? and name = ? and not undone order by id desc limit 2")
                  .params(Project.current().name(), name)
                  .query(Aliases::change)
                  .list();
          if (valid.size() < 2)
            throw new ConflictException(
                "the alias '%s' stood for no other model before".formatted(name));
          String before = valid.get(1).modelId();
          if (!modelExists(before))
            throw new ConflictException(
                "the alias '%s' stood for the model '%s' before, which was deleted; name another model with PUT"
                    .formatted(name, before));
          database
              .sql("update alias_change set undone = true where id = ?")
              .param(valid.getFirst().id())
              .update();
          update(name, before);
          creations.changed(PATH + name);
          return get(name);
        }));
  }

  private boolean modelExists(String id) {
    return database
        .sql("select id from model where project = ? and id = ? for update")
        .params(Project.current().name(), id)
        .query(String.class)
        .optional()
        .isPresent();
  }

  /// Locks an alias and compares it with what it must be. Throws [PreconditionFailedException].
  private Optional<Alias> locked(String name, @Nullable Alias expected) {
    Optional<Alias> known = locked(name);
    if (expected != null && !known.equals(Optional.of(expected)))
      throw new PreconditionFailedException(
          "the alias '%s' was changed at the same time".formatted(name));
    return known;
  }

  private Optional<Alias> locked(String name) {
    return database
        .sql("select * from alias where project = ? and name = ? for update")
        .params(Project.current().name(), name)
        .query(Aliases::alias)
        .optional();
  }

  private void update(String name, String modelId) {
    database
        .sql("update alias set model_id = ?, changed_at = ? where project = ? and name = ?")
        .params(modelId, now(), Project.current().name(), name)
        .update();
  }

  /// The models that an alias stood for, newest first; one more than the page may have, if there are more.
  List<AliasChange> history(String name, Paging paging) {
    return database
        .sql(
            "select * from alias_change where project = ? and name = ? and id < ? order by id desc limit ?")
        .params(Project.current().name(), name)
        .params(paging.after() == null ? Ids.LAST : paging.after(), paging.limit() + 1)
        .query(Aliases::change)
        .list();
  }

  /// Removes an alias and its history; returns whether it existed. Throws [PreconditionFailedException].
  ///
  /// @param expected what the alias must be; null for anything
  boolean remove(String name, @Nullable Alias expected) {
    if (!NAME.matcher(name).matches()) return false;
    return Boolean.TRUE.equals(
        transaction.execute(_ -> {
          if (expected != null) locked(name, expected);
          return database
                  .sql("delete from alias where project = ? and name = ?")
                  .params(Project.current().name(), name)
                  .update()
              > 0;
        }));
  }

  @Override
  public Optional<String> useOf(String modelId) {
    List<String> names =
        database
            .sql("select name from alias where project = ? and model_id = ? order by name limit 5")
            .params(Project.current().name(), modelId)
            .query((row, _) -> Objects.requireNonNull(row.getString("name")))
            .list();
    if (names.isEmpty()) return Optional.empty();
    return Optional.of(
        "the alias '%s' stands for it; move or delete the alias first"
            .formatted(String.join("', '", names)));
  }

  private OffsetDateTime now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC);
  }

  private static Alias alias(ResultSet row, int number) throws SQLException {
    return new Alias(
        Objects.requireNonNull(row.getString("name")),
        Objects.requireNonNull(row.getString("model_id")),
        changedAt(row));
  }

  private static AliasChange change(ResultSet row, int number) throws SQLException {
    return new AliasChange(
        Objects.requireNonNull(row.getString("id")),
        Objects.requireNonNull(row.getString("model_id")),
        changedAt(row),
        row.getString("reason"),
        row.getBoolean("undone"));
  }

  private static Instant changedAt(ResultSet row) throws SQLException {
    return Objects.requireNonNull(row.getObject("changed_at", OffsetDateTime.class)).toInstant();
  }
}
