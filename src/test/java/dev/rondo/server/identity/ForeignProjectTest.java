package dev.rondo.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import dev.rondo.server.job.Jobflow;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// Everything that one project has, and a key of another project that asks for it with every operation.
class ForeignProjectTest {
  private static final Closed CLOSED = new Closed(Service.temporaryDirectory());
  private static final String UNKNOWN = "01980000-0000-7000-8000-00000000000";

  /// What project `a` has: ids and names by the path of their kind.
  private static final Map<String, String> OWN = new LinkedHashMap<>();

  /// In their place, ids and names that nobody has.
  private static final Map<String, String> NOBODYS = new LinkedHashMap<>();

  private static String owner = "";
  private static String stranger = "";

  private static void has(String kind, String own, String nobodys) {
    OWN.put(kind, own);
    NOBODYS.put(kind, nobodys);
  }

  @BeforeAll
  static void fill() {
    CLOSED.projects("a", "b");
    owner = CLOSED.key("owner", "trainer", List.of("a"), "");
    stranger = CLOSED.key("stranger", "trainer", List.of("b"), "");
    Service a = CLOSED.service.with("Authorization", "Bearer " + owner);
    String dataset = Jobflow.upload(a, "", hours());
    String model = Jobflow.model(a, Jobflow.small(dataset, "\"epochs\": 1"));
    has("datasets", dataset, UNKNOWN + 1);
    has("seriesId", "series-00000", "series-00000");
    has("training-jobs", newest(a, "/api/v1/training-jobs"), UNKNOWN + 2);
    has("models", model.substring(model.lastIndexOf('/') + 1), UNKNOWN + 3);
    require(
        a.postJson(
            "/api/v1/backtests",
            "{\"datasetId\": \"%s\", \"horizon\": 2, \"candidates\": [{\"type\": \"baseline\", \"name\": \"naive\"}]}"
                .formatted(dataset)));
    has("backtests", newest(a, "/api/v1/backtests"), UNKNOWN + 4);
    put(a, "/api/v1/aliases/champion", "{\"modelId\": \"latest\"}");
    has("aliases", "champion", "nobodys-alias");
    put(a, "/api/v1/aliases/champion/retraining", "{\"schedule\": \"P7D\"}");
    require(a.postJson("/api/v1/aliases/champion/retraining/runs", ""));
    has("runs", newest(a, "/api/v1/aliases/champion/retraining/runs"), UNKNOWN + 5);
    put(a, "/api/v1/streams/sensors", "{\"modelId\": \"latest\"}");
    has("streams", "sensors", "nobodys-stream");
    require(
        a.postJson(
            "/api/v1/models/latest/predictions",
            "{\"keep\": true, \"dataset\": {\"id\": \"latest\"}}"));
    has("kept-forecasts", newest(a, "/api/v1/models/latest/kept-forecasts"), UNKNOWN + 6);
    put(
        a,
        "/api/v1/published-forecasts/requests",
        "{\"modelId\": \"latest\", \"datasetId\": \"latest\"}");
    has("published-forecasts", "requests", "nobodys_forecast");
  }

  @AfterAll
  static void close() {
    CLOSED.close();
  }

  /// Two series with a value in each hour up to the present.
  private static String hours() {
    Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS);
    return IntStream.rangeClosed(-100, 0)
        .mapToObj(i ->
            "series-00000,%s,%d\nseries-00001,%s,%d\n"
                .formatted(
                    hour.plus(i, ChronoUnit.HOURS), 50 + i % 7, hour.plus(i, ChronoUnit.HOURS), 9))
        .collect(Collectors.joining("", "series,time,value\n", ""));
  }

  private static void require(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isBetween(200, 299);
  }

  private static void put(Service service, String path, String json) {
    require(
        service.send(
            "PUT",
            path,
            json.getBytes(StandardCharsets.UTF_8),
            "Content-Type",
            "application/json"));
  }

  private static String newest(Service service, String list) {
    return service.get(list).json().at("/items/0/id").stringValue();
  }

  private record Call(String method, String path, String type, String body) {
    boolean named() {
      return path.contains("/<") || body.contains("<");
    }

    Call of(Map<String, String> names) {
      String pathOf = path;
      String bodyOf = body;
      for (Map.Entry<String, String> each : names.entrySet()) {
        pathOf = pathOf.replace("<" + each.getKey() + ">", each.getValue());
        bodyOf = bodyOf.replace("<" + each.getKey() + ">", each.getValue());
      }
      return new Call(method, pathOf, type, bodyOf);
    }
  }

  /// Every operation below `admin` with each of its examples. Ids and names stand in angle brackets.
  private static List<Call> calls() {
    List<Call> calls = new ArrayList<>();
    JsonNode paths = CLOSED.get("", "/v3/api-docs").json().get("paths");
    for (AccessRules.Rule rule : AccessRules.ALL) {
      JsonNode operation = paths.path(rule.path()).path(rule.method().toLowerCase(Locale.ROOT));
      if (operation.isMissingNode() || rule.role() == null || rule.role() == AccessRole.ADMIN)
        continue;
      String path =
          rule.path()
              .replaceAll(
                  "(runs|datasets|training-jobs|models|backtests|streams)/\\{id}", "$1/<$1>")
              .replaceAll("(aliases|published-forecasts|kept-forecasts)/\\{[a-zA-Z]+}", "$1/<$1>")
              .replace("{seriesId}", "<seriesId>")
              .replace("{matrix}", "layers.0.kernel");
      JsonNode content = operation.at("/requestBody/content");
      if (content.isMissingNode()) calls.add(new Call(rule.method(), path, "", ""));
      for (var body : content.properties())
        for (JsonNode example : body.getValue().path("examples")) {
          JsonNode value = example.get("value");
          calls.add(
              new Call(
                  rule.method(),
                  path,
                  body.getKey(),
                  (value.isString() ? value.stringValue() : value.toString())
                      .replaceAll("(\"datasetId\" *: *)\"latest\"", "$1\"<datasets>\"")
                      .replaceAll(
                          "(\"dataset\" *: *\\{ *\"id\" *: *)\"latest\"", "$1\"<datasets>\"")
                      .replaceAll("(\"stored-model\", *\"id\" *: *)\"latest\"", "$1\"<models>\"")
                      .replaceAll("(\"modelId\" *: *)\"latest\"", "$1\"<models>\"")
                      .replaceAll("(\"model\" *: *)\"latest\"", "$1\"<models>\"")));
        }
    }
    return calls;
  }

  private static Answer send(String key, Call call) {
    String[] headers =
        call.type().isEmpty()
            ? new String[] {"Authorization", "Bearer " + key}
            : new String[] {"Authorization", "Bearer " + key, "Content-Type", call.type()};
    return CLOSED.service.send(
        call.method(), call.path(), call.body().getBytes(StandardCharsets.UTF_8), headers);
  }

  /// The answer without the ids of the call and of the request.
  private static String said(Answer answer, Map<String, String> names) {
    String text = answer.text().replace(answer.header("X-Request-Id"), "");
    for (Map.Entry<String, String> each : names.entrySet())
      text = text.replace(each.getValue(), "<" + each.getKey() + ">");
    return answer.status() + " " + text;
  }

  @Test
  void whatAnotherProjectHasIsAnsweredAsWhatNobodyHas() {
    Set<String> compared = new TreeSet<>();
    for (Call call : calls()) {
      if (!call.named()) continue;
      Answer foreign = send(stranger, call.of(OWN));
      Answer unknown = send(stranger, call.of(NOBODYS));
      assertThat(said(foreign, OWN)).as(call.toString()).isEqualTo(said(unknown, NOBODYS));
      // A network has no defaults without its dataset, which is told first.
      boolean incomplete = call.body().contains("\"network\"") && foreign.status() == 400;
      if (!incomplete)
        assertThat(foreign.status()).as("%s: %s", call, foreign.text()).isEqualTo(404);
      compared.add(call.method() + " " + call.path());
    }
    assertThat(compared).hasSizeGreaterThan(45);
  }

  /// Otherwise the comparison above would compare nothing.
  @Test
  void theOwnerFindsAllOfIt() {
    for (Call call : calls()) {
      if (!call.method().equals("GET") || call.path().contains("events")) continue;
      Answer answer = send(owner, call.of(OWN));
      assertThat(answer.status()).as("%s: %s", call, answer.text()).isIn(200, 409);
    }
  }

  @Test
  void listsMetricsAndLatestShowNothingOfAnotherProject() {
    for (Call call : calls()) {
      if (!call.method().equals("GET") || call.named()) continue;
      Answer answer = send(stranger, call);
      assertThat(answer.status()).as(call.toString()).isLessThan(500);
      OWN.forEach((kind, own) -> {
        if (!kind.equals("seriesId")
            && !kind.equals("streams")
            && !kind.equals("published-forecasts"))
          assertThat(answer.text()).as("%s of %s", kind, call).doesNotContain(own);
      });
      if (answer.json().has("items") && !call.path().equals("/api/v1/projects"))
        assertThat(answer.json().get("items")).as(call.toString()).isEmpty();
    }
    for (String kind : List.of("datasets", "training-jobs", "models", "backtests"))
      assertThat(CLOSED.get(stranger, "/api/v1/" + kind + "/latest").status())
          .as(kind)
          .isEqualTo(404);
    assertThat(CLOSED.get(stranger, "/api/v1/metrics/forecasts").text()).doesNotContain("requests");
    assertThat(CLOSED.get(owner, "/api/v1/metrics/forecasts").text())
        .contains("requests:predicted");
    assertThat(CLOSED.get(stranger, "/actuator/prometheus").status()).isEqualTo(403);
  }

  @Test
  void namesAreFreeInEveryProject() {
    Service b =
        CLOSED.service.with(
            "Authorization", "Bearer " + CLOSED.key("names", "trainer", List.of("b"), ""));
    String dataset = Jobflow.dataset(b, 1);
    String model = Jobflow.model(b, Jobflow.small(dataset, "\"epochs\": 1"));
    put(b, "/api/v1/aliases/champion", "{\"modelId\": \"latest\"}");
    put(b, "/api/v1/streams/sensors", "{\"modelId\": \"champion\"}");
    assertThat(b.get("/api/v1/aliases/champion").json().get("modelId").stringValue())
        .isEqualTo(model.substring(model.lastIndexOf('/') + 1));
    assertThat(CLOSED.get(owner, "/api/v1/aliases/champion").json().get("modelId").stringValue())
        .isEqualTo(OWN.get("models"));
    for (String path :
        List.of(
            "/api/v1/streams/sensors",
            "/api/v1/aliases/champion",
            model,
            "/api/v1/datasets/" + dataset))
      assertThat(b.delete(path).status()).as(path).isEqualTo(204);
    for (JsonNode job : b.get("/api/v1/training-jobs").json().get("items"))
      assertThat(b.delete("/api/v1/training-jobs/" + job.get("id").stringValue()).status())
          .isEqualTo(204);
    assertThat(CLOSED.get(owner, "/api/v1/streams/sensors").status()).isEqualTo(200);
  }

  @Test
  void anIdempotencyKeyStandsForNothingInAnotherProject() {
    String body = "{\"generator\": {\"type\": \"random-walk\", \"series\": 1, \"steps\": 80}}";
    String reader = CLOSED.key("keyed", "trainer", List.of("a", "b"), "");
    List<Answer> answers =
        Stream.of("a", "b")
            .map(project ->
                CLOSED.send(
                    reader,
                    "POST",
                    "/api/v1/datasets/generate",
                    body,
                    "Idempotency-Key",
                    "one-key",
                    "Rondo-Project",
                    project))
            .toList();
    for (Answer answer : answers) {
      assertThat(answer.status()).as(answer.text()).isEqualTo(201);
      assertThat(answer.header("Idempotency-Replayed")).isEmpty();
    }
    assertThat(answers.get(0).json().get("id")).isNotEqualTo(answers.get(1).json().get("id"));
    for (int i = 0; i < 2; i++)
      CLOSED.send(
          reader,
          "DELETE",
          "/api/v1/datasets/" + answers.get(i).json().get("id").stringValue(),
          "",
          "Rondo-Project",
          i == 0 ? "a" : "b");
  }

  @Test
  void aHeaderChoosesAmongTheProjectsOfAKey() {
    String both = CLOSED.key("both", "reader", List.of("b", "a"), "");
    assertThat(CLOSED.get(both, "/api/v1/models/" + OWN.get("models")).status()).isEqualTo(404);
    assertThat(
            CLOSED.get(both, "/api/v1/models/" + OWN.get("models"), "Rondo-Project", "a").status())
        .isEqualTo(200);
    for (String project : List.of("default", "nowhere", "A B"))
      assertThat(CLOSED.get(both, "/api/v1/models", "Rondo-Project", project).status())
          .as(project)
          .isEqualTo(403);
    assertThat(
            CLOSED
                .get(Closed.ADMIN, "/api/v1/models/" + OWN.get("models"), "Rondo-Project", "a")
                .status())
        .isEqualTo(200);
  }

  @Test
  void aKeyDoesNotOpenALaterProjectOfTheSameName() {
    CLOSED.projects("reused");
    CLOSED.key("of reused", "reader", List.of("b", "reused"), "");
    Answer refused = CLOSED.send(Closed.ADMIN, "DELETE", "/api/v1/projects/reused", "");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text()).contains("of reused");
    CLOSED.service.bean(JdbcClient.class).sql("delete from project where name = 'reused'").update();
    String project = "{\"name\": \"reused\"}";
    assertThat(CLOSED.send(Closed.ADMIN, "POST", "/api/v1/projects", project).status())
        .isEqualTo(409);
    CLOSED.send(Closed.ADMIN, "DELETE", "/api/v1/keys/" + CLOSED.id("of reused"), "");
    assertThat(CLOSED.send(Closed.ADMIN, "POST", "/api/v1/projects", project).status())
        .isEqualTo(201);
    assertThat(CLOSED.send(Closed.ADMIN, "DELETE", "/api/v1/projects/reused", "").status())
        .isEqualTo(204);
  }

  @Test
  void aProjectIsDeletedWhenItIsEmpty() {
    CLOSED.projects("short-lived");
    assertThat(CLOSED.send(Closed.ADMIN, "DELETE", "/api/v1/projects/a", "").status())
        .isEqualTo(409);
    assertThat(CLOSED.send(Closed.ADMIN, "DELETE", "/api/v1/projects/default", "").status())
        .isEqualTo(409);
    assertThat(CLOSED.send(Closed.ADMIN, "DELETE", "/api/v1/projects/short-lived", "").status())
        .isEqualTo(204);
    assertThat(CLOSED.send(Closed.ADMIN, "DELETE", "/api/v1/projects/short-lived", "").status())
        .isEqualTo(404);
  }
}
