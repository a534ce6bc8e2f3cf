package dev.rondo.server.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import dev.rondo.server.job.Jobflow;
import java.time.YearMonth;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// Backtests over HTTP.
class BacktestApiTest {
  private static final Service SERVICE = Service.shared();
  private static final String ROOT = "/api/v1/backtests";
  private static final int SHOPS = 12;
  private static final int MONTHS = 60;
  private static String dataset = "";
  private static JsonNode ended = MissingNode.getInstance();
  private static String path = "";

  /// Monthly sales with a strong season, and one shop without enough values.
  private static String sales() {
    StringBuilder rows = new StringBuilder("month,shop,sales\n");
    Random random = new Random(7);
    for (int shop = 0; shop < SHOPS; shop++) {
      for (int t = 0; t < MONTHS; t++) {
        double value =
            100 * (shop + 1) * (1 + 0.4 * Math.sin(2 * Math.PI * t / 12))
                + random.nextGaussian() * (shop + 1);
        rows.append("%s-01,shop%d,%.3f\n".formatted(month(t), shop, value));
      }
    }
    rows.append("%s-01,new,5\n%s-01,new,6\n".formatted(month(MONTHS - 2), month(MONTHS - 1)));
    return rows.toString();
  }

  private static YearMonth month(int t) {
    return YearMonth.of(2020, 1).plusMonths(t);
  }

  @BeforeAll
  static void run() {
    dataset = Jobflow.upload(SERVICE, "", sales());
    path =
        start(
            """
            {"datasetId": "%s", "name": "sales", "horizon": 6, "origins": 2, "stride": 6, "levels": [80],
             "candidates": [{"type": "baseline", "name": "naive"}, {"type": "auto", "maxDuration": "PT2S"},
                            {"type": "baseline", "name": "seasonal-naive"}]}
            """
                .formatted(dataset));
    ended = await(path);
  }

  private static String start(String body) {
    Answer answer = SERVICE.postJson(ROOT, body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    assertThat(answer.json().get("state").stringValue()).isEqualTo("queued");
    return answer.header("Location");
  }

  private static JsonNode await(String path) {
    return Jobflow.awaitAt(SERVICE, path, Jobflow::ended);
  }

  private static JsonNode row(JsonNode job, String name) {
    for (JsonNode row : job.at("/report/leaderboard"))
      if (row.get("candidate").stringValue().equals(name)) return row;
    throw new AssertionError(name + " is not in " + job);
  }

  private static List<String> problems(String body, int status) {
    Answer answer = SERVICE.postJson(ROOT, body.replace("ID", dataset));
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    return answer.faults();
  }

  @Test
  void theLeaderboardSaysWhatIsBetter() {
    assertThat(ended.get("state").stringValue()).as(ended.toString()).isEqualTo("succeeded");
    assertThat(ended.at("/report/measure").stringValue()).isEqualTo("mase");
    assertThat(ended.at("/report/series").intValue()).isEqualTo(SHOPS);
    JsonNode naive = row(ended, "naive");
    assertThat(naive.get("standing").stringValue()).isEqualTo("worse");
    assertThat(naive.get("statement").stringValue()).contains("is better than 'naive'");
    JsonNode difference = naive.get("difference");
    assertThat(difference.get("pairs").intValue()).isEqualTo(SHOPS);
    assertThat(difference.get("over").stringValue()).isEqualTo("series");
    assertThat(difference.get("lower").doubleValue()).isPositive();
    assertThat(difference.get("mean").doubleValue())
        .isBetween(difference.get("lower").doubleValue(), difference.get("upper").doubleValue());
    double before = 0;
    for (JsonNode row : ended.at("/report/leaderboard")) {
      double mase = row.at("/errors/mase").doubleValue();
      assertThat(mase).isGreaterThanOrEqualTo(before);
      before = mase;
    }
    JsonNode auto = row(ended, "auto");
    assertThat(auto.get("fits").intValue()).isEqualTo(2);
    assertThat(auto.at("/errors/crps").doubleValue()).isPositive();
    assertThat(auto.at("/errors/owa").doubleValue()).isBetween(0.0, 2.0);
    assertThat(auto.at("/errors/intervals/0/coverage").doubleValue()).isBetween(0.0, 1.0);
    assertThat(naive.at("/errors/crps").doubleValue()).isPositive();
    assertThat(naive.at("/errors/intervals/0/coverage").doubleValue()).isBetween(0.0, 1.0);
    assertThat(naive.at("/errors/intervals/0/msis").doubleValue()).isPositive();
  }

  @Test
  void theLeaderboardCanBeRankedByAnyMeasure() {
    for (String by : List.of("crps", "weighted-quantile-loss", "msis", "rmse", "owa")) {
      JsonNode job = SERVICE.get(path + "?by=" + by).json();
      assertThat(job.at("/report/measure").stringValue()).isEqualTo(by);
      assertThat(job.at("/report/leaderboard").size()).isEqualTo(3);
      JsonNode last = job.at("/report/leaderboard/2");
      assertThat(last.get("candidate").stringValue()).as(by).isEqualTo("naive");
      assertThat(last.get("standing").stringValue()).as(by).isEqualTo("worse");
      assertThat(last.at("/difference/pairs").intValue()).isEqualTo(SHOPS);
      assertThat(last.get("errors")).isEqualTo(row(ended, "naive").get("errors"));
    }
    JsonNode crps = SERVICE.get(path + "?by=crps").json();
    assertThat(crps.at("/report/leaderboard/0/errors/crps").doubleValue())
        .isLessThan(crps.at("/report/leaderboard/2/errors/crps").doubleValue());
    assertThat(SERVICE.get(path + "?by=luck").faults()).containsExactly("by");
  }

  @Test
  void aRankingByAMeasureThatNoCandidateHasIsRefused() {
    JsonNode job =
        await(
            start(
                """
                {"datasetId": "%s", "horizon": 40, "origins": 1, "candidates": [{"type": "baseline", "name": "naive"}]}
                """
                    .formatted(dataset)));
    assertThat(job.get("state").stringValue()).as(job.toString()).isEqualTo("succeeded");
    assertThat(job.at("/report/warnings").toString()).contains("too short for errors");
    assertThat(job.at("/report/leaderboard/0/errors/crps").isMissingNode()).isTrue();
    Answer refused = SERVICE.get(ROOT + "/" + job.get("id").stringValue() + "?by=crps");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text()).contains("no candidate of this backtest has the measure crps");
  }

  @Test
  void aShortSeriesIsNamedAndStopsNothing() {
    assertThat(ended.at("/report/unscored").toString()).isEqualTo("[\"new\"]");
  }

  @Test
  void theForecastsOfEachOriginAreKept() {
    JsonNode answer = SERVICE.get(path + "/forecasts?candidate=seasonal-naive&series=shop3").json();
    assertThat(answer.get("forecasts").size()).isEqualTo(2);
    JsonNode last = answer.at("/forecasts/1");
    assertThat(last.get("cutoff").stringValue()).startsWith("2024-06-01");
    assertThat(last.at("/times/0").stringValue()).startsWith("2024-07-01");
    JsonNode first = answer.at("/forecasts/0");
    assertThat(first.get("cutoff").stringValue()).startsWith("2023-12-01");
    assertThat(first.get("actual").size()).isEqualTo(6);
    String values = SERVICE.get("/api/v1/datasets/" + dataset + "/series/shop3").text();
    assertThat(values).contains(first.at("/actual/0").toString());
    Answer csv = SERVICE.get(path + "/forecasts", "Accept", "text/csv");
    List<String> lines = csv.text().lines().toList();
    assertThat(lines.getFirst())
        .isEqualTo("candidate,seriesId,target,cutoff,step,time,actual,forecast,lower80,upper80");
    assertThat(lines).hasSize(1 + 3 * SHOPS * 2 * 6);
    assertThat(SERVICE.get(path + "/forecasts?candidate=x").faults()).containsExactly("candidate");
    assertThat(SERVICE.get(path + "/forecasts?series=x").faults()).containsExactly("series");
  }

  @Test
  void theErrorsAreThoseOfTheForecasts() {
    JsonNode forecasts = SERVICE.get(path + "/forecasts?candidate=naive&series=shop5").json();
    double sum = 0;
    for (JsonNode forecast : forecasts.get("forecasts"))
      for (int h = 0; h < 6; h++)
        sum +=
            Math.abs(
                forecast.get("actual").get(h).doubleValue()
                    - forecast.get("forecast").get(h).doubleValue());
    JsonNode errors = SERVICE.get(path + "/errors?candidate=naive&series=shop5").json();
    assertThat(errors.get("items").size()).isEqualTo(1);
    assertThat(errors.at("/items/0/errors/values").intValue()).isEqualTo(12);
    assertThat(errors.at("/items/0/errors/mae").doubleValue()).isCloseTo(sum / 12, within(1e-9));
    JsonNode steps = SERVICE.get(path + "/errors?by=step&candidate=auto").json().get("items");
    assertThat(IntStream.range(0, 6).map(h -> steps.get(h).get("step").intValue()).toArray())
        .containsExactly(1, 2, 3, 4, 5, 6);
    List<String> lines =
        SERVICE.get(path + "/errors", "Accept", "text/csv").text().lines().toList();
    assertThat(lines.getFirst()).endsWith("crps,coverage80,width80,msis80");
    assertThat(lines).hasSize(1 + 3 * SHOPS);
  }

  @Test
  void networksAndStoredModelsCompeteWithCutoffs() {
    String model =
        Jobflow.model(
                SERVICE,
                "{\"datasetId\": \"" + dataset + "\", \"horizon\": 3, \"maxDuration\": \"PT1S\"}")
            .replace("/api/v1/models/", "");
    JsonNode job =
        await(
            start(
                """
                {"datasetId": "%s", "horizon": 3, "cutoffs": ["2024-06-01", "2024-03-01"], "refit": "once",
                 "candidates": [{"type": "network", "window": {"lookback": 12}, "training": {"epochs": 2}},
                                {"type": "stored-model", "id": "%s"}, {"type": "baseline", "name": "theta"}]}
                """
                    .formatted(dataset, model)));
    assertThat(job.get("state").stringValue()).as(job.toString()).isEqualTo("succeeded");
    assertThat(row(job, "network").get("fits").intValue()).isEqualTo(1);
    assertThat(row(job, "network").get("problem")).as(job.toString()).isNull();
    JsonNode stored = row(job, "model-" + model);
    assertThat(stored.get("fits").intValue()).isZero();
    assertThat(stored.at("/errors/crps").doubleValue()).isPositive();
    assertThat(stored.at("/errors/intervals/0/coverage").doubleValue()).isBetween(0.0, 1.0);
    assertThat(job.at("/report/warnings").toString()).contains("may have seen the values");
    assertThat(job.at("/specification/candidates/0/window/horizon").intValue()).isEqualTo(3);
    assertThat(job.at("/specification/candidates/0/training/epochs").intValue()).isEqualTo(2);
  }

  @Test
  void aBacktestIsNoTraining() {
    String id = path.substring(path.lastIndexOf('/') + 1);
    assertThat(SERVICE.get("/api/v1/training-jobs/" + id).status()).isEqualTo(404);
    assertThat(SERVICE.get("/api/v1/training-jobs").text()).doesNotContain(id);
    assertThat(SERVICE.get(ROOT).text()).contains(id);
  }

  @Test
  void aBacktestCancelledBeforeItsFirstOriginHasNoResultAndCanBeDeleted() {
    String started =
        start(
            "{\"datasetId\": \""
                + dataset
                + "\", \"origins\": 1, \"candidates\": [{\"type\": \"auto\", \"maxDuration\": \"PT60S\"}]}");
    assertThat(SERVICE.get(started + "/forecasts").status()).isEqualTo(409);
    assertThat(SERVICE.postJson(started + "/cancel", "").status()).isEqualTo(202);
    JsonNode cancelled = await(started);
    assertThat(cancelled.get("state").stringValue()).isEqualTo("cancelled");
    assertThat(SERVICE.get(started + "/errors").status()).isEqualTo(409);
    assertThat(SERVICE.delete(started).status()).isEqualTo(204);
    assertThat(SERVICE.get(started).status()).isEqualTo(404);
  }

  @Test
  void aDatasetAloneIsComparedWithBaselines() {
    Answer started = SERVICE.postJson(ROOT, "{\"datasetId\": \"" + dataset + "\"}");
    assertThat(started.status()).as(started.text()).isEqualTo(202);
    SERVICE.postJson(started.header("Location") + "/cancel", "");
    JsonNode specification = started.json().get("specification");
    assertThat(specification.get("horizon").intValue()).isEqualTo(12);
    assertThat(specification.get("stride").intValue()).isEqualTo(12);
    assertThat(specification.get("origins").intValue()).isEqualTo(3);
    assertThat(specification.get("season").intValue()).isEqualTo(12);
    assertThat(specification.get("refit").stringValue()).isEqualTo("every-origin");
    assertThat(specification.at("/candidates/0/type").stringValue()).isEqualTo("auto");
    assertThat(specification.at("/candidates/0/maxDuration").stringValue()).isEqualTo("PT20S");
    assertThat(specification.get("candidates").findValuesAsString("name"))
        .containsExactly("naive", "seasonal-naive", "theta", "ets");
    await(started.header("Location"));
  }

  @Test
  void ensemblesByHandCompete() {
    JsonNode job =
        await(
            start(
                """
                {"datasetId": "%s", "horizon": 6, "origins": 2, "levels": [80],
                 "candidates": [{"type": "auto", "ensemble": {"methods": ["ets"], "ridges": [], "networks": [], "fallback": false}},
                                {"type": "auto", "ensemble": {"methods": ["mean"], "ridges": [], "networks": []}},
                                {"type": "baseline", "name": "ets"}, {"type": "baseline", "name": "seasonal-naive"}]}
                """
                    .formatted(dataset)));
    assertThat(job.at("/specification/candidates/0/ensemble/methods/0").stringValue())
        .isEqualTo("ets");
    assertThat(row(job, "ensemble").at("/errors/mase").doubleValue())
        .isCloseTo(row(job, "ets").at("/errors/mase").doubleValue(), within(1e-9));
    // The mean loses to the seasonal naive forecast in the hold-out, which is then served.
    assertThat(row(job, "ensemble-2").at("/errors/mase").doubleValue())
        .isCloseTo(row(job, "seasonal-naive").at("/errors/mase").doubleValue(), within(1e-9));
  }

  @Test
  void anEnsembleThatTheDataDoNotAllowIsRefusedAtItsPlace() {
    assertThat(
            problems(
                "{\"datasetId\": \"ID\", \"horizon\": 6, \"candidates\": [{\"type\": \"baseline\", \"name\": \"naive\"}, {\"type\": \"auto\", \"ensemble\": {\"networks\": [{\"lookback\": 240}]}}]}",
                422))
        .containsExactly("/candidates/1/ensemble/networks/0/lookback");
    assertThat(
            problems(
                "{\"datasetId\": \"ID\", \"candidates\": [{\"type\": \"auto\", \"ensemble\": {\"methods\": [\"arima\"]}}]}",
                400))
        .containsExactly("/candidates/0/ensemble/methods/0");
  }

  @Test
  void badRequestsAreRefused() {
    assertThat(problems("{\"datasetId\": \"ID\", \"horizon\": 0}", 400))
        .containsExactly("/horizon");
    assertThat(problems("{\"datasetId\": \"ID\", \"horizon\": 80}", 422))
        .containsExactly("/horizon");
    assertThat(problems("{\"datasetId\": \"ID\", \"cutoffs\": [\"x\"]}", 400))
        .containsExactly("/cutoffs/0");
    assertThat(
            problems("{\"datasetId\": \"ID\", \"cutoffs\": [\"2024-01-01\"], \"origins\": 2}", 400))
        .containsExactly("/origins");
    assertThat(
            problems(
                "{\"datasetId\": \"ID\", \"candidates\": [{\"type\": \"baseline\", \"name\": \"x\"}]}",
                400))
        .containsExactly("/candidates/0/name");
    assertThat(
            problems(
                "{\"datasetId\": \"ID\", \"candidates\": [{\"type\": \"stored-model\", \"id\": \"x\"}]}",
                404))
        .containsExactly("/candidates/0/id");
    assertThat(
            problems(
                "{\"datasetId\": \"ID\", \"horizon\": 3, \"candidates\": [{\"type\": \"network\", \"window\": {\"lookback\": 500}}]}",
                422))
        .containsExactly("/candidates/0");
    assertThat(problems("{\"datasetId\": \"ID\", \"candidates\": []}", 400))
        .containsExactly("/candidates");
  }
}
