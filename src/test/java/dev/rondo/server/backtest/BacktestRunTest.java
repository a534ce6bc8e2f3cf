package dev.rondo.server.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import dev.rondo.server.job.Jobflow;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What a backtest tells before it starts, while it runs, and when it ends early.
class BacktestRunTest {
  private static final Service SERVICE = Service.shared();
  private static final String ROOT = "/api/v1/backtests";
  private static final String BASELINES =
      """
      "candidates": [{"type": "baseline", "name": "naive"}, {"type": "baseline", "name": "drift"}]\
      """;
  private static String dataset = "";

  @BeforeAll
  static void upload() {
    dataset = Jobflow.upload(SERVICE, "", days("a", 100) + days("b", 100) + days("short", 2));
  }

  private static String days(String series, int count) {
    StringBuilder rows = new StringBuilder(series.equals("a") ? "id,t,y\n" : "");
    for (int t = 0; t < count; t++)
      rows.append(
          "%s,%s,%d\n"
              .formatted(
                  series,
                  LocalDate.of(2026, 1, 1).plusDays(100 - count + t),
                  10 + t % 7 + t * t % 5));
    return rows.toString();
  }

  private static String body(String more) {
    return "{\"datasetId\": \"" + dataset + "\", " + more + "}";
  }

  private static String start(Service service, String body) {
    Answer answer = service.postJson(ROOT, body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    return answer.header("Location");
  }

  @Test
  void aDryRunShowsOriginsFitsAndMemory() {
    int before = SERVICE.get(ROOT).json().get("items").size();
    Answer answer =
        SERVICE.postJson(
            ROOT + "?dryRun=true",
            body(
                """
                "horizon": 5, "origins": 3, "stride": 10,
                "candidates": [{"type": "auto"}, {"type": "baseline", "name": "naive"}]\
                """));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    JsonNode plan = answer.json();
    assertThat(plan.get("origins").size()).isEqualTo(3);
    assertThat(plan.at("/origins/2/cutoff").stringValue()).startsWith("2026-04-05");
    assertThat(plan.at("/origins/2/latestCutoff").isMissingNode()).isTrue();
    assertThat(plan.at("/origins/2/series").intValue()).isEqualTo(2);
    assertThat(plan.at("/origins/0/cutoff").stringValue()).startsWith("2026-03-16");
    assertThat(plan.at("/candidates/0/candidate").stringValue()).isEqualTo("auto");
    assertThat(plan.at("/candidates/0/fits").intValue()).isEqualTo(3);
    assertThat(plan.at("/candidates/1/fits").intValue()).isZero();
    assertThat(plan.get("fits").intValue()).isEqualTo(3);
    assertThat(plan.get("values").intValue()).isEqualTo(3 * 2 * 5 * 2 * (2 + 4));
    assertThat(plan.get("memoryBytes").longValue()).isPositive();
    assertThat(plan.get("unscored").toString()).isEqualTo("[\"short\"]");
    assertThat(plan.get("refusals").size()).isZero();
    assertThat(plan.at("/specification/levels").size()).isEqualTo(2);
    assertThat(SERVICE.get(ROOT).json().get("items").size()).isEqualTo(before);
  }

  @Test
  void aDryRunShowsEverythingThatWouldBeRefused() {
    String impossible =
        body(
            """
            "horizon": 90, "origins": 3,
            "candidates": [{"type": "baseline", "name": "naive"}, {"type": "network", "window": {"lookback": 500}}]\
            """);
    JsonNode plan = SERVICE.postJson(ROOT + "?dryRun=true", impossible).json();
    assertThat(plan.get("refusals").findValuesAsString("pointer"))
        .containsExactly("/horizon", "/candidates/1");
    assertThat(plan.at("/refusals/0/detail").stringValue()).contains("the longest has 100");
    assertThat(plan.get("origins").size()).isZero();
    assertThat(SERVICE.postJson(ROOT, impossible).status()).isEqualTo(422);
    assertThat(SERVICE.postJson(ROOT + "?dryRun=true", body("\"horizon\": 0")).status())
        .isEqualTo(400);
  }

  @Test
  void eventsNameTheCandidateAndTheOrigin() {
    String path = start(SERVICE, body("\"horizon\": 5, \"origins\": 3, " + BASELINES));
    String events = SERVICE.get(path + "/events").text();
    assertThat(events).contains("event:progress", "\"state\":\"succeeded\"");
    assertThat(events).containsPattern("\"stage\":\"[a-z ]+'\\w+' (at|from) origin \\d of 3\"");
    assertThat(events).doesNotContain("\"modelId\":\"");
    Jobflow.awaitAt(SERVICE, path, Jobflow::ended);
    long last = events.lines().filter(line -> line.startsWith("id:")).count();
    Answer again = SERVICE.get(path + "/events", "Last-Event-ID", Long.toString(last));
    assertThat(again.status()).isEqualTo(204);
    String id = path.substring(path.lastIndexOf('/') + 1);
    assertThat(SERVICE.get("/api/v1/training-jobs/" + id + "/events").status()).isEqualTo(404);
  }

  /// The network ends only with its share of the longest duration, so that each origin takes about a second on every machine.
  @Test
  void aCancelledBacktestKeepsTheFinishedOrigins() {
    String path =
        start(
            SERVICE,
            body(
                """
                "horizon": 5, "origins": 10,
                "candidates": [{"type": "baseline", "name": "naive"},
                               {"type": "auto", "maxDuration": "PT1S",
                                "ensemble": {"methods": ["theta"], "ridges": [],
                                             "networks": [{"cell": {"type": "gru"}, "segment": 2, "lookback": 8, "steps": 1000000}]}}]\
                """));
    Jobflow.awaitAt(
        SERVICE,
        path,
        job -> job.at("/progress/stage").asString("").matches(".* origin [3-9] of 10"));
    assertThat(SERVICE.postJson(path + "/cancel", "").status()).isEqualTo(202);
    JsonNode job = Jobflow.awaitAt(SERVICE, path, Jobflow::ended);
    assertThat(job.get("state").stringValue()).isEqualTo("cancelled");
    int finished = job.at("/report/incomplete/finishedOrigins").intValue();
    assertThat(finished).as(job.toString()).isBetween(2, 9);
    assertThat(job.at("/report/incomplete/origins").intValue()).isEqualTo(10);
    assertThat(job.at("/report/leaderboard").size()).isEqualTo(2);
    for (String candidate : List.of("naive", "ensemble")) {
      JsonNode forecasts = SERVICE.get(path + "/forecasts?candidate=" + candidate).json();
      assertThat(forecasts.get("forecasts").size()).isEqualTo(2 * finished);
      JsonNode errors = SERVICE.get(path + "/errors?candidate=" + candidate).json();
      assertThat(errors.at("/items/0/errors/values").intValue()).isEqualTo(5 * finished);
    }
    assertThat(SERVICE.delete(path).status()).isEqualTo(204);
  }

  @Test
  void aFailedBacktestKeepsTheFinishedOrigins() {
    try (Service service = new Service(Service.temporaryDirectory())) {
      // The two candidates write a block for each origin; the fifth block, in the third origin,
      // cannot be
      // written.
      service
          .bean(JdbcClient.class)
          .sql(
              "alter table backtest_block add constraint broken check (content <> 'forecasts' or number < 4)")
          .update();
      String own = Jobflow.upload(service, "", days("a", 100) + days("b", 100));
      String path =
          start(
              service,
              "{\"datasetId\": \""
                  + own
                  + "\", \"horizon\": 5, \"origins\": 4, "
                  + BASELINES
                  + "}");
      JsonNode job = Jobflow.awaitAt(service, path, Jobflow::ended);
      assertThat(job.get("state").stringValue()).isEqualTo("failed");
      assertThat(job.at("/report/incomplete/finishedOrigins").intValue())
          .as(job.toString())
          .isEqualTo(2);
      JsonNode forecasts = service.get(path + "/forecasts?candidate=drift").json();
      assertThat(forecasts.get("forecasts").size()).isEqualTo(2 * 2);
      assertThat(service.get(path + "/errors").json().get("items").size()).isEqualTo(2 * 2);
    }
  }

  /// Reports of format 1 have one ranking.
  @Test
  void aReportOfTheFirstFormatIsRead() {
    String path = start(SERVICE, body("\"horizon\": 5, \"origins\": 2, " + BASELINES));
    JsonNode job = Jobflow.awaitAt(SERVICE, path, Jobflow::ended);
    RankedReport stored =
        SERVICE.bean(Backtests.class).ranked(job.get("id").stringValue()).orElseThrow();
    JsonMapper json = JsonMapper.builder().build();
    ObjectNode first =
        (ObjectNode) json.readTree(Backtests.REPORT.write(stored)).required("report");
    RankedReport read = Backtests.REPORT.read(first.put("format", 1).toString());
    assertThat(read.report()).isEqualTo(stored.report());
    assertThat(read.rankings()).isEmpty();
    assertThat(stored.rankings()).isNotEmpty();
  }

  @Test
  void badSeriesAmongGoodOnesStopNoCandidate() {
    StringBuilder rows = new StringBuilder(days("a", 100));
    rows.append(days("one", 1)).append(days("two", 2)).append(days("five", 5));
    for (int t = 0; t < 100; t++)
      rows.append("flat,%s,3\n".formatted(LocalDate.of(2026, 1, 1).plusDays(t)))
          .append("empty,%s,\n".formatted(LocalDate.of(2026, 1, 1).plusDays(t)));
    String own = Jobflow.upload(SERVICE, "", rows.toString());
    String path =
        start(
            SERVICE,
            """
            {"datasetId": "%s", "horizon": 4, "origins": 2,
             "candidates": [{"type": "baseline", "name": "seasonal-naive"}, {"type": "baseline", "name": "croston"},
                            {"type": "auto", "maxDuration": "PT2S"},
                            {"type": "network", "window": {"lookback": 14}, "training": {"epochs": 1}}]}
            """
                .formatted(own));
    JsonNode job = Jobflow.awaitAt(SERVICE, path, Jobflow::ended);
    assertThat(job.get("state").stringValue()).as(job.toString()).isEqualTo("succeeded");
    assertThat(job.at("/report/unscored").toString())
        .contains("one", "two", "empty")
        .doesNotContain("flat", "\"a\"");
    for (JsonNode row : job.at("/report/leaderboard"))
      assertThat(row.get("standing").stringValue()).as(row.toString()).isNotEqualTo("not-ranked");
    String forecasts = SERVICE.get(path + "/forecasts").text();
    assertThat(forecasts).doesNotContain("NaN", "Infinity");
  }
}
