package dev.rondo.server.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class IdempotencyTest {
  private static final String GENERATE =
      "{\"generator\":{\"type\":\"random-walk\",\"series\":2,\"steps\":80}}";

  @TempDir static Path data;
  private static Service service;

  @BeforeAll
  static void start() {
    service = new Service(data, "rondo.limits.upload=1MB");
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void aRepeatedCreateIsAnsweredFromTheFirstOne() {
    String key = UUID.randomUUID().toString();
    Answer first = generate(key, GENERATE);
    Answer again = generate(key, GENERATE);
    assertThat(first.status()).isEqualTo(201);
    assertThat(first.header("Idempotency-Replayed")).isEmpty();
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(again.header("Location")).isEqualTo(first.header("Location"));
    assertThat(again.json()).isEqualTo(first.json());
    assertThat(generate(UUID.randomUUID().toString(), GENERATE).json().get("id"))
        .isNotEqualTo(first.json().get("id"));
  }

  @Test
  void aJobIsStartedOnce() {
    String dataset =
        generate(UUID.randomUUID().toString(), GENERATE).json().get("id").stringValue();
    String body = "{\"datasetId\":\"%s\",\"horizon\":2}".formatted(dataset);
    String key = UUID.randomUUID().toString();
    for (String path : List.of("/api/v1/training-jobs", "/api/v1/backtests")) {
      Answer first = post(path, key + path, body, "application/json");
      Answer again = post(path, key + path, body, "application/json");
      assertThat(first.status()).as(first.text()).isEqualTo(202);
      assertThat(again.status()).isEqualTo(202);
      assertThat(again.json().get("id")).isEqualTo(first.json().get("id"));
      assertThat(service.get(path).json().get("items")).hasSize(1);
      service.postJson(path + "/" + first.json().get("id").stringValue() + "/cancel", "");
    }
  }

  @Test
  void aProjectIsCreatedOnce() {
    String key = UUID.randomUUID().toString();
    String body = "{\"name\":\"created-once\"}";
    Answer first = post("/api/v1/projects", key, body, "application/json");
    Answer again = post("/api/v1/projects", key, body, "application/json");
    assertThat(first.status()).as(first.text()).isEqualTo(201);
    assertThat(first.header("Idempotency-Replayed")).isEmpty();
    assertThat(again.status()).as(again.text()).isEqualTo(201);
    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(again.json()).isEqualTo(first.json());
    String other = "{\"name\":\"another\"}";
    assertThat(post("/api/v1/projects", key, other, "application/json").status()).isEqualTo(422);
    assertThat(post("/api/v1/projects", key + "2", body, "application/json").status())
        .isEqualTo(409);
    service.delete("/api/v1/projects/created-once");
    assertThat(post("/api/v1/projects", key, body, "application/json").status()).isEqualTo(404);
  }

  /// They create something that cannot be read again, or they change the state of what exists.
  private static final Set<String> WITHOUT_KEYS =
      Set.of(
          "/api/v1/webhooks/{id}/ping",
          "/api/v1/maintenance/backups",
          "/api/v1/maintenance/verification",
          "/api/v1/aliases/{alias}/retraining/runs/{id}/cancel",
          "/api/v1/backtests/{id}/cancel",
          "/api/v1/backtests/{id}/pause",
          "/api/v1/backtests/{id}/resume",
          "/api/v1/backtests/{id}/retry",
          "/api/v1/training-jobs/{id}/cancel",
          "/api/v1/training-jobs/{id}/pause",
          "/api/v1/training-jobs/{id}/resume",
          "/api/v1/training-jobs/{id}/retry");

  @Test
  void everyOperationHonoursAKeyOrRefusesIt() {
    List<String> refusing = new ArrayList<>();
    List<String> keyed = new ArrayList<>();
    service
        .get("/v3/api-docs")
        .json()
        .get("paths")
        .forEachEntry((path, operations) -> {
          if (!operations.has("post")) return;
          JsonNode post = operations.get("post");
          if (post.path("parameters").toString().contains("Idempotency-Key")) {
            keyed.add(path);
            return;
          }
          if (post.get("responses").has("201") || post.get("responses").has("202"))
            refusing.add(path);
          String type =
              post.path("requestBody").path("content").propertyNames().stream()
                  .findFirst()
                  .orElse("application/json");
          Answer answer = post(path.replaceAll("\\{[a-zA-Z]+}", "x"), "a-key", "{}", type);
          assertThat(answer.status()).as("%s: %s", path, answer.text()).isEqualTo(400);
          assertThat(answer.faults()).as(path).containsExactly("Idempotency-Key");
        });
    assertThat(keyed).hasSizeGreaterThan(8);
    assertThat(refusing).isSubsetOf(WITHOUT_KEYS);
  }

  @Test
  void aLongBodyWithAUsedKeyIsTooLarge() {
    String key = UUID.randomUUID().toString();
    generate(key, GENERATE);
    String table = "time,x\n" + "2026-01-01,1\n".repeat(200_000);
    Answer plain = post("/api/v1/datasets", key, table, "text/csv");
    assertThat(plain.status()).as(plain.text()).isEqualTo(413);
    Answer form = form(key, "one", table);
    assertThat(form.status()).as(form.text()).isEqualTo(413);
  }

  @Test
  void aBrokenFormWithAUsedKeyIsMalformed() {
    String key = UUID.randomUUID().toString();
    generate(key, GENERATE);
    Answer broken =
        post("/api/v1/datasets", key, "--one\r\nno end", "multipart/form-data; boundary=one");
    assertThat(broken.status()).as(broken.text()).isEqualTo(400);
    assertThat(broken.contentType()).startsWith("application/problem+json");
  }

  @Test
  void aFormMayChangeItsSeparator() {
    String key = UUID.randomUUID().toString();
    Answer first = form(key, "one", "time,x\n2026-01-01,1\n2026-01-02,2\n2026-01-03,3\n");
    Answer again = form(key, "two", "time,x\n2026-01-01,1\n2026-01-02,2\n2026-01-03,3\n");
    Answer other = form(key, "two", "time,x\n2026-01-01,1\n2026-01-02,2\n2026-01-03,4\n");
    assertThat(first.status()).as(first.text()).isEqualTo(201);
    assertThat(again.json()).isEqualTo(first.json());
    assertThat(other.status()).isEqualTo(422);
  }

  @Test
  void aKeyStandsForOneRequest() {
    String key = UUID.randomUUID().toString();
    generate(key, GENERATE);
    Answer other = generate(key, GENERATE.replace("80", "81"));
    assertThat(other.status()).isEqualTo(422);
    assertThat(other.contentType()).startsWith("application/problem+json");
    assertThat(other.faults()).containsExactly("Idempotency-Key");
    assertThat(generate("with space", GENERATE).status()).isEqualTo(400);
  }

  @Test
  void aRefusedRequestUsesNoKey() {
    String key = UUID.randomUUID().toString();
    assertThat(generate(key, "{\"generator\":{\"type\":\"unknown\"}}").status()).isEqualTo(400);
    assertThat(generate(key, GENERATE).status()).isEqualTo(201);
  }

  @Test
  void whatWasDeletedIsNotFound() {
    String key = UUID.randomUUID().toString();
    String location = generate(key, GENERATE).header("Location");
    service.delete(location);
    assertThat(generate(key, GENERATE).status()).isEqualTo(404);
  }

  @Test
  void simultaneousRequestsCreateOneThing() throws Exception {
    int before = service.get("/api/v1/datasets?limit=500").json().get("items").size();
    String key = UUID.randomUUID().toString();
    Callable<Answer> request = () -> generate(key, GENERATE);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Answer> answer : threads.invokeAll(Collections.nCopies(8, request)))
        assertThat(answer.get().status()).as(answer.get().text()).isIn(201, 409);
    }
    assertThat(service.get("/api/v1/datasets?limit=500").json().get("items")).hasSize(before + 1);
  }

  private static Answer generate(String key, String body) {
    return post("/api/v1/datasets/generate", key, body, "application/json");
  }

  private static Answer form(String key, String boundary, String file) {
    String body =
        "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\nContent-Type: text/csv\r\n\r\n%s\r\n--%s--\r\n"
            .formatted(boundary, file, boundary);
    return post("/api/v1/datasets", key, body, "multipart/form-data; boundary=" + boundary);
  }

  private static Answer post(String path, String key, String body, String type) {
    return service.send(
        "POST",
        path,
        body.getBytes(StandardCharsets.UTF_8),
        "Content-Type",
        type,
        "Idempotency-Key",
        key);
  }
}
