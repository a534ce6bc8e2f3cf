package dev.rondo.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.OnPostgres;
import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import dev.rondo.server.job.Jobflow;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// Keys, projects, sign-ins and the audit log on PostgreSQL.
class IdentityOnPostgresTest {
  @Test
  void projectsAreSeparate() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
        Closed closed = new Closed(Service.temporaryDirectory(), OnPostgres.settings(postgres))) {
      closed.projects("a", "b");
      String key = closed.key("of a", "trainer", List.of("a"), "");
      Service a = closed.service.with("Authorization", "Bearer " + key);
      Service b =
          closed.service.with(
              "Authorization", "Bearer " + closed.key("of b", "trainer", List.of("b"), ""));
      for (Service each : List.of(a, b)) {
        Jobflow.model(each, Jobflow.small(Jobflow.dataset(each, 2), "\"epochs\": 1"));
        put(each, "/api/v1/aliases/champion", "{\"modelId\": \"latest\"}");
        put(each, "/api/v1/aliases/champion/retraining", "{\"schedule\": \"P7D\"}");
        put(each, "/api/v1/streams/sensors", "{\"modelId\": \"champion\"}");
        assertThat(
                each.postJson(
                        "/api/v1/streams/sensors/observations",
                        "{\"seriesId\": \"a\", \"value\": 1}")
                    .status())
            .isEqualTo(200);
      }
      String ofA = a.get("/api/v1/models/latest").json().get("id").stringValue();
      assertThat(b.get("/api/v1/models/" + ofA).status()).isEqualTo(404);
      assertThat(b.delete("/api/v1/streams/sensors").status()).isEqualTo(204);
      assertThat(a.get("/api/v1/streams/sensors").status()).isEqualTo(200);
      assertThat(closed.send(Closed.ADMIN, "DELETE", "/api/v1/projects/a", "").status())
          .isEqualTo(409);

      Answer signedIn =
          closed.send("", "POST", "/api/v1/session", "{\"key\": \"%s\"}".formatted(key));
      String cookie = signedIn.header("Set-Cookie").replaceFirst(";.*", "");
      assertThat(closed.get("", "/api/v1/models/" + ofA, "Cookie", cookie).status()).isEqualTo(200);
      closed.send(Closed.ADMIN, "DELETE", "/api/v1/keys/" + closed.id("of a"), "");
      assertThat(closed.get("", "/api/v1/models/" + ofA, "Cookie", cookie).status()).isEqualTo(401);
      assertThat(closed.get(Closed.ADMIN, "/api/v1/audit?project=a").json().get("items"))
          .hasSizeGreaterThan(3);
    }
  }

  @Test
  void aKeyThatOneReplicaRevokesEndsOnTheOtherOne() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
        Closed one = new Closed(Service.temporaryDirectory(), OnPostgres.settings(postgres));
        Closed other = new Closed(Service.temporaryDirectory(), OnPostgres.settings(postgres))) {
      String key = one.key("revoked", "reader", List.of("default"), "");
      for (Closed each : List.of(one, other))
        assertThat(each.get(key, "/api/v1/datasets").status()).isEqualTo(200);
      one.send(Closed.ADMIN, "DELETE", "/api/v1/keys/" + one.id("revoked"), "");
      assertThat(one.get(key, "/api/v1/datasets").status()).isEqualTo(401);
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> other.get(key, "/api/v1/datasets").status() == 401);
    }
  }

  private static void put(Service service, String path, String json) {
    Answer answer =
        service.send(
            "PUT", path, json.getBytes(StandardCharsets.UTF_8), "Content-Type", "application/json");
    assertThat(answer.status()).as(answer.text()).isBetween(200, 299);
  }
}
