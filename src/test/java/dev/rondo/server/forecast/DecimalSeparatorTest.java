package dev.rondo.server.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import dev.rondo.server.job.Jobflow;
import java.time.LocalDate;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/// The decimal separator is a parameter, and a model remembers that of its training data.
class DecimalSeparatorTest {
  private final Service service = Service.shared();

  private static String rows(IntFunction<String> value) {
    StringBuilder rows = new StringBuilder("date;v\n");
    for (int i = 0; i < 40; i++)
      rows.append(LocalDate.of(2026, 1, 1).plusDays(i))
          .append(';')
          .append(value.apply(i))
          .append('\n');
    return rows.toString();
  }

  /// Numbers that may be of either style.
  private static final String OPEN = rows(i -> "%d.%03d".formatted(1 + i % 7, 111 + i % 9));

  private double first(String query) {
    Answer dataset = service.post("/api/v1/datasets" + query, "text/csv", OPEN);
    assertThat(dataset.status()).as(dataset.text()).isEqualTo(201);
    String id = dataset.json().get("id").stringValue();
    return service
        .get("/api/v1/datasets/" + id + "/series/series-1")
        .json()
        .at("/values/0/0")
        .doubleValue();
  }

  @Test
  void theParameterDecides() {
    assertThat(first("?decimal=point")).isEqualTo(1.111);
    assertThat(first("?decimal=comma")).isEqualTo(1111);
    Answer refused = service.post("/api/v1/datasets?decimal=dot", "text/csv", OPEN);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text()).contains("decimal", "comma");
  }

  @Test
  void aModelRemembersItsTrainingData() {
    Answer dataset =
        service.post(
            "/api/v1/datasets",
            "text/csv",
            rows(i -> "%d.%03d,5".formatted(1 + i % 7, 111 + i % 9)));
    assertThat(dataset.json().at("/table/decimal").stringValue()).isEqualTo("comma");
    String id = dataset.json().get("id").stringValue();
    String model = Jobflow.model(service, Jobflow.small(id, "\"epochs\": 1")) + "/predictions";
    Answer open = service.post(model, "text/csv", OPEN);
    assertThat(open.status()).as(open.text()).isEqualTo(200);
    assertThat(open.json().get("warnings").toString()).doesNotContain("thousands");
    assertThat(open.json().get("forecasts"))
        .isEqualTo(service.post(model + "?decimal=comma", "text/csv", OPEN).json().get("forecasts"))
        .isNotEqualTo(
            service.post(model + "?decimal=point", "text/csv", OPEN).json().get("forecasts"));
  }
}
