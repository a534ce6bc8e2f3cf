package dev.rondo.server.webhook;

import dev.rondo.forecasting.document.JsonTypes;
import dev.rondo.server.project.Project;
import dev.rondo.server.web.Ids;
import dev.rondo.server.web.Paging;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// The stored deliveries: an event is stored with what it tells of, and sent later, so that none is lost.
@Component
public class Deliveries {
  private static final List<String> LASTING =
      Stream.of(EventType.values()).filter(EventType::lasts).map(Deliveries::name).toList();

  private final JdbcClient database;
  private final WebhookSettings settings;
  private final JsonMapper json;
  private final Clock clock;
  private final Ids ids;

  Deliveries(JdbcClient database, WebhookSettings settings, JsonMapper json, Clock clock, Ids ids) {
    this.database = database;
    this.settings = settings;
    this.json = json;
    this.clock = clock;
    this.ids = ids;
  }

  /// The body of a request to a receiver.
  private record Event(String type, Instant timestamp, String project, Object data) {}

  /// A delivery with what sending needs.
  record Due(String id, String url, String secret, String body, int attempts) {}

  /// Tells the webhooks of the current project, within the caller's transaction if there is one. An event that is told again is not
  /// sent again.
  ///
  /// @param key what tells the event from others, such as the id of a job
  /// @param data a record that is written as JSON
  public void tell(EventType type, String key, Object data) {
    List<String> receivers =
        database
            .sql("select id, events from webhook where project = ?")
            .param(Project.current().name())
            .query((row, _) ->
                Webhooks.events(Objects.requireNonNull(row.getString("events"))).contains(type)
                    ? row.getString("id")
                    : null)
            .list()
            .stream()
            .filter(Objects::nonNull)
            .toList();
    for (String receiver : receivers) add(receiver, type, key, data);
  }

  /// The projects with a webhook that is told of one of these events.
  public List<Project> toldOf(Set<EventType> types) {
    return database
        .sql("select project, events from webhook order by project")
        .query((row, _) ->
            Collections.disjoint(
                    Webhooks.events(Objects.requireNonNull(row.getString("events"))), types)
                ? null
                : row.getString("project"))
        .list()
        .stream()
        .filter(Objects::nonNull)
        .distinct()
        .map(Project::new)
        .toList();
  }

  /// Stores a delivery to one webhook, unless the event was told before.
  void add(String webhookId, EventType type, String key, Object data) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    String name = name(type);
    String body = json.writeValueAsString(new Event(name, now, Project.current().name(), data));
    String eventKey = name + "/" + key;
    database
        .sql(
            "insert into webhook_delivery (id, webhook_id, event, event_key, body, created_at, attempts, due_at)"
                + " select ?, id, ?, ?, ?, ?, 0, ? from webhook where id = ? on conflict do nothing")
        .params(ids.next(), name, eventKey, body)
        .params(now.atOffset(ZoneOffset.UTC), now.atOffset(ZoneOffset.UTC))
        .param(webhookId)
        .update();
  }

  /// Newest first; one more than the page may have, if there are more.
  ///
  /// @param webhookId of the current project
  List<Delivery> all(String webhookId, Paging paging) {
    return database
        .sql(
            "select * from webhook_delivery where webhook_id = ? and id < ? order by id desc limit ?")
        .params(webhookId, paging.after() == null ? Ids.LAST : paging.after(), paging.limit() + 1)
        .query(Deliveries::delivery)
        .list();
  }

  /// The ids of the webhooks of all projects that have something due.
  List<String> dueWebhooks() {
    return database
        .sql("select distinct webhook_id from webhook_delivery where due_at <= ?")
        .param(time(clock.instant()))
        .query((row, _) -> row.getString("webhook_id"))
        .list();
  }

  /// Takes the delivery to a webhook that is due for the longest time. Nobody else takes it during the time of a request. Empty if
  /// nothing is due, or if somebody else took it.
  Optional<Due> take(String webhookId) {
    Instant now = clock.instant();
    return database
        .sql(
            "select d.id, w.url, w.secret, d.body, d.attempts from webhook_delivery d join webhook w on w.id = d.webhook_id"
                + " where d.webhook_id = ? and d.due_at <= ? order by d.due_at, d.id limit 1")
        .params(webhookId, time(now))
        .query((row, _) ->
            new Due(
                Objects.requireNonNull(row.getString("id")),
                Objects.requireNonNull(row.getString("url")),
                Objects.requireNonNull(row.getString("secret")),
                Objects.requireNonNull(row.getString("body")),
                row.getInt("attempts") + 1))
        .optional()
        .filter(due -> claimed(due, now));
  }

  private boolean claimed(Due one, Instant now) {
    Duration lease = settings.timeout().multipliedBy(3);
    return database
            .sql(
                "update webhook_delivery set attempts = ?, due_at = ? where id = ? and attempts = ? and due_at is not null")
            .params(one.attempts(), time(now.plus(lease)), one.id(), one.attempts() - 1)
            .update()
        > 0;
  }

  void succeeded(Due one, int status) {
    database
        .sql(
            "update webhook_delivery set delivered_at = ?, due_at = null, last_status = ?, last_error = null where id = ? and attempts = ?")
        .params(time(clock.instant()), status, one.id(), one.attempts())
        .update();
  }

  /// @param status null without an answer
  /// @param next time to the next attempt; null if this was the last
  void failed(Due one, @Nullable Integer status, String error, @Nullable Duration next) {
    OffsetDateTime due = next == null ? null : time(clock.instant().plus(next));
    database
        .sql(
            "update webhook_delivery set due_at = :due, last_status = :status, last_error = :error where id = :id and attempts = :attempts")
        .param("due", due)
        .param("status", status)
        .param("error", error)
        .param("id", one.id())
        .param("attempts", one.attempts())
        .update();
  }

  /// Deletes those that are too old. The deliveries of events that last stay with their webhook.
  void removeOld() {
    database
        .sql("delete from webhook_delivery where id < :earliest and event not in (:lasting)")
        .param("earliest", Ids.earliest(clock.instant().minus(settings.kept())))
        .param("lasting", LASTING)
        .update();
  }

  private static Delivery delivery(ResultSet row, int number) throws SQLException {
    int status = row.getInt("last_status");
    boolean answered = !row.wasNull();
    return new Delivery(
        Objects.requireNonNull(row.getString("id")),
        EventType.valueOf(
            Objects.requireNonNull(row.getString("event"))
                .toUpperCase(Locale.ROOT)
                .replace('-', '_')),
        Objects.requireNonNull(instant(row, "created_at")),
        row.getInt("attempts"),
        instant(row, "delivered_at"),
        instant(row, "due_at"),
        answered ? status : null,
        row.getString("last_error"));
  }

  private static String name(EventType type) {
    return JsonTypes.kebab(type.name());
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  private static OffsetDateTime time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC);
  }
}
