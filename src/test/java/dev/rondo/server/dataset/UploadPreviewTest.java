package dev.rondo.server.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Reading an upload without storing it, over HTTP.
class UploadPreviewTest {
  private final Service service = Service.shared();

  private Answer preview(String query, String body) {
    return service.post("/api/v1/datasets/preview" + query, "text/csv", body);
  }

  private String newest() {
    return service.get("/api/v1/datasets?limit=1").text();
  }

  @Test
  void tellsWhatAnUploadWouldBecomeAndStoresNothing() {
    String table = "day,sales,promo\n2026-01-01,5,0\n2026-01-02,,1\n2026-01-04,7,0\n";
    String query = "?name=sales&futureCovariates=promo";
    String before = newest();
    JsonNode preview = preview(query, table).json();
    assertThat(newest()).isEqualTo(before);

    JsonNode stored = service.post("/api/v1/datasets" + query, "text/csv", table).json();
    for (String member :
        List.of(
            "name",
            "shape",
            "columns",
            "frequency",
            "timeZone",
            "timeRange",
            "missing",
            "report",
            "table")) assertThat(preview.get(member)).as(member).isEqualTo(stored.get(member));
    assertThat(preview.get("rows").get("timestamps").get(1).stringValue())
        .isEqualTo("2026-01-02T00:00:00Z");
    assertThat(preview.get("rows").get("values").toString())
        .isEqualTo("[[5.0,0.0],[null,1.0],[null,null],[7.0,0.0]]");
  }

  @Test
  void showsTheBeginningOfManyLongSeries() {
    String rows =
        IntStream.range(0, 20_000)
            .mapToObj(i -> "s%d,%d,%d".formatted(i % 5, i / 5, i == 9000 ? 999 : i % 7))
            .collect(Collectors.joining("\n", "id,step,value\n", "\n"));
    JsonNode preview = preview("", rows).json();
    assertThat(preview.at("/shape/series").intValue()).isEqualTo(5);
    assertThat(preview.at("/rows/values")).hasSize(10);
    assertThat(preview.get("series")).hasSize(3);
    JsonNode first = preview.get("series").get(0);
    assertThat(first.get("steps").intValue()).isEqualTo(4000);
    assertThat(first.get("values").size()).isLessThanOrEqualTo(1000);
    assertThat(first.get("values").toString()).contains("[999.0]");
  }

  @Test
  void namesTheLineOfAFault() {
    Answer answer = preview("", "day,sales\n2026-01-01,5\n2026-01-02,many\n2026-01-03,7\n");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().at("/errors/0/line").intValue()).isEqualTo(3);
  }

  @Test
  void refusesAnUnknownParameterValue() {
    Answer answer = preview("?frequency=often", "day,sales\n2026-01-01,5\n");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().at("/errors/0/parameter").stringValue()).isEqualTo("frequency");
  }
}
