package dev.rondo.server.identity;

import dev.rondo.forecasting.document.JsonTypes;
import dev.rondo.server.idempotency.Creations;
import dev.rondo.server.idempotency.Idempotent;
import dev.rondo.server.project.Project;
import dev.rondo.server.web.ConflictException;
import dev.rondo.server.web.Ids;
import dev.rondo.server.web.Names;
import dev.rondo.server.web.NotFoundException;
import dev.rondo.server.web.Paging;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// The stored keys. Their texts are not stored. The times of their last use are collected in memory and written at intervals, and when
/// the service stops.
@Component
class ApiKeys {
  static final String PATH = "/api/v1/keys/";

  private static final int BEGINNING = Secrets.KEY.length() + 6;

  private final JdbcClient database;
  private final TransactionTemplate transactions;
  private final Creations creations;
  private final Secrets secrets;
  private final Clock clock;
  private final Ids ids;
  private final Map<String, Instant> used = new ConcurrentHashMap<>();

  ApiKeys(
      JdbcClient database,
      TransactionTemplate transactions,
      Creations creations,
      Secrets secrets,
      Clock clock,
      Ids ids) {
    this.database = database;
    this.transactions = transactions;
    this.creations = creations;
    this.secrets = secrets;
    this.clock = clock;
    this.ids = ids;
  }

  /// A new key with its text, which cannot be read again.
  record Created(ApiKey key, String text) {}

  /// @param projects null for all
  Created add(
      String name,
      AccessRole role,
      @Nullable List<String> projects,
      @Nullable Instant expiresAt,
      String createdBy) {
    String text = secrets.next(Secrets.KEY);
    return new Created(add(text, name, role, projects, expiresAt, createdBy), text);
  }

  /// Adds a key with a text of the operator's choice.
  ApiKey add(
      String text,
      String name,
      AccessRole role,
      @Nullable List<String> projects,
      @Nullable Instant expiresAt,
      String createdBy) {
    ApiKey key =
        new ApiKey(
            ids.next(),
            Names.checked(name),
            role,
            projects,
            beginning(text),
            createdBy,
            now(),
            expiresAt,
            null,
            null);
    transactions.executeWithoutResult(_ -> {
      database
          .sql(
              "insert into api_key (id, name, role, projects, hash, beginning, created_by, created_at, expires_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)")
          .params(key.id(), key.name(), JsonTypes.kebab(role.name()))
          .param(joined(projects))
          .params(Secrets.hash(text), key.beginning(), createdBy, at(key.createdAt()))
          .param(expiresAt == null ? null : at(expiresAt))
          .update();
      creations.created(PATH + key.id());
    });
    return key;
  }

  private static String beginning(String text) {
    return text.startsWith(Secrets.KEY)
        ? text.substring(0, Math.min(BEGINNING, text.length()))
        : "";
  }

  /// Gives a new text to the key that an earlier request with the same `Idempotency-Key` created; the former text ends. Empty if there
  /// was no such request. Throws [NotFoundException], and [ConflictException] if the key was revoked, or used as far as
  /// this service knows; uses by other replicas count after they are written.
  Optional<Created> renewCreated() {
    return creations.earlier().map(path -> renewed(path.substring(PATH.length())));
  }

  private Created renewed(String id) {
    writeUses();
    String text = secrets.next(Secrets.KEY);
    // The key may have been used since its uses were written.
    int changed =
        used.containsKey(id)
            ? 0
            : database
                .sql(
                    "update api_key set hash = ?, beginning = ? where id = ? and last_used_at is null and revoked_at is null"
                        + " and not exists (select 1 from web_session where key_id = api_key.id)")
                .params(Secrets.hash(text), beginning(text), id)
                .update();
    ApiKey key = get(id);
    if (changed == 0)
      throw new ConflictException(
          "an earlier request with this %s created the key %s, which was used or revoked since; revoke it and create another one with a new %s"
              .formatted(Idempotent.HEADER, id, Idempotent.HEADER));
    return new Created(key, text);
  }

  /// The key with a hash, unless it was revoked.
  Optional<ApiKey> valid(String hash) {
    return database
        .sql("select * from api_key where hash = ? and revoked_at is null")
        .param(hash)
        .query(ApiKeys::key)
        .optional();
  }

  /// The key with a hash, revoked or not.
  Optional<ApiKey> find(String hash) {
    return database
        .sql("select * from api_key where hash = ?")
        .param(hash)
        .query(ApiKeys::key)
        .optional();
  }

  /// Adds a key with the role admin if none can be used. Of services that do so at the same time, one adds a key.
  Optional<Created> addFirstAdmin(String name, String createdBy) {
    return transactions.execute(_ -> {
      database
          .sql("select name from project where name = ? for update")
          .param(Project.DEFAULT.name())
          .query(String.class)
          .single();
      return hasAdmin()
          ? Optional.empty()
          : Optional.of(add(name, AccessRole.ADMIN, null, null, createdBy));
    });
  }

  /// Whether a key with the role admin can be used.
  boolean hasAdmin() {
    return database
            .sql(
                "select count(*) from api_key where role = 'admin' and revoked_at is null and (expires_at is null or expires_at > ?)")
            .param(at(now()))
            .query(Integer.class)
            .single()
        > 0;
  }

  /// Names of the keys that name a project and can be used, newest first.
  List<String> naming(String project) {
    return database
        .sql(
            "select * from api_key where projects is not null and revoked_at is null and (expires_at is null or expires_at > ?) order by id desc")
        .param(at(now()))
        .query(ApiKeys::key)
        .list()
        .stream()
        .filter(key -> key.projects() != null && key.projects().contains(project))
        .map(ApiKey::name)
        .toList();
  }

  /// Throws [NotFoundException].
  ApiKey get(String id) {
    Optional<ApiKey> found = Optional.empty();
    if (id.equals(Ids.LATEST))
      found =
          database
              .sql("select * from api_key order by id desc limit 1")
              .query(ApiKeys::key)
              .optional();
    else if (Ids.wellFormed(id))
      found =
          database
              .sql("select * from api_key where id = ?")
              .param(id)
              .query(ApiKeys::key)
              .optional();
    return found.orElseThrow(() -> new NotFoundException("key", id));
  }

  /// Newest first; one more than the page may have, if there are more.
  List<ApiKey> all(Paging paging) {
    return database
        .sql("select * from api_key where id < ? order by id desc limit ?")
        .params(paging.after() == null ? Ids.LAST : paging.after(), paging.limit() + 1)
        .query(ApiKeys::key)
        .list();
  }

  /// Ends the use of a key, with its sign-ins. Throws [NotFoundException].
  void revoke(String id) {
    database
        .sql("update api_key set revoked_at = coalesce(revoked_at, ?) where id = ?")
        .params(at(now()), get(id).id())
        .update();
  }

  /// Takes down that a key was used. Costs no write.
  void use(String id, Instant time) {
    used.put(id, time);
  }

  /// Writes the times of use. Those that cannot be written are kept.
  void writeUses() {
    Map.copyOf(used)
        .forEach((id, time) -> {
          database
              .sql("update api_key set last_used_at = ? where id = ?")
              .params(at(time.truncatedTo(ChronoUnit.MILLIS)), id)
              .update();
          used.remove(id, time);
        });
  }

  static @Nullable String joined(@Nullable List<String> projects) {
    return projects == null ? null : String.join(",", projects);
  }

  static @Nullable List<String> split(@Nullable String projects) {
    return projects == null ? null : List.of(projects.split(","));
  }

  static AccessRole role(ResultSet row) throws SQLException {
    return AccessRole.valueOf(
        Objects.requireNonNull(row.getString("role")).toUpperCase(Locale.ROOT));
  }

  private static ApiKey key(ResultSet row, int number) throws SQLException {
    return new ApiKey(
        Objects.requireNonNull(row.getString("id")),
        Objects.requireNonNull(row.getString("name")),
        role(row),
        split(row.getString("projects")),
        Objects.requireNonNull(row.getString("beginning")),
        Objects.requireNonNull(row.getString("created_by")),
        Objects.requireNonNull(row.getObject("created_at", OffsetDateTime.class)).toInstant(),
        instant(row, "expires_at"),
        instant(row, "revoked_at"),
        instant(row, "last_used_at"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private static OffsetDateTime at(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }
}
