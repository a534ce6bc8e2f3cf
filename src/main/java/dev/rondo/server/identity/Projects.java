package dev.rondo.server.identity;

import dev.rondo.server.idempotency.Creations;
import dev.rondo.server.project.Project;
import dev.rondo.server.web.ConflictException;
import dev.rondo.server.web.NotFoundException;
import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// The stored projects. Whether one exists is remembered for some seconds.
@Component
class Projects {
  private static final String PATH = "/api/v1/projects/";
  private static final int MOST_NAMES = 10;

  private final JdbcClient database;
  private final TransactionTemplate transactions;
  private final Creations creations;
  private final ApiKeys keys;
  private final Sessions sessions;
  private final Clock clock;
  private final Recent<Boolean> known = new Recent<>();

  Projects(
      JdbcClient database,
      TransactionTemplate transactions,
      Creations creations,
      ApiKeys keys,
      Sessions sessions,
      Clock clock) {
    this.database = database;
    this.transactions = transactions;
    this.creations = creations;
    this.keys = keys;
    this.sessions = sessions;
    this.clock = clock;
  }

  @Schema(name = "Project")
  record Stored(@Schema(example = "default") String name, Instant createdAt) {}

  boolean exists(String name) {
    return Project.isName(name)
        && known.get(
            name,
            () ->
                database
                    .sql("select name from project where name = ?")
                    .param(name)
                    .query(String.class)
                    .optional()
                    .isPresent());
  }

  /// By name. Databases order names by their own rules.
  List<Stored> all() {
    return database.sql("select * from project").query((row, _) -> stored(row)).list().stream()
        .sorted(Comparator.comparing(Stored::name))
        .toList();
  }

  /// The project that an earlier request with the same `Idempotency-Key` created; empty if there was none. Throws [NotFoundException]
  /// if it was deleted.
  Optional<Stored> createdBefore() {
    return creations
        .earlier()
        .map(path -> {
          String name = path.substring(PATH.length());
          return database
              .sql("select * from project where name = ?")
              .param(name)
              .query((row, _) -> stored(row))
              .optional()
              .orElseThrow(() -> new NotFoundException("project", name));
        });
  }

  /// Throws [ConflictException] if there is one of this name, or if keys of a deleted one would open it.
  Stored add(String name) {
    requireNoKeys(name);
    Stored added = new Stored(name, clock.instant().truncatedTo(ChronoUnit.MILLIS));
    try {
      transactions.executeWithoutResult(_ -> {
        database
            .sql("insert into project (name, created_at) values (?, ?)")
            .params(name, added.createdAt().atOffset(ZoneOffset.UTC))
            .update();
        creations.created(PATH + name);
      });
    } catch (DuplicateKeyException e) {
      throw new ConflictException("there is already a project '%s'".formatted(name));
    }
    known.forget();
    return added;
  }

  /// Throws [NotFoundException], and [ConflictException] if it has something or keys name it.
  void remove(String name) {
    if (name.equals(Project.DEFAULT.name()))
      throw new ConflictException("the project 'default' cannot be deleted");
    if (!Project.isName(name)) throw new NotFoundException("project", name);
    try {
      transactions.executeWithoutResult(_ -> {
        if (database.sql("delete from project where name = ?").param(name).update() == 0)
          throw new NotFoundException("project", name);
        requireNoKeys(name);
        sessions.leave(name);
      });
    } catch (DataIntegrityViolationException e) {
      throw new ConflictException(
          "the project '%s' is not empty; delete its datasets, jobs, models, aliases, streams and published forecasts first"
              .formatted(name));
    } finally {
      known.forget();
    }
  }

  /// A key that outlived its project would open a later one of the same name.
  private void requireNoKeys(String name) {
    List<String> naming = keys.naming(name);
    if (!naming.isEmpty())
      throw new ConflictException(
          "%d keys name the project '%s'; revoke them first: %s"
              .formatted(
                  naming.size(),
                  name,
                  String.join(", ", naming.subList(0, Math.min(MOST_NAMES, naming.size())))));
  }

  private static Stored stored(ResultSet row) throws SQLException {
    return new Stored(
        Objects.requireNonNull(row.getString("name")),
        Objects.requireNonNull(row.getObject("created_at", OffsetDateTime.class)).toInstant());
  }
}
