package dev.rondo.server.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import dev.rondo.server.job.Jobflow;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// The forecast protocol of KServe over HTTP.
class KserveTest {
  private static final Service SERVICE = Service.shared();
  private static final String PATH = "/v1/timeseries/forecast";
  private static String counting = "";
  private static String monthly = "";

  @BeforeAll
  static void train() {
    String waves = Jobflow.dataset(SERVICE, 60);
    counting =
        Jobflow.model(
            SERVICE,
            """
            {"datasetId": "%s", "name": "timesfm", "window": {"lookback": 20}, "scaler": {"type": "none"},
             "split": {"type": "by-series", "train": 40, "validation": 10, "test": 10},
             "network": {"cell": {"type": "simple-rnn"}, "units": [5]}, "training": {"epochs": 1}}
            """
                .formatted(waves));
    StringBuilder rows = new StringBuilder("month,sales,price\n");
    for (int t = 0; t < 60; t++)
      rows.append(
          String.format(
              Locale.ROOT,
              "%d-%02d-01,%d,%d%n",
              2015 + t / 12,
              1 + t % 12,
              10 + t % 12,
              5 + t % 3));
    String months = Jobflow.upload(SERVICE, "?targets=sales,price", rows.toString());
    monthly = Jobflow.model(SERVICE, Jobflow.small(months, "\"epochs\": 1"));
  }

  private static String published() throws IOException {
    try (InputStream body = KserveTest.class.getResourceAsStream("/kserve/request.json")) {
      return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String id(String model) {
    return model.substring(model.lastIndexOf('/') + 1);
  }

  private static Answer ask(String model, String inputs, String options) {
    return SERVICE.postJson(
        PATH,
        "{\"model\": \"%s\", \"inputs\": [%s], \"options\": {%s}}"
            .formatted(model, inputs, options));
  }

  private static String univariate(String name, String series, String frequency) {
    return "{\"type\": \"univariate_time_series\", \"name\": \"%s\", \"series\": %s, \"frequency\": \"%s\"}"
        .formatted(name, series, frequency);
  }

  @Test
  void thePublishedExampleIsAnsweredWithTheForecastsOfAPrediction() throws IOException {
    Answer answer = SERVICE.postJson(PATH, published());
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    JsonNode body = answer.json();
    assertThat(body.get("status").stringValue()).isEqualTo("completed");
    assertThat(body.get("model").stringValue()).isEqualTo("timesfm");
    assertThat(body.get("created_at").isIntegralNumber()).isTrue();
    assertThat(body.get("error").isNull()).isTrue();
    assertThat(body.get("outputs")).hasSize(2);
    JsonNode output = body.at("/outputs/0");
    assertThat(output.get("type").stringValue()).isEqualTo("time_series_forecast");
    assertThat(output.get("status").stringValue()).isEqualTo("completed");
    JsonNode prices = output.at("/content/0");
    assertThat(prices.get("type").stringValue()).isEqualTo("univariate_time_series");
    assertThat(prices.get("name").stringValue()).isEqualTo("stock_price");
    assertThat(prices.get("frequency").stringValue()).isEqualTo("D");
    assertThat(prices.get("start_timestamp").stringValue()).isEqualTo("2025-06-12T13:10:00Z");
    assertThat(body.at("/outputs/1/content/0/start_timestamp").stringValue())
        .isEqualTo("2025-06-05T18:10:00Z");
    JsonNode predicted =
        SERVICE
            .postJson(
                counting + "/predictions",
                "{\"horizon\": 4, \"quantiles\": [0.1, 0.5, 0.9], \"levels\": [], \"series\": [{\"values\": [120, 122, 125, 127, 130, 133, 135]}]}")
            .json()
            .at("/forecasts/0");
    assertThat(prices.get("mean_forecast")).hasSize(4).isEqualTo(predicted.get("mean"));
    assertThat(prices.get("quantiles").propertyNames())
        .containsExactlyInAnyOrder("0.1", "0.5", "0.9");
    for (int q = 0; q < 3; q++)
      assertThat(prices.get("quantiles").get("0." + new int[] {1, 5, 9}[q]))
          .isEqualTo(predicted.at("/quantiles/" + q + "/values"));
    assertThat(body.at("/usage/prompt_tokens").intValue()).isEqualTo(7 + 5);
    assertThat(body.at("/usage/completion_tokens").intValue()).isEqualTo(2 * 4 * 4);
    assertThat(body.at("/usage/total_tokens").intValue()).isEqualTo(12 + 32);
  }

  @Test
  void aModelIsNamedByIdOrByTheNameThatOnlyItHas() {
    String input = univariate("a", "[1, 2, 3]", "D");
    Answer byId = ask(id(counting), input, "\"horizon\": 1");
    assertThat(byId.status()).as(byId.text()).isEqualTo(200);
    assertThat(byId.json().at("/outputs/0/content/0").has("quantiles")).isFalse();
    assertThat(byId.json().at("/outputs/0/content/0/start_timestamp").stringValue()).isEmpty();
    assertThat(ask("nobody", input, "\"horizon\": 1").status()).isEqualTo(404);
    assertThat(ask("nobody", input, "\"horizon\": 1").faults()).containsExactly("/model");
    String dataset = Jobflow.dataset(SERVICE, 20);
    String twin =
        """
        {"datasetId": "%s", "name": "kserve-twin", "window": {"lookback": 5}, "scaler": {"type": "none"},
         "network": {"cell": {"type": "simple-rnn"}, "units": [1]}, "training": {"epochs": 1}}
        """
            .formatted(dataset);
    Jobflow.model(SERVICE, twin);
    assertThat(ask("kserve-twin", input, "\"horizon\": 1").status()).isEqualTo(200);
    String newest = Jobflow.model(SERVICE, twin);
    Answer several = ask("kserve-twin", input, "\"horizon\": 1");
    assertThat(several.status()).isEqualTo(422);
    assertThat(several.faults()).containsExactly("/model");
    assertThat(several.text()).contains(id(newest));
  }

  @Test
  void multivariateRowsAreForecastAsRows() {
    String rows =
        "{\"type\": \"multivariate_time_series\", \"name\": \"shop\", \"series\": [[10, 5], [11, 6], [12, null]], \"frequency\": \"%s\", \"start_timestamp\": \"2025-01-01\"}";
    Answer answer = ask(id(monthly), rows.formatted("M"), "\"horizon\": 2");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    JsonNode content = answer.json().at("/outputs/0/content/0");
    assertThat(content.get("mean_forecast")).hasSize(2);
    assertThat(content.at("/mean_forecast/0")).hasSize(2);
    assertThat(content.get("start_timestamp").stringValue()).isEqualTo("2025-04-01T00:00:00Z");
    assertThat(ask(id(monthly), rows.formatted("P1M"), "\"horizon\": 2").status()).isEqualTo(200);
    Answer other = ask(id(monthly), rows.formatted("D"), "\"horizon\": 2");
    assertThat(other.status()).isEqualTo(422);
    assertThat(other.faults()).containsExactly("/inputs/0/frequency");
    Answer single = ask(id(monthly), univariate("shop", "[1, 2]", "M"), "\"horizon\": 2");
    assertThat(single.status()).isEqualTo(422);
    assertThat(single.faults()).containsExactly("/inputs/0/type");
    assertThat(single.text()).contains("sales, price");
  }

  @Test
  void anInputWithoutAForecastIsToldAndStopsNothing() {
    String known = univariate("a", "[1, 2, 3]", "D");
    String unknown = univariate("b", "[null, null]", "D");
    Answer partial = ask(id(counting), known + "," + unknown, "\"horizon\": 2");
    assertThat(partial.status()).as(partial.text()).isEqualTo(200);
    assertThat(partial.json().get("status").stringValue()).isEqualTo("partial");
    assertThat(partial.json().at("/outputs/0/status").stringValue()).isEqualTo("completed");
    JsonNode failed = partial.json().at("/outputs/1");
    assertThat(failed.get("status").stringValue()).isEqualTo("error");
    assertThat(failed.get("content")).isEmpty();
    assertThat(failed.at("/error/message").stringValue()).contains("at least one value");
    Answer none = ask(id(counting), unknown, "\"horizon\": 2");
    assertThat(none.status()).isEqualTo(422);
    assertThat(none.faults()).containsExactly("/inputs/0/series");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "univariate_time_series|[1]|D|\"horizon\": 0|400|/options/horizon",
        "univariate_time_series|[1]|D|\"quantiles\": []|400|/options/horizon",
        "univariate_time_series|[1]|D|\"horizon\": 1, \"quantiles\": [0.5, 2]|400|/options/quantiles/1",
        "univariate_time_series|[1]|D|\"horizon\": 1, \"quantiles\": [0.999]|422|/options/quantiles",
        "univariate_time_series|[1]|fortnight|\"horizon\": 1|400|/inputs/0/frequency",
        "univariate|[1]|D|\"horizon\": 1|400|/inputs/0/type",
        "univariate_time_series|[[1], [2]]|D|\"horizon\": 1|400|/inputs/0/series",
        "multivariate_time_series|[1, 2]|D|\"horizon\": 1|400|/inputs/0/series",
        "univariate_time_series|[1, \"x\"]|D|\"horizon\": 1|400|/inputs/0/series/1",
        "univariate_time_series|[]|D|\"horizon\": 1|400|/inputs/0/series"
      })
  void aFaultIsToldWithItsPlace(
      String type, String series, String frequency, String options, int status, String pointer) {
    String input =
        "{\"type\": \"%s\", \"name\": \"a\", \"series\": %s, \"frequency\": \"%s\"}"
            .formatted(type, series, frequency);
    Answer answer = ask(id(counting), input, options);
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.contentType()).startsWith("application/problem+json");
    assertThat(answer.faults()).containsExactly(pointer);
  }

  @Test
  void faultsOfSeveralInputsAreToldTogether() {
    String input =
        "{\"type\": \"univariate_time_series\", \"name\": \"a\", \"series\": [1], \"frequency\": \"D\", \"start_timestamp\": \"%s\"}";
    Answer answer =
        ask(
            id(counting),
            input.formatted("soon") + "," + input.formatted("2025-01-01"),
            "\"horizon\": 1");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.faults()).containsExactly("/inputs/1/name");
    Answer time = ask(id(counting), input.formatted("soon"), "\"horizon\": 1");
    assertThat(time.faults()).containsExactly("/inputs/0/start_timestamp");
    assertThat(SERVICE.postJson(PATH + "?x=1", "{}").status()).isEqualTo(400);
    assertThat(SERVICE.postJson(PATH, "{}").faults())
        .containsExactlyInAnyOrder("/model", "/inputs", "/options");
  }
}
