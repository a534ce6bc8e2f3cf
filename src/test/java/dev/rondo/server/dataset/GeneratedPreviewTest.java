package dev.rondo.server.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class GeneratedPreviewTest {
  private static final String GENERATE = "/api/v1/datasets/generate";

  private final Service service = Service.shared();

  private static String request(int series, int steps) {
    return """
    {"name": "preview", "generator": {"type": "random-walk", "series": %d, "steps": %d, "drift": 0.1, "deviation": 1, "seed": 7}}\
    """
        .formatted(series, steps);
  }

  @Test
  void showsTheSeriesThatTheDatasetWouldHaveAndStoresNothing() {
    JsonNode before = service.get("/api/v1/datasets?limit=1").json();
    JsonNode preview = service.postJson(GENERATE + "/preview", request(20, 30)).json();
    assertThat(service.get("/api/v1/datasets?limit=1").json()).isEqualTo(before);
    assertThat(preview.get("series")).hasSize(3);

    String id = service.postJson(GENERATE, request(20, 30)).json().get("id").stringValue();
    for (JsonNode series : preview.get("series")) {
      JsonNode stored =
          service
              .get("/api/v1/datasets/" + id + "/series/" + series.get("id").stringValue())
              .json();
      assertThat(series.get("values")).isEqualTo(stored.get("values"));
      assertThat(series.get("timestamps")).isEqualTo(stored.get("timestamps"));
    }
  }

  @Test
  void showsTheBeginningOfLongSeries() {
    JsonNode preview = service.postJson(GENERATE + "/preview", request(1, 5000)).json();
    assertThat(preview.get("series")).hasSize(1);
    JsonNode times = preview.at("/series/0/timestamps");
    assertThat(times).hasSize(1000);
    assertThat(StreamSupport.stream(times.spliterator(), false).map(JsonNode::stringValue))
        .startsWith("0", "1")
        .endsWith("999");
  }

  @Test
  void refusesWhatTheGeneratorRefuses() {
    Answer answer = service.postJson(GENERATE + "/preview", request(0, 30));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.faults()).containsExactly("/generator/series");
  }
}
