package dev.rondo.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.rondo.server.Service.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What callers may do, how often they may do it, and what is answered to everybody.
class CallerLimitsTest {
  private static final Closed CLOSED = Closed.shared();
  private static final int MANY = 100;

  @Test
  void aRoleBoundsWhatAKeyMayDo() {
    String reader = CLOSED.key("a reader", "reader", List.of("default"), "");
    String trainer = CLOSED.key("a trainer", "trainer", List.of("default"), "");
    String data =
        "{\"generator\": {\"type\": \"sine-waves\", \"series\": 1, \"steps\": 9, \"noise\": 0, \"seed\": 1}}";
    Answer refused = CLOSED.send(reader, "POST", "/api/v1/datasets/generate", data);
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.text()).contains("this needs the role trainer");
    assertThat(CLOSED.send(trainer, "POST", "/api/v1/datasets/generate", data).status())
        .isEqualTo(201);
    assertThat(CLOSED.get(trainer, "/api/v1/keys").status()).isEqualTo(403);
    assertThat(CLOSED.get(reader, "/actuator/prometheus").status()).isEqualTo(403);
    String everywhere = CLOSED.key("a scraper", "reader", List.of(), "");
    assertThat(CLOSED.get(everywhere, "/actuator/prometheus").status()).isEqualTo(200);
  }

  @Test
  void whatHasNoRuleDoesNotExist() {
    assertThat(CLOSED.get("", "/api/v1/nothing").status()).isEqualTo(401);
    assertThat(CLOSED.get(Closed.ADMIN, "/api/v1/nothing").status()).isEqualTo(404);
    Answer answer = CLOSED.send(Closed.ADMIN, "DELETE", "/api/v1/datasets", "");
    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.header("Allow")).isEqualTo("GET, POST");
  }

  @Test
  void healthIsOpenAndTellsNoDetails() {
    Answer answer = CLOSED.get("", "/actuator/health");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().propertyNames()).doesNotContain("components", "details");
    assertThat(CLOSED.get("", "/actuator/health/readiness").status()).isEqualTo(200);
    assertThat(CLOSED.get("", "/actuator/info").status()).isEqualTo(401);
  }

  @Test
  void theAuditLogTellsWhoChangedWhat() {
    String trainer = CLOSED.key("audited", "trainer", List.of("default"), "");
    String reader = CLOSED.key("curious", "reader", List.of("default"), "");
    CLOSED.send(
        trainer,
        "DELETE",
        "/api/v1/datasets/01980000-0000-7000-8000-000000000000",
        "",
        "X-Request-Id",
        "from-the-test");
    CLOSED.send(reader, "POST", "/api/v1/backtests", "{}");
    CLOSED.get(trainer, "/api/v1/datasets");
    JsonNode entries = CLOSED.get(Closed.ADMIN, "/api/v1/audit?caller=audited").json().get("items");
    assertThat(entries).hasSize(1);
    assertThat(entries.get(0).get("method").stringValue()).isEqualTo("DELETE");
    assertThat(entries.get(0).get("status").intValue()).isEqualTo(404);
    assertThat(entries.get(0).get("project").stringValue()).isEqualTo("default");
    assertThat(entries.get(0).get("requestId").stringValue()).isEqualTo("from-the-test");
    JsonNode refused = CLOSED.get(Closed.ADMIN, "/api/v1/audit?caller=curious").json().get("items");
    assertThat(refused.get(0).get("status").intValue()).isEqualTo(403);
    assertThat(CLOSED.get(trainer, "/api/v1/audit").status()).isEqualTo(403);
  }

  @Test
  void withoutADatabaseTheAnswerIs503(@TempDir Path data) throws Exception {
    try (Closed closed = new Closed(data)) {
      closed.service.bean(DataSource.class).unwrap(HikariDataSource.class).close();
      Answer answer = closed.get("rondo_never_seen_before", "/api/v1/datasets");
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.header("Retry-After")).isNotEmpty();
    }
  }

  @Test
  void aCallerIsLimited(@TempDir Path data) {
    try (Closed slow = new Closed(data, "rondo.requests-per-second=1")) {
      assertThat(slow.get(Closed.ADMIN, "/api/v1/datasets").status()).isEqualTo(200);
      requireLimited(slow);
      assertThat(slow.get("", "/actuator/health").status()).isEqualTo(200);
    }
  }

  /// Sends requests until one is refused, which comes after two and one more for each second.
  private static void requireLimited(Closed slow) {
    long begin = System.nanoTime();
    int answered = 0;
    Answer last = slow.get(Closed.ADMIN, "/api/v1/datasets");
    while (last.status() == 200 && answered < MANY) {
      answered++;
      last = slow.get(Closed.ADMIN, "/api/v1/datasets");
    }
    assertThat(last.status()).isEqualTo(429);
    assertThat(last.header("Retry-After")).matches("[1-9]");
    long seconds = Duration.ofNanos(System.nanoTime() - begin).toSeconds() + 1;
    assertThat((long) answered).isLessThanOrEqualTo(2 + seconds);
  }

  @Test
  void healthAndCancelAreAnsweredAboveTheLimit(@TempDir Path data) {
    try (Closed slow = new Closed(data, "rondo.requests-per-second=1")) {
      requireLimited(slow);
      List<AccessRules.Rule> cancels =
          AccessRules.ALL.stream().filter(rule -> rule.path().endsWith("/cancel")).toList();
      assertThat(cancels).hasSize(3);
      for (int i = 0; i < 10; i++) {
        for (AccessRules.Rule rule : cancels) {
          String path =
              rule.path()
                  .replace("{id}", "01980000-0000-7000-8000-000000000000")
                  .replace("{alias}", "nothing");
          // There is no such job.
          assertThat(slow.send(Closed.ADMIN, "POST", path, "").status()).as(path).isEqualTo(404);
        }
        for (String path : List.of("/actuator/health", "/actuator/health/liveness"))
          assertThat(slow.get(Closed.ADMIN, path).status()).as(path).isEqualTo(200);
      }
      requireLimited(slow);
    }
  }

  @Test
  void livenessIsToldWithAnyKeyAndWithoutADatabase(@TempDir Path data) throws Exception {
    try (Closed closed = new Closed(data)) {
      assertThat(closed.get("rondo_wrong", "/actuator/health").status()).isEqualTo(200);
      closed.service.bean(DataSource.class).unwrap(HikariDataSource.class).close();
      for (String key : List.of("rondo_never_seen_before", Closed.ADMIN, ""))
        assertThat(closed.get(key, "/actuator/health/liveness").status()).isEqualTo(200);
    }
  }
}
