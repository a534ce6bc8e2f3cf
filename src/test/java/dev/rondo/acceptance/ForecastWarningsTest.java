package dev.rondo.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.YearMonth;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Warnings of the service before a training starts and in predictions, over HTTP.
class ForecastWarningsTest {
  private final Client client = new Client(Service.shared());

  private static String sales(int days, int ahead) {
    StringBuilder csv = new StringBuilder("date,promo,sales\n");
    for (int t = 0; t < days + ahead; t++) {
      int promo = t % 5 / 3;
      csv.append(LocalDate.of(2026, 1, 1).plusDays(t)).append(',').append(promo).append(',');
      csv.append(t < days ? Integer.toString(10 + 90 * promo) : "").append('\n');
    }
    return csv.toString();
  }

  private static String months(int months) {
    StringBuilder csv = new StringBuilder("month,value\n");
    for (int t = 0; t < months; t++)
      csv.append(YearMonth.of(2015, 1).plusMonths(t))
          .append("-01,")
          .append(100 + t % 12 * t)
          .append('\n');
    return csv.toString();
  }

  private String upload(String query, String csv) {
    return client.upload(query, "text/csv", csv.getBytes(StandardCharsets.UTF_8));
  }

  private JsonNode start(String query, String body) {
    Answer answer = client.service().postJson("/api/v1/training-jobs" + query, body);
    assertThat(answer.status()).as(answer.text()).isIn(200, 202);
    return answer.json();
  }

  @Test
  void rowsKnownAheadDoNotMoveTheStartAndAreToldNotToBeUsed() {
    String dataset = upload("?futureCovariates=promo&targets=sales", sales(200, 7));
    String body =
        """
        {"datasetId": "%s", "window": {"lookback": 14, "horizon": 7}, "training": {"epochs": 1}}
        """
            .formatted(dataset);
    assertThat(start("?dryRun=true", body).at("/estimate/warnings").toString())
        .contains("promo")
        .contains("not used");
    String job = client.train(body);
    JsonNode model = client.model(job);
    JsonNode answer = predict(model, "{\"dataset\": {\"id\": \"" + dataset + "\"}}");
    assertThat(answer.at("/forecasts/0/timestamps/0").stringValue()).startsWith("2026-07-20");
    assertThat(answer.get("warnings").toString()).contains("promo");
  }

  @Test
  void tellsBeforeTrainingThatNothingIsLeftForValidation() {
    String dataset = upload("", months(20));
    String body =
        """
        {"datasetId": "%s", "window": {"lookback": 2, "horizon": 12}, "training": {"epochs": 1}}
        """
            .formatted(dataset);
    assertThat(start("?dryRun=true", body).at("/estimate/warnings/0").stringValue())
        .startsWith("No validation windows");
    JsonNode job = start("", body);
    assertThat(job.at("/warnings/0").stringValue()).startsWith("No validation windows");
    JsonNode model = client.model(job.get("id").stringValue());
    assertThat(model.get("warnings").toString()).contains("No validation windows");
    JsonNode answer = predict(model, "{\"dataset\": {\"id\": \"" + dataset + "\"}}");
    assertThat(answer.get("levels")).isEmpty();
    assertThat(answer.at("/forecasts/0/intervals")).isEmpty();
    assertThat(answer.get("warnings").toString()).contains("intervals");
  }

  @Test
  void aDefaultSplitKeepsAHorizonOfTwelveMonths() {
    for (int length : new int[] {72, 51}) {
      JsonNode plan =
          start(
              "?dryRun=true",
              "{\"datasetId\": \""
                  + upload("", months(length))
                  + "\", \"window\": {\"horizon\": 12}}");
      assertThat(plan.at("/estimate/windows").intValue()).isPositive();
      assertThat(plan.at("/estimate/validationWindows").intValue()).isPositive();
      assertThat(plan.at("/estimate/testWindows").intValue()).isPositive();
    }
  }

  @Test
  void notesShortHistoriesAndMissingEnds() {
    String dataset = upload("", months(120));
    JsonNode model =
        client.model(
            client.train(
                """
                {"datasetId": "%s", "window": {"lookback": 48, "horizon": 3}, "training": {"epochs": 1}}
                """
                    .formatted(dataset)));
    JsonNode few =
        predict(
            model,
            "{\"series\": [{\"id\": \"few\", \"start\": \"2020-01-01 00:00:00\", \"values\": [1, 2, 3]}]}");
    assertThat(few.get("warnings").toString()).contains("'few' (3)").contains("48 steps");
    JsonNode ended =
        predict(
            model,
            "{\"series\": [{\"id\": \"ended\", \"start\": \"2020-01-01\", \"values\": [%s 5, null, null]}]}"
                .formatted("4, ".repeat(47)));
    assertThat(ended.get("warnings").toString()).contains("'ended' (2)");
    assertThat(ended.at("/forecasts/0/timestamps/0").stringValue()).startsWith("2024-01-01");
    JsonNode whole =
        predict(
            model,
            "{\"dataset\": {\"id\": \"%s\", \"cutoff\": \"2024-06-01 00:00:00\"}}"
                .formatted(dataset));
    assertThat(whole.at("/forecasts/0/timestamps/0").stringValue()).startsWith("2024-07-01");
    assertThat(whole.get("warnings").toString()).doesNotContain("looks back");
  }

  @Test
  void theSeasonCanBeGivenAndIsTold() {
    String dataset = upload("", months(120));
    String body =
        "{\"datasetId\": \"%s\", \"window\": {\"lookback\": 4, \"horizon\": 3}, \"training\": {\"epochs\": 1}%s}";
    JsonNode usual = client.model(client.train(body.formatted(dataset, "")));
    assertThat(usual.at("/evaluation/seasons/mase/steps").intValue()).isEqualTo(12);
    assertThat(usual.at("/evaluation/seasons/mase/reason").stringValue()).contains("P1M");
    // The lookback is shorter than the season, but the history is longer.
    assertThat(Client.baseline(usual.at("/evaluation/test"), "seasonal-naive", "mase"))
        .isPositive();
    JsonNode given =
        client.model(client.train(body.formatted(dataset, ", \"evaluation\": {\"season\": 6}")));
    assertThat(given.at("/specification/evaluation/season").intValue()).isEqualTo(6);
    assertThat(given.at("/evaluation/seasons/mase/steps").intValue()).isEqualTo(6);
    assertThat(given.at("/evaluation/seasons/mase/reason").stringValue()).contains("given");
    Answer refused =
        client
            .service()
            .postJson(
                "/api/v1/training-jobs",
                "{\"datasetId\": \"" + dataset + "\", \"evaluation\": {\"season\": 0}}");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.faults()).containsExactly("/evaluation/season");
  }

  private JsonNode predict(JsonNode model, String body) {
    Answer answer =
        client
            .service()
            .postJson("/api/v1/models/" + model.get("id").stringValue() + "/predictions", body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }
}
