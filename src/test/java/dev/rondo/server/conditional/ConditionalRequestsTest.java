package dev.rondo.server.conditional;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Meanwhile;
import dev.rondo.server.OneOfEach;
import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Every resource that can be replaced or deleted has an `ETag`, and honours the headers that name it.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConditionalRequestsTest {
  private static final String WRONG = "\"wrong\"";
  private static final String FORECAST = "/api/v1/published-forecasts/";

  /// What others use is deleted after them.
  private static final List<String> LAST = List.of("training-jobs", "models", "datasets");

  private static Service service;

  @BeforeAll
  static void start(@TempDir Path directory) throws InterruptedException {
    service = OneOfEach.service(directory);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private record Resource(String pattern, JsonNode operations) {
    /// With its own id, as requests that change it need it.
    String path() {
      String path = OneOfEach.path(pattern);
      if (!pattern.endsWith("/{id}")) return path;
      return pattern.replace("{id}", service.get(path).json().get("id").stringValue());
    }
  }

  private static List<Resource> resources() {
    List<Resource> resources = new ArrayList<>();
    JsonNode paths = service.get("/v3/api-docs").json().get("paths");
    paths.forEachEntry((path, operations) -> {
      boolean changes = operations.has("put") || operations.has("delete");
      boolean list = operations.at("/get/parameters").toString().contains("\"cursor\"");
      if (operations.has("get") && changes && path.contains("{") && !list)
        resources.add(new Resource(path, operations));
    });
    assertThat(resources).hasSizeGreaterThanOrEqualTo(10);
    resources.sort(Comparator.comparing(Resource::pattern).reversed());
    resources.sort(Comparator.comparingInt(each -> LAST.indexOf(each.pattern().split("/")[3])));
    return resources;
  }

  private static String tag(String path) {
    Answer answer = service.get(path);
    assertThat(answer.status()).as(path).isEqualTo(200);
    assertThat(answer.response().headers().allValues("ETag")).as(path).hasSize(1);
    return answer.header("ETag");
  }

  private static Answer change(String method, String path, String... headers) {
    return method.equals("put")
        ? OneOfEach.put(service, path, "{}", headers)
        : service.send("DELETE", path, new byte[0], headers);
  }

  @Test
  @Order(1)
  void aKnownVersionIsNotSentAgain() {
    for (Resource resource : resources()) {
      String path = resource.path();
      String tag = tag(path);
      Answer known = service.get(path, "If-None-Match", "\"other\", " + tag);
      assertThat(known.status()).as(path).isEqualTo(304);
      assertThat(known.text()).as(path).isEmpty();
      assertThat(known.header("ETag")).as(path).isEqualTo(tag);
      assertThat(service.get(path, "If-None-Match", WRONG).status()).as(path).isEqualTo(200);
      JsonNode answers = resource.operations().at("/get/responses");
      assertThat(answers.has("304")).as(path).isTrue();
      assertThat(answers.at("/200/headers").has("ETag")).as(path).isTrue();
    }
  }

  @Test
  @Order(2)
  void anotherVersionIsNotChanged() {
    for (Resource resource : resources()) {
      String path = resource.path();
      String tag = tag(path);
      for (String method : List.of("put", "delete")) {
        if (!resource.operations().has(method)) continue;
        for (String header : List.of(WRONG, "W/" + tag, WRONG + ", \"more\"", "unquoted", "")) {
          Answer refused = change(method, path, "If-Match", header);
          assertThat(refused.status()).as(method + path + header + refused.text()).isEqualTo(412);
          assertThat(refused.text()).as(path).contains("precondition-failed");
        }
        assertThat(tag(path)).isEqualTo(tag);
        JsonNode described = resource.operations().get(method);
        assertThat(described.at("/responses").has("412")).as(path).isTrue();
        assertThat(described.at("/parameters").toString()).as(path).contains("\"If-Match\"");
      }
    }
  }

  @Test
  @Order(2)
  void aParameterOfTheReadingIsUnknownToAChange() {
    String path =
        new Resource("/api/v1/backtests/{id}", JsonNodeFactory.instance.objectNode()).path();
    Answer answer = service.send("DELETE", path + "?by=mase", new byte[0], "If-Match", tag(path));
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(service.get(path).status()).isEqualTo(200);
  }

  /// It would change what its sender wants to keep.
  @Test
  @Order(2)
  void everyChangeHonoursAVersionOrRefusesIt() {
    List<String> honoured = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    JsonNode paths = service.get("/v3/api-docs").json().get("paths");
    paths.forEachEntry((path, operations) ->
        operations.forEachEntry((method, operation) -> {
          if (!List.of("post", "put", "delete", "patch").contains(method)) return;
          if (operation.path("parameters").toString().contains("\"If-Match\"")) {
            honoured.add(method + path);
            return;
          }
          String type =
              operation.at("/requestBody/content").propertyNames().stream()
                  .findFirst()
                  .orElse("application/json");
          Answer answer =
              service.send(
                  method.toUpperCase(Locale.ROOT),
                  OneOfEach.path(path).replaceAll("\\{[^}]*}", "x"),
                  "{}".getBytes(StandardCharsets.UTF_8),
                  "Content-Type",
                  type,
                  "If-Match",
                  "*");
          assertThat(answer.status()).as(method + path + answer.text()).isEqualTo(400);
          assertThat(answer.faults()).as(method + path).containsExactly("If-Match");
          assertThat(answer.text()).as(method + path).contains("ETag");
          refused.add(method + path);
        }));
    assertThat(honoured)
        .contains("post/api/v1/aliases/{alias}/rollback", "post/api/v1/datasets/{id}/observations");
    assertThat(refused)
        .contains(
            "post/api/v1/training-jobs/{id}/pause",
            "delete/api/v1/models/{id}/kept-forecasts",
            "delete/api/v1/projects/{project}");
  }

  @Test
  @Order(3)
  void onlyOneOfManyChangesOfAVersionIsMade() throws Exception {
    String tag = tag(FORECAST + "load");
    List<Callable<Integer>> changes = new ArrayList<>();
    for (int i = 1; i <= 16; i++) {
      String body =
          "{\"modelId\": \"latest\", \"datasetId\": \"latest\", \"every\": \"PT%dM\"}"
              .formatted(10 + i);
      changes.add(() -> OneOfEach.put(service, FORECAST + "load", body, "If-Match", tag).status());
    }
    List<Integer> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Integer> each : threads.invokeAll(changes)) answers.add(each.get());
    }
    assertThat(answers).containsOnlyOnce(200).hasSize(16);
    assertThat(answers.stream().filter(status -> status == 412)).hasSize(15);
  }

  @Test
  @Order(4)
  void aNameThatIsTakenIsNotReplaced() {
    String body = "{\"modelId\": \"latest\"}";
    String path = "/api/v1/aliases/";
    assertThat(OneOfEach.put(service, path + "champion", body, "If-None-Match", "*").status())
        .isEqualTo(412);
    assertThat(OneOfEach.put(service, path + "other", body, "If-Match", "*").status())
        .isEqualTo(412);
    assertThat(OneOfEach.put(service, path + "other", body, "If-None-Match", "*").status())
        .isEqualTo(201);
    assertThat(OneOfEach.put(service, path + "other", body, "If-Match", "*").status())
        .isEqualTo(200);
    assertThat(change("delete", path + "other", "If-Match", tag(path + "other")).status())
        .isEqualTo(204);
    assertThat(change("delete", path + "other", "If-Match", "*").status()).isEqualTo(404);
  }

  /// Whoever sends no `If-Match`, and a retraining, may move it after the versions were compared.
  @Test
  @Order(4)
  void anAliasThatIsMovedMeanwhileIsNotChanged() throws Exception {
    String path = "/api/v1/aliases/champion";
    List<Callable<Answer>> changes =
        List.of(
            () -> OneOfEach.put(service, path, "{\"modelId\": \"latest\"}", "If-Match", tag(path)),
            () -> service.send("POST", path + "/rollback", new byte[0], "If-Match", tag(path)),
            () -> change("delete", path, "If-Match", tag(path)));
    for (Callable<Answer> change : changes) {
      Answer answer =
          Meanwhile.during(
              service,
              "update alias set changed_at = changed_at + interval '1' second where name = ?",
              "champion",
              "select * from alias%",
              change);
      assertThat(answer.status()).as(answer.text()).isEqualTo(412);
    }
    assertThat(service.get(path).status()).isEqualTo(200);
  }

  @Test
  @Order(5)
  void theNamedVersionIsDeleted() {
    for (Resource resource : resources()) {
      if (!resource.operations().has("delete")) continue;
      String path = resource.path();
      Answer deleted = change("delete", path, "If-Match", WRONG + ", " + tag(path));
      assertThat(deleted.status()).as(path + deleted.text()).isEqualTo(204);
    }
  }
}
