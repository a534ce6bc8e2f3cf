package dev.rondo.server.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import dev.rondo.server.job.Jobflow;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// Keys: created, used, expired and revoked.
class KeysTest {
  private static final Closed CLOSED = Closed.shared();

  @Test
  void aKeyIsShownOnceAndStoredHashed() {
    String text = CLOSED.key("shown once", "reader", List.of("default"), "");
    assertThat(text).matches("rondo_[A-Za-z0-9_-]{43}");
    assertThat(CLOSED.get(text, "/api/v1/datasets").status()).isEqualTo(200);
    assertThat(CLOSED.get(Closed.ADMIN, "/api/v1/keys").text())
        .contains("shown once")
        .doesNotContain(text);
    List<String> stored =
        CLOSED
            .service
            .bean(JdbcClient.class)
            .sql("select * from api_key")
            .query((row, _) -> {
              StringBuilder all = new StringBuilder();
              for (int i = 1; i <= row.getMetaData().getColumnCount(); i++)
                all.append(row.getString(i)).append(' ');
              return all.toString();
            })
            .list();
    assertThat(stored).isNotEmpty().noneMatch(row -> row.contains(text));
    assertThat(stored).noneMatch(row -> row.contains(Closed.ADMIN));
  }

  private static Answer create(String name, String idempotencyKey) {
    return CLOSED.send(
        Closed.ADMIN,
        "POST",
        "/api/v1/keys",
        "{\"name\": \"%s\", \"role\": \"reader\"}".formatted(name),
        "Idempotency-Key",
        idempotencyKey);
  }

  private static long keys(String name) {
    return CLOSED
        .get(Closed.ADMIN, "/api/v1/keys?limit=500")
        .json()
        .get("items")
        .valueStream()
        .filter(key -> key.get("name").stringValue().equals(name))
        .count();
  }

  @Test
  void aRepeatedCreateReplacesTheTextThatNobodyGot() {
    Answer lost = create("lost", "a-lost-answer");
    Answer again = create("lost", "a-lost-answer");
    for (Answer answer : List.of(lost, again)) {
      assertThat(answer.status()).as(answer.text()).isEqualTo(201);
      assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    }
    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(again.header("Location")).isEqualTo(lost.header("Location"));
    assertThat(again.json().at("/key/id")).isEqualTo(lost.json().at("/key/id"));
    assertThat(keys("lost")).isEqualTo(1);
    assertThat(create("other", "a-lost-answer").status()).isEqualTo(422);
    String text = again.json().get("text").stringValue();
    assertThat(text).startsWith(again.json().at("/key/beginning").stringValue());
    assertThat(CLOSED.get(text, "/api/v1/datasets").status()).isEqualTo(200);
    assertThat(CLOSED.get(lost.json().get("text").stringValue(), "/api/v1/datasets").status())
        .isEqualTo(401);

    Answer late = create("lost", "a-lost-answer");
    assertThat(late.status()).as(late.text()).isEqualTo(409);
    assertThat(late.text()).contains(again.json().at("/key/id").stringValue());
    assertThat(CLOSED.get(text, "/api/v1/datasets").status()).isEqualTo(200);
  }

  /// A use that the database refused to take down is known all the same, and taken down later.
  @Test
  void aUseThatCannotBeWrittenIsNotLost() {
    JdbcClient database = CLOSED.service.bean(JdbcClient.class);
    ApiKeys keys = CLOSED.service.bean(ApiKeys.class);
    Answer created = create("used", "a-used-key");
    String path = created.header("Location");
    database
        .sql(
            "alter table api_key add constraint unused check (name <> 'used' or last_used_at is null)")
        .update();
    String text = created.json().get("text").stringValue();
    assertThat(CLOSED.get(text, "/api/v1/datasets").status()).isEqualTo(200);
    assertThatThrownBy(keys::writeUses).isInstanceOf(DataAccessException.class);
    database.sql("alter table api_key drop constraint unused").update();
    assertThat(create("used", "a-used-key").status()).isEqualTo(409);
    assertThat(CLOSED.get(Closed.ADMIN, path).json().get("lastUsedAt").isNull()).isFalse();
  }

  @Test
  void aUseIsWrittenWhenTheServiceStops(@TempDir Path data) {
    Answer created;
    try (Closed before = new Closed(data)) {
      created =
          before.send(
              Closed.ADMIN,
              "POST",
              "/api/v1/keys",
              "{\"name\": \"late\", \"role\": \"reader\"}",
              "Idempotency-Key",
              "a-late-use");
      String text = created.json().get("text").stringValue();
      assertThat(before.get(text, "/api/v1/datasets").status()).isEqualTo(200);
    }
    try (Closed after = new Closed(data)) {
      JsonNode key = after.get(Closed.ADMIN, created.header("Location")).json();
      assertThat(key.get("lastUsedAt").isNull()).isFalse();
    }
  }

  @Test
  void aRevokedKeyIsNotCreatedAgain() {
    create("revoked before", "a-revoked-key");
    CLOSED.send(Closed.ADMIN, "DELETE", "/api/v1/keys/" + CLOSED.id("revoked before"), "");
    assertThat(create("revoked before", "a-revoked-key").status()).isEqualTo(409);
    assertThat(keys("revoked before")).isEqualTo(1);
  }

  @Test
  void simultaneousRequestsCreateOneKey() throws Exception {
    Callable<Answer> request = () -> create("simultaneous", "at-once");
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Answer> answer : threads.invokeAll(Collections.nCopies(8, request)))
        assertThat(answer.get().status()).as(answer.get().text()).isIn(201, 409);
    }
    assertThat(keys("simultaneous")).isEqualTo(1);
  }

  @Test
  void aKeyCanBeSentInEitherHeader() {
    String text = CLOSED.key("headers", "reader", List.of("default"), "");
    assertThat(CLOSED.get("", "/api/v1/datasets", "X-API-Key", text).status()).isEqualTo(200);
    assertThat(CLOSED.get("", "/api/v1/datasets", "Authorization", "bearer " + text).status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "wrong",
        "rondo_",
        "rondo_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "a.b.c"
      })
  void withoutAValidKeyTheAnswerIs401(String key) {
    Answer answer = CLOSED.get(key, "/api/v1/datasets");
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.contentType()).startsWith("application/problem+json");
    assertThat(answer.json().get("type").stringValue()).isEqualTo("/problems/unauthenticated");
    assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer realm=\"rondo\"");
    assertThat(answer.json().get("requestId").stringValue())
        .isEqualTo(answer.header("X-Request-Id"));
  }

  @Test
  void wrongRevokedAndExpiredKeysGetTheSameAnswer() {
    String revoked = CLOSED.key("revoked", "trainer", List.of("default"), "");
    String expired = CLOSED.keyForAnHour("expired", "trainer", List.of("default"));
    assertThat(CLOSED.get(revoked, "/api/v1/models").status()).isEqualTo(200);
    assertThat(
            CLOSED
                .send(Closed.ADMIN, "DELETE", "/api/v1/keys/" + CLOSED.id("revoked"), "")
                .status())
        .isEqualTo(204);
    // After the change, so that the service remembers the key when it expires.
    assertThat(CLOSED.get(expired, "/api/v1/models").status()).isEqualTo(200);
    CLOSED.passAnHour();
    String wrong = said(CLOSED.get("rondo_wrong", "/api/v1/models"));
    assertThat(said(CLOSED.get(revoked, "/api/v1/models"))).isEqualTo(wrong);
    assertThat(said(CLOSED.get(expired, "/api/v1/models"))).isEqualTo(wrong);
    JsonNode stored = CLOSED.get(Closed.ADMIN, "/api/v1/keys/" + CLOSED.id("revoked")).json();
    assertThat(stored.get("revokedAt").isNull()).isFalse();
    assertThat(stored.get("lastUsedAt").isNull()).isFalse();
  }

  private static String said(Answer answer) {
    assertThat(answer.status()).isEqualTo(401);
    return answer.text().replace(answer.header("X-Request-Id"), "");
  }

  @Test
  void aKeyOfTheOperatorMustNotLookLikeAToken(@TempDir Path data) {
    assertThatThrownBy(() ->
            new Service(
                    data,
                    "rondo.authentication=required",
                    "rondo.admin-key=an-admin.key-with.two-dots")
                .close())
        .hasStackTraceContaining("three parts separated by dots");
  }

  @Test
  void badKeysAreRefusedWithTheirFaults() {
    assertThat(
            CLOSED
                .send(
                    Closed.ADMIN,
                    "POST",
                    "/api/v1/keys",
                    "{\"name\": \"x\", \"role\": \"reader\", \"projects\": [\"nowhere\"], \"expiresAt\": \"2001-01-01T00:00:00Z\"}")
                .faults())
        .containsExactly("/projects/0", "/expiresAt");
    assertThat(
            CLOSED
                .send(
                    Closed.ADMIN,
                    "POST",
                    "/api/v1/keys",
                    "{\"name\": \"x\", \"role\": \"admin\", \"projects\": [\"default\"]}")
                .status())
        .isEqualTo(400);
  }

  @Test
  void anEventStreamEndsWithItsKey() throws Exception {
    Service admin = CLOSED.service.with("Authorization", "Bearer " + Closed.ADMIN);
    Jobflow.model(admin, Jobflow.small(Jobflow.dataset(admin, 1), "\"epochs\": 1"));
    assertThat(
            CLOSED
                .send(Closed.ADMIN, "PUT", "/api/v1/streams/sensors", "{\"modelId\": \"latest\"}")
                .status())
        .isEqualTo(201);
    String reader = CLOSED.key("follower", "reader", List.of("default"), "");
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<Stream<String>> followed =
          client.send(
              HttpRequest.newBuilder(
                      CLOSED.service.root().resolve("/api/v1/streams/sensors/events"))
                  .header("Authorization", "Bearer " + reader)
                  .build(),
              HttpResponse.BodyHandlers.ofLines());
      assertThat(followed.statusCode()).isEqualTo(200);
      try (Stream<String> body = followed.body()) {
        Iterator<String> lines = body.iterator();
        // It goes on while the key is valid, which is checked before each heartbeat.
        for (int heartbeats = 0; heartbeats < 2; )
          if (lines.next().contains("still here")) heartbeats++;
        CLOSED.send(Closed.ADMIN, "DELETE", "/api/v1/keys/" + CLOSED.id("follower"), "");
        CompletableFuture.runAsync(() -> lines.forEachRemaining(_ -> {})).get(1, TimeUnit.MINUTES);
      }
    }
  }
}
