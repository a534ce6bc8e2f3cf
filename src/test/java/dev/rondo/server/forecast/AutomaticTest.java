package dev.rondo.server.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import dev.rondo.server.job.Jobflow;
import java.time.YearMonth;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// From a dataset to forecasts without a choice by the user.
class AutomaticTest {
  private static final Service SERVICE = Service.shared();
  private static final int SHOPS = 12;
  private static final int MONTHS = 72;
  private static String dataset = "";
  private static String model = "";

  /// Monthly sales of some shops of very different size, with trend, season and noise.
  private static String sales() {
    StringBuilder rows = new StringBuilder("month,shop,sales\n");
    Random random = new Random(7);
    for (int shop = 0; shop < SHOPS; shop++) {
      for (int t = 0; t < MONTHS; t++) {
        double size = Math.pow(10, shop % 4) * (1 + 0.004 * t);
        double season = 1 + 0.3 * Math.sin(2 * Math.PI * t / 12);
        double value = size * season * Math.exp(0.05 * random.nextGaussian());
        rows.append(
            "%s-01,shop%d,%.4f\n".formatted(YearMonth.of(2019, 1).plusMonths(t), shop, value));
      }
    }
    return rows.toString();
  }

  @BeforeAll
  static void train() {
    Answer uploaded = SERVICE.post("/api/v1/datasets", "text/csv", sales());
    assertThat(uploaded.status()).as(uploaded.text()).isEqualTo(201);
    dataset = uploaded.json().get("id").stringValue();
    model =
        Jobflow.model(
            SERVICE,
            "{\"datasetId\": \"" + dataset + "\", \"horizon\": 12, \"maxDuration\": \"PT60S\"}");
  }

  private static JsonNode forecast(String body) {
    Answer answer = SERVICE.postJson(model + "/predictions", body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  @Test
  void theModelGivesItsChoicesWithReasonsAndMeasuredCoverage() {
    JsonNode described = SERVICE.get(model).json();
    assertThat(described.get("specification")).isNull();
    assertThat(described.get("horizon").intValue()).isEqualTo(12);
    JsonNode automatic = described.get("automatic");
    assertThat(automatic.get("plan").size()).isGreaterThan(5);
    for (JsonNode decision : automatic.get("plan"))
      assertThat(decision.get("why").stringValue()).isNotBlank();
    double weights = 0;
    for (JsonNode member : automatic.get("members")) weights += member.get("weight").doubleValue();
    assertThat(weights).isCloseTo(1, within(1e-9));
    assertThat(automatic.get("coverage").size()).isGreaterThan(3);
    JsonNode held = described.at("/evaluation/validation");
    assertThat(held.at("/skill").doubleValue()).isGreaterThan(0.0);
    assertThat(held.at("/season").intValue()).isEqualTo(12);
  }

  @Test
  void theJobTellsThePlan() {
    String job = SERVICE.get(model).json().get("jobId").stringValue();
    JsonNode told = SERVICE.get("/api/v1/training-jobs/" + job).json();
    assertThat(told.get("plan").size()).isGreaterThan(5);
    assertThat(told.at("/automatic/horizon").intValue()).isEqualTo(12);
    assertThat(told.at("/progress/fraction").doubleValue()).isEqualTo(1.0);
  }

  @Test
  void forecastsAStoredSeriesWithQuantilesPathsAndTotal() {
    JsonNode answer =
        forecast(
            """
            {"dataset": {"id": "%s", "series": ["shop3"]}, "levels": [80, 95], "quantiles": [0.1, 0.5, 0.9], "paths": 20, "total": true}
            """
                .formatted(dataset));
    JsonNode forecast = answer.at("/forecasts/0");
    assertThat(forecast.get("timestamps").get(0).stringValue()).startsWith("2025-01-01");
    JsonNode median = forecast.get("median");
    assertThat(median.size()).isEqualTo(12);
    for (int h = 0; h < 12; h++) {
      double season = 1 + 0.3 * Math.sin(2 * Math.PI * (MONTHS + h) / 12);
      double expected = 1000 * (1 + 0.004 * (MONTHS + h)) * season;
      assertThat(median.get(h).doubleValue()).isCloseTo(expected, within(0.15 * expected));
      assertThat(forecast.at("/quantiles/1/values").get(h)).isNotNull();
      double low = forecast.at("/intervals/1/lower").get(h).doubleValue();
      assertThat(low).isLessThanOrEqualTo(forecast.at("/intervals/0/lower").get(h).doubleValue());
      assertThat(forecast.at("/intervals/0/upper").get(h).doubleValue())
          .isLessThanOrEqualTo(forecast.at("/intervals/1/upper").get(h).doubleValue());
    }
    assertThat(forecast.get("paths").size()).isEqualTo(20);
    assertThat(forecast.get("paths").get(0).size()).isEqualTo(12);
    double total = forecast.at("/total/median").doubleValue();
    assertThat(forecast.at("/total/intervals/0/lower").doubleValue()).isLessThan(total);
    assertThat(forecast.at("/total/intervals/0/upper").doubleValue()).isGreaterThan(total);
  }

  @Test
  void keptForecastsAreComparedWithTheHoldOut() {
    String body =
        "{\"keep\": true, \"levels\": [50], \"dataset\": {\"id\": \"%s\", \"cutoff\": \"2023-12-01\"}}";
    JsonNode answer = forecast(body.formatted(dataset));
    assertThat(answer.at("/forecasts/0/intervals").size()).isEqualTo(1);
    JsonNode performance = SERVICE.get(model + "/performance").json();
    assertThat(performance.get("series").intValue()).isEqualTo(SHOPS);
    assertThat(performance.get("finishedSteps").intValue()).isEqualTo(SHOPS * 12);
    assertThat(performance.at("/overall/mase").doubleValue()).isBetween(0.0, 1.0);
    assertThat(performance.at("/overall/coverage").size()).isEqualTo(2);
    assertThat(performance.at("/expected/mase").doubleValue()).isPositive();
    assertThat(performance.get("horizons").size()).isEqualTo(4);
    for (JsonNode bucket : performance.get("horizons"))
      assertThat(bucket.get("expectedCoverage").toString()).contains("\"level\":80");
    assertThat(SERVICE.delete(model + "/kept-forecasts").status()).isEqualTo(204);
  }

  @Test
  void stepsBeyondTheTrainedHorizonAreMarked() {
    JsonNode forecast =
        forecast(
                "{\"dataset\": {\"id\": \""
                    + dataset
                    + "\", \"series\": [\"shop0\"]}, \"horizon\": 30}")
            .at("/forecasts/0");
    assertThat(forecast.get("median").size()).isEqualTo(30);
    assertThat(forecast.get("directSteps").intValue()).isEqualTo(12);
  }

  @Test
  void theSameRequestGivesTheSameModel() {
    String again =
        Jobflow.model(
            SERVICE,
            "{\"datasetId\": \"" + dataset + "\", \"horizon\": 12, \"maxDuration\": \"PT60S\"}");
    assertThat(SERVICE.get(again).json().at("/provenance/weightsHash"))
        .isEqualTo(SERVICE.get(model).json().at("/provenance/weightsHash"));
  }

  @Test
  void aDryRunShowsThePlan() {
    Answer dry =
        SERVICE.postJson(
            "/api/v1/training-jobs?dryRun=true", "{\"datasetId\": \"" + dataset + "\"}");
    assertThat(dry.status()).as(dry.text()).isEqualTo(200);
    assertThat(dry.json().get("plan").size()).isGreaterThan(5);
    assertThat(dry.json().get("memoryBytes").longValue()).isPositive();
  }

  @Test
  void membersOfBothKindsAreRefused() {
    Answer mixed =
        SERVICE.postJson(
            "/api/v1/training-jobs",
            "{\"datasetId\": \"" + dataset + "\", \"horizon\": 3, \"training\": {\"epochs\": 1}}");
    assertThat(mixed.status()).isEqualTo(400);
    assertThat(mixed.text()).contains("/horizon").contains("window.horizon");
    Answer far =
        SERVICE.postJson(
            "/api/v1/training-jobs", "{\"datasetId\": \"" + dataset + "\", \"horizon\": 0}");
    assertThat(far.status()).isEqualTo(400);
    assertThat(far.text()).contains("/horizon").contains("between 1 and 10000");
  }
}
