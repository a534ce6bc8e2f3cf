package dev.rondo.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service.Answer;
import dev.rondo.server.job.Jobflow;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// One unreadable row affects neither the reading of the others nor the start of the service.
class UnreadableRowsTest {
  @TempDir Path data;

  private static String dataset(Service service, int seed) {
    return service
        .postJson(
            "/api/v1/datasets/generate",
            "{\"generator\": {\"type\": \"sine-waves\", \"series\": 3, \"steps\": 30, \"seed\": "
                + seed
                + "}}")
        .json()
        .get("id")
        .stringValue();
  }

  private static String job(Service service, String dataset) {
    String id =
        service
            .postJson(
                "/api/v1/training-jobs",
                "{\"datasetId\": \"" + dataset + "\", \"training\": {\"epochs\": 1}}")
            .json()
            .get("id")
            .stringValue();
    Jobflow.await(service, id, job -> job.get("state").stringValue().equals("succeeded"));
    return id;
  }

  private static void isolated(Service service, String list, String broken, String whole) {
    JsonNode page = service.get("/api/v1/" + list).json();
    assertThat(page.get("items").valueStream().map(item -> item.get("id").stringValue()))
        .containsExactly(whole);
    assertThat(page.get("unreadable").get(0).get("id").stringValue()).isEqualTo(broken);
    assertThat(page.get("unreadable").get(0).get("detail").stringValue()).isNotBlank();
    Answer one = service.get("/api/v1/" + list + "/" + broken);
    assertThat(one.status()).isEqualTo(500);
    assertThat(one.json().get("type").stringValue()).isEqualTo("/problems/unreadable-row");
    assertThat(service.get("/api/v1/" + list + "/" + whole).status()).isEqualTo(200);
    JsonNode first = service.get("/api/v1/" + list + "?limit=1").json();
    JsonNode second =
        service
            .get("/api/v1/" + list + "?limit=1&cursor=" + first.get("nextCursor").stringValue())
            .json();
    assertThat(first.get("items").size() + second.get("items").size()).isEqualTo(1);
    assertThat(second.get("nextCursor").isNull()).isTrue();
  }

  @Test
  void theOthersAreReadAndTheServiceStarts() {
    String[] datasets = new String[2];
    String[] jobs = new String[2];
    String[] models = new String[2];
    try (Service service = new Service(data)) {
      for (int i = 0; i < 2; i++) {
        datasets[i] = dataset(service, i);
        jobs[i] = job(service, datasets[i]);
        models[i] = service.get("/api/v1/models/latest").json().get("id").stringValue();
      }
      JdbcClient database = service.bean(JdbcClient.class);
      for (String update :
          List.of(
              "update dataset set description = '{\"name\": \"a\"}' where id = '" + datasets[0],
              "update model set description = '{\"format\": 999}' where id = '" + models[0],
              "update job set request = '{\"seed\": 1', state = 'running' where id = '"
                  + jobs[0])) {
        assertThat(database.sql(update + "'").update()).isEqualTo(1);
      }
    }
    try (Service service = new Service(data)) {
      isolated(service, "datasets", datasets[0], datasets[1]);
      isolated(service, "models", models[0], models[1]);
      isolated(service, "training-jobs", jobs[0], jobs[1]);
      assertThat(service.get("/actuator/health/readiness").status()).isEqualTo(200);
      // It failed at the start, so no job uses its dataset, and the dataset can be deleted.
      assertThat(service.delete("/api/v1/training-jobs/" + jobs[0]).status()).isEqualTo(204);
      assertThat(service.delete("/api/v1/models/" + models[0]).status()).isEqualTo(204);
      assertThat(service.delete("/api/v1/datasets/" + datasets[0]).status()).isEqualTo(204);
      assertThat(service.get("/api/v1/models").text()).doesNotContain("unreadable");
    }
  }
}
