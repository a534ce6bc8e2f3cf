package dev.rondo.server.identity;

import dev.rondo.forecasting.document.JsonTypes;
import dev.rondo.server.project.Project;
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
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The stored sign-ins of the dashboard. The text of the cookie is not stored. A sign-in ends with its key.
@Component
class Sessions {
  private final JdbcClient database;
  private final Secrets secrets;
  private final AccessSettings settings;
  private final Clock clock;

  Sessions(JdbcClient database, Secrets secrets, AccessSettings settings, Clock clock) {
    this.database = database;
    this.secrets = secrets;
    this.settings = settings;
    this.clock = clock;
  }

  /// A sign-in.
  ///
  /// @param project the one that is chosen
  record Session(Caller caller, String project) {}

  /// Signs a caller in; returns the text of its cookie.
  String add(Caller caller) {
    removeExpired();
    String text = secrets.next("");
    Instant end = now().plus(settings.session());
    Instant until = caller.expiresAt();
    if (until != null && until.isBefore(end)) end = until;
    database
        .sql(
            "insert into web_session (hash, key_id, name, role, projects, project, created_at, expires_at) values (?, ?, ?, ?, ?, ?, ?, ?)")
        .param(Secrets.hash(text))
        .param(caller.keyId())
        .params(caller.name(), JsonTypes.kebab(caller.role().name()))
        .param(ApiKeys.joined(caller.projects()))
        .params(caller.usualProject(), at(now()), at(end))
        .update();
    return text;
  }

  /// The sign-in with a hash, unless its key was revoked.
  Optional<Session> valid(String hash) {
    return database
        .sql(
            "select web_session.* from web_session left join api_key on api_key.id = web_session.key_id where web_session.hash = ? and api_key.revoked_at is null")
        .param(hash)
        .query(Sessions::session)
        .optional();
  }

  void choose(String hash, String project) {
    database
        .sql("update web_session set project = ? where hash = ?")
        .params(project, hash)
        .update();
  }

  /// Ends the sign-ins that name a project, which is deleted, and lets those that see all projects choose the default one.
  void leave(String project) {
    List<String> naming =
        database
            .sql("select hash, projects from web_session where projects is not null")
            .query((row, _) -> {
              List<String> projects = ApiKeys.split(row.getString("projects"));
              return projects != null && projects.contains(project) ? row.getString("hash") : null;
            })
            .list()
            .stream()
            .filter(Objects::nonNull)
            .toList();
    naming.forEach(this::remove);
    database
        .sql("update web_session set project = ? where project = ?")
        .params(Project.DEFAULT.name(), project)
        .update();
  }

  void remove(String hash) {
    database.sql("delete from web_session where hash = ?").param(hash).update();
  }

  private void removeExpired() {
    database.sql("delete from web_session where expires_at <= ?").param(at(now())).update();
  }

  private static Session session(ResultSet row, int number) throws SQLException {
    Caller caller =
        new Caller(
            Objects.requireNonNull(row.getString("name")),
            row.getString("key_id"),
            ApiKeys.role(row),
            ApiKeys.split(row.getString("projects")),
            Objects.requireNonNull(row.getObject("expires_at", OffsetDateTime.class)).toInstant());
    return new Session(caller, Objects.requireNonNull(row.getString("project")));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private static OffsetDateTime at(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }
}
