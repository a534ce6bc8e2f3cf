package dev.rondo.server.alias;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import dev.rondo.server.job.Jobflow;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Names that stand for models.
class AliasApiTest {
  private static Answer put(Service service, String alias, String modelId) {
    return service.send(
        "PUT",
        "/api/v1/aliases/" + alias,
        "{\"modelId\": \"%s\"}".formatted(modelId).getBytes(StandardCharsets.UTF_8),
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

    Answer back = service.postJson(alias + "/rollback", "");
    assertThat(back.status()).as(back.text()).isEqualTo(200);
    assertThat(back.json().get("modelId").stringValue()).isEqualTo(id(second));
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
  void onH2() {
    anAliasIsMovedAndMovedBack(Service.shared());
  }

  @Test
  void onPostgres(@TempDir Path directory) throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
        Service service =
            new Service(
                directory,
                "spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"),
                "spring.datasource.username=postgres")) {
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
