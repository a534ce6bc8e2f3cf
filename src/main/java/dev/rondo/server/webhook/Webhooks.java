package dev.rondo.server.webhook;

import dev.rondo.forecasting.document.JsonTypes;
import dev.rondo.server.idempotency.Creations;
import dev.rondo.server.project.Project;
import dev.rondo.server.web.ConflictException;
import dev.rondo.server.web.Ids;
import dev.rondo.server.web.InfeasibleRequestException;
import dev.rondo.server.web.NotFoundException;
import dev.rondo.server.web.Paging;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// The stored webhooks of the current project.
@Component
class Webhooks {
  static final String PATH = "/api/v1/webhooks/";

  private static final String SELECT = "select id, url, events, created_at from webhook where ";

  private final JdbcClient database;
  private final TransactionTemplate transactions;
  private final Creations creations;
  private final WebhookSettings settings;
  private final RandomGenerator random;
  private final Clock clock;
  private final Ids ids;

  /// @param webhookSecrets source of secrets
  Webhooks(
      JdbcClient database,
      TransactionTemplate transactions,
      Creations creations,
      WebhookSettings settings,
      @Qualifier("webhookSecrets") RandomGenerator webhookSecrets,
      Clock clock,
      Ids ids) {
    this.database = database;
    this.transactions = transactions;
    this.creations = creations;
    this.settings = settings;
    this.random = webhookSecrets;
    this.clock = clock;
    this.ids = ids;
  }

  /// Stores a webhook, with its secret in the answer. Throws [InfeasibleRequestException] if the operator does not allow its host, and
  /// [ConflictException] if the project has too many.
  synchronized Webhook add(WebhookRequest request) {
    if (!settings.allows(URI.create(request.url())))
      throw new InfeasibleRequestException(
          "/url",
          "the service may not tell this host; an operator names it in rondo.webhooks.hosts, which has %s"
              .formatted(
                  settings.hosts().isEmpty() ? "none" : String.join(", ", settings.hosts())));
    int known =
        database
            .sql("select count(*) from webhook where project = ?")
            .param(Project.current().name())
            .query(Integer.class)
            .single();
    if (known >= settings.most())
      throw new ConflictException(
          "the project has %d webhooks, the limit set by rondo.webhooks.most; delete one"
              .formatted(known));
    List<EventType> events =
        request.events() == null ? List.of(EventType.values()) : request.events();
    String secret = Signature.newSecret(random);
    Webhook webhook =
        new Webhook(
            ids.next(),
            request.url(),
            events,
            clock.instant().truncatedTo(ChronoUnit.MILLIS),
            secret);
    transactions.executeWithoutResult(_ -> {
      database
          .sql(
              "insert into webhook (id, project, url, events, secret, created_at) values (?, ?, ?, ?, ?, ?)")
          .params(webhook.id(), Project.current().name(), webhook.url(), text(events))
          .params(secret, webhook.createdAt().atOffset(ZoneOffset.UTC))
          .update();
      creations.created(PATH + webhook.id());
    });
    return webhook;
  }

  /// The webhook that an earlier request with the same `Idempotency-Key` created, with its present secret. Throws
  /// [NotFoundException] if it was deleted.
  Optional<Webhook> createdBefore() {
    return creations
        .earlier()
        .map(path -> {
          Webhook webhook = get(path.substring(PATH.length()));
          return webhook.withSecret(
              database
                  .sql("select secret from webhook where project = ? and id = ?")
                  .params(Project.current().name(), webhook.id())
                  .query(String.class)
                  .optional()
                  .orElseThrow(() -> new NotFoundException("webhook", webhook.id())));
        });
  }

  /// Gives a webhook a new secret, which the answer has; the former one ends at once. Throws [NotFoundException].
  ///
  /// @param id may be [Ids#LATEST]
  Webhook renewSecret(String id) {
    Webhook webhook = get(id);
    String secret = Signature.newSecret(random);
    int changed =
        database
            .sql("update webhook set secret = ? where project = ? and id = ?")
            .params(secret, Project.current().name(), webhook.id())
            .update();
    if (changed == 0) throw new NotFoundException("webhook", id);
    return webhook.withSecret(secret);
  }

  /// Throws [NotFoundException].
  ///
  /// @param id may be [Ids#LATEST]
  Webhook get(String id) {
    return find(id).orElseThrow(() -> new NotFoundException("webhook", id));
  }

  private Optional<Webhook> find(String id) {
    if (id.equals(Ids.LATEST)) return all(new Paging(1, null)).stream().findFirst();
    if (!Ids.wellFormed(id)) return Optional.empty();
    return database
        .sql(SELECT + "project = ? and id = ?")
        .params(Project.current().name(), id)
        .query(Webhooks::webhook)
        .optional();
  }

  /// Newest first; one more than the page may have, if there are more.
  List<Webhook> all(Paging paging) {
    return database
        .sql(SELECT + "project = ? and id < ? order by id desc limit ?")
        .params(
            Project.current().name(),
            paging.after() == null ? Ids.LAST : paging.after(),
            paging.limit() + 1)
        .query(Webhooks::webhook)
        .list();
  }

  /// Also deletes its deliveries; throws [NotFoundException].
  void remove(String id) {
    int removed =
        database
            .sql("delete from webhook where project = ? and id = ?")
            .params(Project.current().name(), id)
            .update();
    if (removed == 0) throw new NotFoundException("webhook", id);
  }

  private static Webhook webhook(ResultSet row, int number) throws SQLException {
    return new Webhook(
        Objects.requireNonNull(row.getString("id")),
        Objects.requireNonNull(row.getString("url")),
        events(Objects.requireNonNull(row.getString("events"))),
        instant(row.getObject("created_at", OffsetDateTime.class)),
        null);
  }

  private static Instant instant(OffsetDateTime time) {
    return time.toInstant();
  }

  private static String text(List<EventType> events) {
    return events.stream()
        .map(each -> JsonTypes.kebab(each.name()))
        .collect(Collectors.joining(","));
  }

  /// Reads the stored names of events; leaves out those of a later version.
  static List<EventType> events(String stored) {
    List<String> names = List.of(stored.toUpperCase(Locale.ROOT).replace('-', '_').split(",", -1));
    return Arrays.stream(EventType.values()).filter(each -> names.contains(each.name())).toList();
  }
}
