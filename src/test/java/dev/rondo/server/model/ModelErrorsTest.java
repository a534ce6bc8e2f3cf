package dev.rondo.server.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rondo.server.Service;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Errors of held-out forecasts by step, series and time, over HTTP.
class ModelErrorsTest {
  private final Service service = Service.shared();

  private JsonNode trained(String table, String training) {
    String dataset =
        service.post("/api/v1/datasets", "text/csv", table).json().get("id").stringValue();
    String job =
        service
            .postJson(
                "/api/v1/training-jobs", "{\"datasetId\": \"%s\", %s}".formatted(dataset, training))
            .json()
            .get("id")
            .stringValue();
    service.get("/api/v1/training-jobs/" + job + "/events");
    JsonNode ended = service.get("/api/v1/training-jobs/" + job).json();
    return service.get("/api/v1/models/" + ended.get("modelId").stringValue()).json();
  }

  /// 300 days with a week.
  private static String sales() {
    return IntStream.range(0, 300)
        .mapToObj(day ->
            "%s,%.2f"
                .formatted(
                    LocalDate.of(2026, 1, 1).plusDays(day),
                    100 + 10 * Math.sin(day * 2 * Math.PI / 7) + day * 31 % 11))
        .collect(Collectors.joining("\n", "day,sales\n", "\n"));
  }

  private JsonNode errors(JsonNode model) {
    return service.get("/api/v1/models/" + model.get("id").stringValue() + "/errors").json();
  }

  @Test
  void ofANetworkByHand() {
    JsonNode model =
        trained(
            sales(),
            "\"window\": {\"lookback\": 14, \"horizon\": 3}, \"training\": {\"epochs\": 2}");
    JsonNode errors = errors(model);
    assertThat(errors.get("part").stringValue()).isEqualTo("test");
    assertThat(errors.get("steps")).hasSize(3);
    // Every step has the same windows, so the mean over the steps is the MAE of the evaluation.
    JsonNode test = model.at("/evaluation/test");
    assertThat(mean(errors, "/model")).isCloseTo(test.at("/model/mae").doubleValue(), within(1e-9));
    assertThat(errors.at("/steps/0/baselines/0/name").stringValue()).isEqualTo("naive");
    assertThat(mean(errors, "/baselines/0/mae"))
        .isCloseTo(test.at("/baselines/0/scores/mae").doubleValue(), within(1e-9));
    assertThat(errors.at("/worst/0/target").stringValue()).isEqualTo("sales");
    assertThat(errors.at("/worst/0/mase").doubleValue())
        .isCloseTo(test.at("/model/mase").doubleValue(), within(1e-9));
    assertThat(errors.get("autocorrelation")).isNotEmpty();
    JsonNode residuals = errors.get("residuals").get(0);
    int last = residuals.get("timestamps").size() - 1;
    assertThat(residuals.get("values")).hasSize(last + 1);
    // The last window forecasts the last three days, of which the first is one step ahead.
    assertThat(residuals.get("timestamps").get(last).stringValue())
        .isEqualTo("2026-10-25T00:00:00Z");
  }

  @Test
  void ofAnAutomaticModel() {
    JsonNode model =
        trained(
            sales(),
            "\"horizon\": 7, \"ensemble\": {\"methods\": [\"ets\", \"seasonal-naive\"], \"ridges\": [], \"networks\": []}");
    JsonNode errors = errors(model);
    JsonNode heldOut = model.at("/evaluation/validation");
    assertThat(errors.get("part").stringValue()).isEqualTo("hold-out");
    assertThat(mean(errors, "/model"))
        .isCloseTo(heldOut.at("/model/mae").doubleValue(), within(1e-9));
    assertThat(errors.at("/worst/0/values").longValue())
        .isEqualTo(7L * heldOut.get("windows").longValue());
    assertThat(errors.get("residuals").get(0).get("values"))
        .hasSize(heldOut.get("windows").intValue());
  }

  @Test
  void areEmptyIfNothingWasHeldOut() {
    JsonNode errors =
        errors(trained("day,sales\n2026-01-01,1\n2026-01-02,3\n2026-01-03,2\n", "\"horizon\": 3"));
    assertThat(errors.get("part").isNull()).isTrue();
    for (String list : List.of("steps", "worst", "autocorrelation", "residuals"))
      assertThat(errors.get(list)).as(list).isEmpty();
  }

  private static double mean(JsonNode errors, String pointer) {
    return IntStream.range(0, errors.get("steps").size())
        .mapToDouble(step -> errors.get("steps").get(step).at(pointer).doubleValue())
        .average()
        .orElseThrow();
  }
}
