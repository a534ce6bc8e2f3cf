package dev.rondo.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service.Answer;
import dev.rondo.server.job.Jobflow;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Two replicas on one PostgreSQL: each sees at once what the other has changed, whatever it remembers.
@Timeout(240)
class ReplicaCachesTest {
  private static final String HISTORY = "{\"series\": [{\"values\": [1, 2, 3, 4, 5, 6, 7, 8]}]}";

  @TempDir static Path data;
  @TempDir static Path other;

  private static EmbeddedPostgres postgres;
  private static Service first;
  private static Service second;

  @BeforeAll
  static void start() throws Exception {
    postgres = EmbeddedPostgres.start();
    first = new Service(data, OnPostgres.settings(postgres));
    second = new Service(other, OnPostgres.settings(postgres));
  }

  @AfterAll
  static void end() throws Exception {
    second.close();
    first.close();
    postgres.close();
  }

  private static int steps(Service service, String dataset) {
    Answer series = service.get(dataset + "/series/a");
    assertThat(series.status()).as(series.text()).isEqualTo(200);
    return series.json().get("values").size();
  }

  @Test
  void observationsAndDeletionsOfADataset() {
    Answer made =
        first.postJson(
            "/api/v1/datasets", "{\"series\": [{\"id\": \"a\", \"values\": [1, 2, 3]}]}");
    String dataset = "/api/v1/datasets/" + made.json().get("id").stringValue();
    assertThat(steps(second, dataset)).isEqualTo(3);
    for (int step = 3; step < 9; step++) {
      Service one = step % 2 == 0 ? first : second;
      String row =
          "{\"series\": [{\"id\": \"a\", \"start\": %d, \"values\": [0]}]}".formatted(step);
      assertThat(one.postJson(dataset + "/observations", row).status()).isEqualTo(200);
      assertThat(steps(first, dataset)).isEqualTo(step + 1);
      assertThat(steps(second, dataset)).isEqualTo(step + 1);
    }
    assertThat(first.delete(dataset).status()).isEqualTo(204);
    assertThat(second.get(dataset + "/series/a").status()).isEqualTo(404);
  }

  private static String forecastingModel(Service service, String model) {
    Answer forecast = service.postJson("/api/v1/models/" + model + "/predictions", HISTORY);
    assertThat(forecast.status()).as(forecast.text()).isEqualTo(200);
    return forecast.json().get("modelId").stringValue();
  }

  @Test
  void aliasesAndDeletionsOfModels() {
    String specification = Jobflow.small(Jobflow.dataset(first, 20), "\"epochs\": 1");
    String older = id(Jobflow.model(first, specification));
    String newer = id(Jobflow.model(second, specification));
    for (String model : new String[] {older, newer, older, newer}) {
      assertThat(
              OneOfEach.put(first, "/api/v1/aliases/best", "{\"modelId\": \"%s\"}".formatted(model))
                  .status())
          .isIn(200, 201);
      assertThat(forecastingModel(second, "best")).isEqualTo(model);
    }
    assertThat(forecastingModel(second, "latest")).isEqualTo(newer);
    assertThat(forecastingModel(second, older)).isEqualTo(older);
    assertThat(first.delete("/api/v1/models/" + older).status()).isEqualTo(204);
    assertThat(second.postJson("/api/v1/models/" + older + "/predictions", HISTORY).status())
        .isEqualTo(404);
  }

  private static String id(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
