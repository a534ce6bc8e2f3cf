package dev.rondo.server.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import dev.rondo.server.job.Jobflow;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Sales are 10, and 100 on days with a promotion; promotions are known ahead.
class CovariatesAheadTest {
  private static final Service SERVICE = Service.shared();
  private static final String ROLES = "?futureCovariates=promo";
  private static String dataset = "";
  private static String planned = "";
  private static String model = "";

  private static String file(String name) throws IOException {
    try (InputStream in = CovariatesAheadTest.class.getResourceAsStream("/covariates/" + name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @BeforeAll
  static void train() throws IOException {
    dataset = Jobflow.upload(SERVICE, ROLES, file("promo.csv"));
    planned = Jobflow.upload(SERVICE, ROLES, file("promo-with-future.csv"));
    model =
        Jobflow.model(
            SERVICE,
            "{\"datasetId\": \"" + dataset + "\", \"horizon\": 7, \"maxDuration\": \"PT30S\"}");
  }

  private static JsonNode forecast(String body) {
    Answer answer = SERVICE.postJson(model + "/predictions", body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private static Answer refused(String body) {
    Answer answer = SERVICE.postJson(model + "/predictions", body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(422);
    return answer;
  }

  private static void assertForecast(JsonNode answer, double... expected) {
    JsonNode mean = answer.at("/forecasts/0/mean");
    assertThat(mean.size()).isEqualTo(expected.length);
    for (int h = 0; h < expected.length; h++)
      assertThat(mean.get(h).doubleValue()).isCloseTo(expected[h], within(0.1));
  }

  @Test
  void theErrorOfTheHoldOutIsNearZero() {
    JsonNode described = SERVICE.get(model).json();
    assertThat(described.at("/evaluation/validation/model/rmse").doubleValue()).isLessThan(0.1);
    JsonNode column = described.at("/automatic/ensemble/effect/columns/0");
    assertThat(column.get("column").stringValue()).isEqualTo("promo");
    assertThat(column.get("with").doubleValue()).isLessThan(0.01);
    assertThat(column.get("without").doubleValue()).isGreaterThan(0.9);
  }

  @Test
  void theRowsBeyondTheLastTargetArePlans() {
    JsonNode answer = forecast("{\"dataset\": {\"id\": \"" + planned + "\"}}");
    assertThat(answer.at("/forecasts/0/timestamps/0").stringValue()).startsWith("2026-07-20");
    assertForecast(answer, 10, 100, 10, 100, 10, 100, 10);
  }

  @Test
  void anEarlierCutoffReadsWhatWasPlannedThen() throws IOException {
    JsonNode answer =
        forecast("{\"dataset\": {\"id\": \"" + dataset + "\", \"cutoff\": \"2026-01-31\"}}");
    JsonNode times = answer.at("/forecasts/0/timestamps");
    assertThat(times.get(0).stringValue()).startsWith("2026-02-01");
    for (int h = 0; h < 7; h++) {
      String day = times.get(h).stringValue().substring(0, 10);
      double sales =
          file("promo.csv")
              .lines()
              .filter(row -> row.startsWith(day))
              .mapToDouble(row -> Double.parseDouble(row.split(",")[2]))
              .sum();
      assertThat(answer.at("/forecasts/0/mean").get(h).doubleValue()).isCloseTo(sales, within(0.1));
    }
  }

  @Test
  void valuesOfTheRequestOverrideThePlans() {
    JsonNode answer =
        forecast(
            "{\"dataset\": {\"id\": \"%s\"}, \"ahead\": [{\"column\": \"promo\", \"values\": [1, null, 0.5]}]}"
                .formatted(planned));
    assertForecast(answer, 100, 100, 55, 100, 10, 100, 10);
  }

  @Test
  void rawSeriesMayEndWithPlans() {
    JsonNode answer =
        forecast(
            "{\"horizon\": 2, \"series\": [{\"start\": \"2026-03-01\", \"values\": [[10, 0], [100, 1], [10, 0], [10, 0], [100, 1], [10, 0], [100, 1], [10, 0], [null, 1], [null, 0]]}]}");
    assertForecast(answer, 100, 10);
    JsonNode gap =
        forecast(
            "{\"horizon\": 1, \"series\": [{\"start\": \"2026-03-01\", \"values\": [[10, 0], [100, 1], [10, null], [10, 0], [null, 1]]}]}");
    assertThat(gap.get("warnings").toString()).contains("'promo' before the forecast");
  }

  @Test
  void rowsMayEndWithPlans() throws IOException {
    Answer answer = SERVICE.post(model + "/predictions", "text/csv", file("promo-with-future.csv"));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertForecast(answer.json(), 10, 100, 10, 100, 10, 100, 10);
  }

  @Test
  void missingPlansAreNamed() {
    Answer answer = refused("{\"dataset\": {\"id\": \"" + dataset + "\"}}");
    assertThat(answer.text()).contains("'promo'", "2026-07-20", "2026-07-26", "missingAhead");
    Answer longer = refused("{\"horizon\": 9, \"dataset\": {\"id\": \"" + planned + "\"}}");
    assertThat(longer.text()).contains("2026-07-27", "2026-07-28").doesNotContain("2026-07-26");
  }

  @Test
  void missingPlansAreFilledOnRequest() {
    JsonNode last =
        forecast("{\"missingAhead\": \"last\", \"dataset\": {\"id\": \"" + dataset + "\"}}");
    assertForecast(last, 100, 100, 100, 100, 100, 100, 100);
    assertThat(last.get("warnings").toString()).contains("'promo'", "the last known value");
    JsonNode mean =
        forecast("{\"missingAhead\": \"mean\", \"dataset\": {\"id\": \"" + dataset + "\"}}");
    assertThat(mean.at("/forecasts/0/mean/0").doubleValue()).isBetween(30.0, 90.0);
    Answer rows =
        SERVICE.post(
            model + "/predictions?missingAhead=first",
            "text/csv",
            "date,promo,sales\n2026-01-01,0,10\n");
    assertThat(rows.status()).isEqualTo(400);
  }

  @Test
  void contradictingPlansAreRefused() {
    String body = "{\"dataset\": {\"id\": \"" + planned + "\"}, \"ahead\": [%s]}";
    assertThat(refused(body.formatted("{\"column\": \"price\", \"values\": [1]}")).text())
        .contains("/ahead/0/column", "promo");
    assertThat(refused(body.formatted("{\"column\": \"sales\", \"values\": [1]}")).text())
        .contains("/ahead/0/column");
    assertThat(
            refused(body.formatted("{\"column\": \"promo\", \"series\": \"x\", \"values\": [1]}"))
                .text())
        .contains("/ahead/0/series");
    assertThat(
            refused(body.formatted("{\"column\": \"promo\", \"values\": [1, 1, 1, 1, 1, 1, 1, 1]}"))
                .text())
        .contains("/ahead/0/values", "7");
    assertThat(
            refused(
                    body.formatted(
                        "{\"column\": \"promo\", \"values\": [1]}, {\"column\": \"promo\", \"values\": [0]}"))
                .text())
        .contains("/ahead/1");
  }

  @Test
  void theEffectOfEachColumnIsToldOnRequest() {
    JsonNode answer = forecast("{\"explain\": true, \"dataset\": {\"id\": \"" + planned + "\"}}");
    JsonNode effect = answer.at("/forecasts/0/effects/0");
    assertThat(effect.get("column").stringValue()).isEqualTo("promo");
    double off = effect.at("/difference/0").doubleValue();
    double on = effect.at("/difference/1").doubleValue();
    assertThat(on - off).isCloseTo(90, within(0.1));
    assertThat(off).isNegative();
    JsonNode silent = forecast("{\"dataset\": {\"id\": \"" + planned + "\"}}");
    assertThat(silent.at("/forecasts/0/effects").isMissingNode()).isTrue();
  }
}
