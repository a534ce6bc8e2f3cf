package dev.rondo.server.alias;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.OnPostgres;
import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import dev.rondo.server.job.Jobflow;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Names that stand for models.
class AliasApiTest {
  private static Answer put(Service service, String alias, String modelId) {
    return putBody(service, alias, "{\"modelId\": \"%s\"}".formatted(modelId));
  }

  private static Answer putBody(Service service, String alias, String body) {
    return service.send(
        "PUT",
        "/api/v1/aliases/" + alias,
        body.getBytes(StandardCharsets.UTF_8),
        "Content-Type",
        "application/json");
  }

  private static String id(String model) {
    return model.substring(model.lastIndexOf('/') + 1);
  }

  private static String model(Service service, String dataset) {
    return Jobflow.model(service, Jobflow.small(dataset, "\"epochs\": 1"));
  }

  /// The id of the model that forecasts for an alias.
  private static String answering(Service service, String alias) {
    Answer answer =
        service.postJson(
            "/api/v1/aliases/" + alias + "/predictions",
            "{\"series\": [{\"values\": [1, 2, 3, 4, 5, 6, 7]}]}");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json().get("modelId").stringValue();
  }

  private static void anAliasIsMovedAndMovedBack(Service service) {
    String dataset = Jobflow.dataset(service, 5);
    String first = model(service, dataset);
    String second = model(service, dataset);
    String third = model(service, dataset);
    String alias = "/api/v1/aliases/champion";
    Answer created = put(service, "champion", id(first));
    assertThat(created.status()).as(created.text()).isEqualTo(201);
    assertThat(created.header("Location")).endsWith(alias);
    assertThat(answering(service, "champion")).isEqualTo(id(first));
    assertThat(put(service, "champion", id(first)).status()).isEqualTo(200);
    assertThat(put(service, "champion", id(second)).json().get("modelId").stringValue())
        .isEqualTo(id(second));
    assertThat(answering(service, "champion")).isEqualTo(id(second));
    put(service, "champion", id(third));
    assertThat(service.get(alias).json().get("modelId").stringValue()).isEqualTo(id(third));

    Answer refused = service.delete(third);
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().get("detail").stringValue()).contains("champion");
    assertThat(answering(service, "champion")).isEqualTo(id(third));

    for (int i = 0; i < 2; i++) {
      // The second one finds that the first one was made.
      Answer back =
          service.send("POST", alias + "/rollback", new byte[0], "Idempotency-Key", "back");
      assertThat(back.status()).as(back.text()).isEqualTo(200);
      assertThat(back.json().get("modelId").stringValue()).isEqualTo(id(second));
      assertThat(back.header("Idempotency-Replayed")).isEqualTo(i == 0 ? "" : "true");
    }
    assertThat(answering(service, "champion")).isEqualTo(id(second));
    assertThat(service.delete(third).status()).isEqualTo(204);
    JsonNode history = service.get(alias + "/history").json().get("items");
    List<String> models = new ArrayList<>();
    List<Boolean> undone = new ArrayList<>();
    history.forEach(change -> {
      models.add(change.get("modelId").stringValue());
      undone.add(change.get("undone").booleanValue());
    });
    assertThat(models).containsExactly(id(third), id(second), id(first));
    assertThat(undone).containsExactly(true, false, false);

    // The model before the present one was deleted.
    assertThat(service.delete(first).status()).isEqualTo(204);
    Answer gone = service.postJson(alias + "/rollback", "");
    assertThat(gone.status()).isEqualTo(409);
    assertThat(gone.text()).contains(id(first));
    assertThat(answering(service, "champion")).isEqualTo(id(second));

    assertThat(service.delete(alias).status()).isEqualTo(204);
    assertThat(service.delete(alias).status()).isEqualTo(404);
    assertThat(service.get(alias).status()).isEqualTo(404);
    assertThat(service.get(alias + "/history").status()).isEqualTo(404);
    assertThat(service.postJson(alias + "/rollback", "").status()).isEqualTo(404);
    assertThat(service.postJson(alias + "/predictions", "{\"series\": []}").status())
        .isEqualTo(404);
    assertThat(service.delete(second).status()).isEqualTo(204);
  }

  @Test
  void theNamedVersionIsMovedBack() {
    Service service = Service.shared();
    String dataset = Jobflow.dataset(service, 5);
    String alias = "/api/v1/aliases/versioned";
    List<String> models = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      models.add(id(model(service, dataset)));
      put(service, "versioned", models.getLast());
    }
    String tag = service.get(alias).header("ETag");
    assertThat(rollback(service, alias, "\"other\"").status()).isEqualTo(412);
    assertThat(answering(service, "versioned")).isEqualTo(models.get(2));
    for (String replayed : List.of("", "true")) {
      Answer back = rollback(service, alias, tag, "Idempotency-Key", "back-from-a-version");
      assertThat(back.status()).as(back.text()).isEqualTo(200);
      assertThat(back.header("Idempotency-Replayed")).isEqualTo(replayed);
    }
    // Another one who saw the same version does not go further back.
    assertThat(rollback(service, alias, tag).status()).isEqualTo(412);
    assertThat(answering(service, "versioned")).isEqualTo(models.get(1));
    assertThat(rollback(service, "/api/v1/aliases/none", tag).status()).isEqualTo(412);
  }

  private static Answer rollback(Service service, String alias, String tag, String... more) {
    String[] headers =
        Stream.concat(Stream.of("If-Match", tag), Stream.of(more)).toArray(String[]::new);
    return service.send("POST", alias + "/rollback", new byte[0], headers);
  }

  @Test
  void onH2() {
    anAliasIsMovedAndMovedBack(Service.shared());
  }

  @Test
  void onPostgres(@TempDir Path directory) throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
        Service service = new Service(directory, OnPostgres.settings(postgres))) {
      anAliasIsMovedAndMovedBack(service);
    }
  }

  @Test
  void whatCannotBeAnAliasIsRefused() {
    Service service = Service.shared();
    String model = model(service, Jobflow.dataset(service, 5));
    Answer name = put(service, "-no-name", id(model));
    assertThat(name.status()).isEqualTo(400);
    assertThat(name.faults()).containsExactly("alias");
    assertThat(put(service, "a".repeat(101), id(model)).status()).isEqualTo(400);
    assertThat(put(service, "latest", id(model)).status()).isEqualTo(400);
    assertThat(put(service, id(model), id(model)).status()).isEqualTo(400);
    Answer none = put(service, "none", "00000000-0000-7000-8000-000000000000");
    assertThat(none.status()).isEqualTo(404);
    assertThat(none.faults()).containsExactly("/modelId");
    assertThat(service.get("/api/v1/aliases/none").status()).isEqualTo(404);
    Answer member =
        service.send(
            "PUT",
            "/api/v1/aliases/none",
            "{\"model\": \"x\"}".getBytes(StandardCharsets.UTF_8),
            "Content-Type",
            "application/json");
    assertThat(member.status()).isEqualTo(400);
    assertThat(put(service, "alone", id(model)).status()).isEqualTo(201);
    assertThat(service.postJson("/api/v1/aliases/alone/rollback", "").status()).isEqualTo(409);
    service.delete("/api/v1/aliases/alone");
  }

  @Test
  void aliasesAreListedByName() {
    Service service = Service.shared();
    String model = model(service, Jobflow.dataset(service, 5));
    for (String name : List.of("list-b", "list-a", "list-c")) put(service, name, "latest");
    List<String> names = new ArrayList<>();
    String cursor = "";
    while (true) {
      JsonNode page = service.get("/api/v1/aliases?limit=2" + cursor).json();
      page.get("items").forEach(item -> names.add(item.get("name").stringValue()));
      if (page.get("nextCursor").isNull()) break;
      cursor = "&cursor=" + page.get("nextCursor").stringValue();
    }
    assertThat(names).containsSubsequence("list-a", "list-b", "list-c").isSorted();
    for (String name : List.of("list-b", "list-a", "list-c"))
      service.delete("/api/v1/aliases/" + name);
    assertThat(service.delete(model).status()).isEqualTo(204);
  }

  /// Every request that takes the id of a model takes an alias, except for deletions.
  @Test
  void anAliasIsTakenForTheIdOfAModel() {
    Service service = Service.shared();
    String dataset = Jobflow.dataset(service, 5);
    String model = model(service, dataset);
    put(service, "everywhere", id(model));
    assertThat(service.get("/api/v1/models/everywhere").json().get("id").stringValue())
        .isEqualTo(id(model));
    String values =
        "{\"series\": [{\"id\": \"a\", \"values\": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]}]";
    for (String call : List.of("predictions", "anomalies")) {
      String more = call.equals("anomalies") ? ", \"falseAlarmRate\": 0.1}" : "}";
      Answer answer = service.postJson("/api/v1/models/everywhere/" + call, values + more);
      assertThat(answer.status()).as(answer.text()).isEqualTo(200);
      assertThat(answer.json().get("modelId").stringValue()).isEqualTo(id(model));
    }
    assertThat(
            service
                .get("/api/v1/models/everywhere/performance")
                .json()
                .get("modelId")
                .stringValue())
        .isEqualTo(id(model));
    Answer backtest =
        service.postJson(
            "/api/v1/backtests?dryRun=true",
            "{\"datasetId\": \"%s\", \"horizon\": 2, \"candidates\": [{\"type\": \"stored-model\", \"id\": \"everywhere\"}]}"
                .formatted(dataset));
    assertThat(backtest.status()).as(backtest.text()).isEqualTo(200);
    assertThat(backtest.json().at("/specification/candidates/0/id").stringValue())
        .isEqualTo(id(model));
    Answer kserve =
        service.postJson(
            "/v1/timeseries/forecast",
            "{\"model\": \"everywhere\", \"inputs\": [{\"type\": \"univariate_time_series\", \"name\": \"a\", \"series\": [1, 2, 3, 4, 5, 6, 7], \"frequency\": \"D\"}], \"options\": {\"horizon\": 2}}");
    assertThat(kserve.status()).as(kserve.text()).isEqualTo(200);
    Answer stream =
        service.send(
            "PUT",
            "/api/v1/streams/by-alias",
            (values + ", \"modelId\": \"everywhere\"}").getBytes(StandardCharsets.UTF_8),
            "Content-Type",
            "application/json");
    assertThat(stream.status()).as(stream.text()).isEqualTo(201);
    assertThat(stream.json().get("modelId").stringValue()).isEqualTo(id(model));
    assertThat(service.delete("/api/v1/models/everywhere").status()).isEqualTo(404);
    assertThat(service.get("/api/v1/models/nowhere").status()).isEqualTo(404);
    service.delete("/api/v1/streams/by-alias");
    service.delete("/api/v1/aliases/everywhere");
  }

  @Test
  void aMoveHasAReason() {
    Service service = Service.shared();
    model(service, Jobflow.dataset(service, 5));
    String body = "{\"modelId\": \"latest\", \"reason\": \"%s\"}";
    for (String reason : List.of("x".repeat(1001), "two\\nlines")) {
      Answer refused = putBody(service, "reasons", body.formatted(reason));
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.faults()).containsExactly("/reason");
    }
    assertThat(putBody(service, "reasons", body.formatted("a test")).status()).isEqualTo(201);
    assertThat(
            service
                .get("/api/v1/aliases/reasons/history")
                .json()
                .at("/items/0/reason")
                .stringValue())
        .isEqualTo("a test");
    service.delete("/api/v1/aliases/reasons");
  }

  /// Rows are accepted as by a model.
  @Test
  void rowsAreForecastByAlias() {
    Service service = Service.shared();
    model(service, Jobflow.dataset(service, 5));
    put(service, "rows", "latest");
    Answer answer =
        service.post(
            "/api/v1/aliases/rows/predictions?horizon=1&levels=80",
            "text/csv",
            "series,value\na,1\na,2\na,3\na,4\na,5\na,6\na,7\n");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().at("/forecasts/0/mean").size()).isEqualTo(1);
    service.delete("/api/v1/aliases/rows");
  }
}
