package dev.rondo.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// What becomes of jobs that are interrupted when they are cancelled, when a part of them is damaged, and when the database fails.
class InterruptedJobsTest {
  private static final String JOBS = "/api/v1/training-jobs";
  private static final String BACKTESTS = "/api/v1/backtests";
  private static final Path DATA = Service.temporaryDirectory();

  /// While it exists, trainings of networks do not end.
  private static final Path SLOW = Service.temporaryDirectory().resolve("slow");

  private static Service service;
  private static final Duration LONG = Duration.ofSeconds(2);
  private static JdbcClient database;
  private static String dataset;

  /// Epochs of each fit of a backtest, so many that there is time for a pause.
  private static int epochs = 20;

  /// A backtest that nothing has interrupted.
  private static String undisturbed = "";

  /// A slow backtest that nothing has interrupted.
  private static String slow = "";

  private static String slowBody = "";

  @BeforeAll
  static void open() {
    service = new Service(DATA, PacedFit.settings(SLOW, "rondo.jobs.parallel=1"));
    database = service.bean(JdbcClient.class);
    dataset = Jobflow.dataset(service, 60);
    Duration took = Duration.ZERO;
    while (took.compareTo(LONG) < 0) {
      epochs *= 2;
      undisturbed = start(BACKTESTS, backtest());
      JsonNode job = ended(undisturbed);
      took =
          Duration.between(
              Instant.parse(job.get("startedAt").stringValue()),
              Instant.parse(job.get("finishedAt").stringValue()));
    }
  }

  @AfterAll
  static void close() {
    service.close();
  }

  private static String network(int epochs) {
    return """
    {"datasetId": "%s", "window": {"lookback": 20, "horizon": 1}, "split": {"type": "by-series", "train": 48, "validation": 6, "test": 6},
     "scaler": {"type": "none"}, "network": {"cell": {"type": "lstm"}, "units": [32]},
     "training": {"epochs": %d, "batchSize": 2, "earlyStopping": null}}
    """
        .formatted(dataset, epochs);
  }

  /// Fits a network at every origin.
  private static String backtest() {
    return """
    {"datasetId": "%s", "horizon": 2, "origins": 6, "stride": 2, "levels": [],
     "candidates": [{"type": "baseline", "name": "naive"},
                    {"type": "network", "window": {"lookback": 8}, "network": {"cell": {"type": "gru"}, "units": [32]}, "training": {"epochs": %d, "earlyStopping": null}}]}
    """
        .formatted(dataset, epochs);
  }

  private static String start(String root, String body) {
    Answer accepted = service.postJson(root, body);
    assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
    return root + "/" + accepted.json().get("id").stringValue();
  }

  private static JsonNode await(String path, Predicate<JsonNode> condition) {
    return Jobflow.awaitAt(service, path, condition);
  }

  private static JsonNode await(String path, String state) {
    return await(path, job -> job.get("state").stringValue().equals(state));
  }

  private static JsonNode ended(String path) {
    return await(path, Jobflow::ended);
  }

  /// A job that is paused after it has reached something. A job that has ended before is followed by another one.
  ///
  /// @param reached whether the job at a path has come so far
  private static String paused(String root, String body, Predicate<String> reached) {
    for (int attempt = 0; attempt < 10; attempt++) {
      String path = start(root, body);
      await(path, _ -> reached.test(path));
      service.postJson(path + "/pause", "");
      JsonNode job = await(path, now -> now.get("state").stringValue().matches("paused|succeeded"));
      if (job.get("state").stringValue().equals("paused")) return path;
    }
    throw new AssertionError("every pause came too late");
  }

  private static double fraction(String path) {
    return service.get(path).json().at("/progress/fraction").doubleValue();
  }

  private static int epochs(String path) {
    return service.get(path + "/history").json().get("epochs").size();
  }

  private static void command(String path, String name) {
    Answer answer = service.postJson(path + "/" + name, "");
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
  }

  private static String id(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static int rows(String table, String path) {
    return database
        .sql("select count(*) from " + table + " where job_id = ?")
        .param(id(path))
        .query(Integer.class)
        .single();
  }

  /// A backtest that is paused when some origins are finished.
  private static String pausedBacktest() {
    String path = paused(BACKTESTS, backtest(), at -> fraction(at) > 0.4);
    assertThat(parts(path, "finished-origin-%")).isBetween(2, 5);
    return path;
  }

  private static int parts(String path, String pattern) {
    return database
        .sql("select count(*) from job_checkpoint where job_id = ? and part like ?")
        .params(id(path), pattern)
        .query(Integer.class)
        .single();
  }

  private static void damage(String path, String pattern) {
    database
        .sql("update job_checkpoint set checksum = checksum + 1 where job_id = ? and part like ?")
        .params(id(path), pattern)
        .update();
  }

  private static String forecasts(String path) {
    return service.get(path + "/forecasts").text();
  }

  @Test
  void aCancelledTrainingKeepsTheWeightsOfItsPause() {
    String path = paused(JOBS, network(500), at -> epochs(at) >= 2);
    int epochs = epochs(path);
    command(path, "cancel");
    JsonNode job = ended(path);
    assertThat(job.get("state").stringValue()).isEqualTo("cancelled");
    JsonNode model = service.get("/api/v1/models/" + job.get("modelId").stringValue("none")).json();
    assertThat(model.at("/provenance/epochs").intValue()).as(job.toString()).isEqualTo(epochs);
    assertThat(rows("job_state", path)).isZero();
  }

  @Test
  void aCancelledBacktestReportsWhatItHadFinishedAtItsPause() {
    String path = pausedBacktest();
    int origins = parts(path, "finished-origin-%");
    command(path, "cancel");
    JsonNode job = ended(path);
    assertThat(job.get("state").stringValue()).isEqualTo("cancelled");
    assertThat(job.at("/report/incomplete/finishedOrigins").intValue())
        .as(job.toString())
        .isEqualTo(origins);
    assertThat(rows("job_checkpoint", path)).isZero();
  }

  @Test
  void aCancelledJobWithoutAResultLeavesNothing() {
    String path =
        paused(
            JOBS,
            """
            {"datasetId": "%s", "horizon": 2, "maxDuration": "PT10M",
             "ensemble": {"methods": ["theta"], "ridges": [],
                          "networks": [{"cell": {"type": "gru"}, "segment": 2, "lookback": 8, "units": "level", "steps": 5000}]}}
            """
                .formatted(dataset),
            at -> fraction(at) > 0.1);
    assertThat(rows("job_checkpoint", path)).isPositive();
    command(path, "cancel");
    assertThat(service.get(path).json().get("state").stringValue()).isEqualTo("cancelled");
    assertThat(rows("job_checkpoint", path)).isZero();
  }

  @Test
  void aBacktestContinuesToTheSameForecastsWhateverPartIsDamaged() {
    JsonNode expected = ended(undisturbed).get("report");
    for (String damaged : new String[] {"part%", "finished-origin-1"}) {
      String path = pausedBacktest();
      damage(path, damaged);
      command(path, "resume");
      JsonNode report = ended(path).get("report");
      assertThat(report.at("/leaderboard").findValues("errors"))
          .as(damaged)
          .isEqualTo(expected.at("/leaderboard").findValues("errors"));
      assertThat(forecasts(path)).as(damaged).isEqualTo(forecasts(undisturbed));
    }
  }

  /// A slow candidate forecasts many series from each origin; the backtest is paused within the second one.
  @ParameterizedTest
  @ValueSource(strings = {"nothing else", "damage of a part", "failure"})
  void aBacktestContinuesWithinAnOrigin(String happens) {
    if (slow.isEmpty()) {
      slowBody = slowBacktest();
      slow = start(BACKTESTS, slowBody);
      ended(slow);
    }
    String path = paused(BACKTESTS, slowBody, at -> fraction(at) > 0.76);
    assertThat(parts(path, "finished-origin-%")).isOne();
    assertThat(parts(path, "part-1-%")).isPositive();
    if (happens.startsWith("damage")) damage(path, "part-1-0");
    if (happens.equals("failure")) failOnce(path);
    else command(path, "resume");
    JsonNode job = ended(path);
    assertThat(job.at("/report/leaderboard").findValues("errors"))
        .as(job.toString())
        .isEqualTo(ended(slow).at("/report/leaderboard").findValues("errors"));
    assertThat(forecasts(path)).isEqualTo(forecasts(slow));
    for (String by : new String[] {"series", "step"})
      assertThat(service.get(path + "/errors?by=" + by).text())
          .isEqualTo(service.get(slow + "/errors?by=" + by).text());
    assertThat(rows("job_checkpoint", path)).isZero();
  }

  /// Most series begin only after the first origin, so that the second one comes soon.
  private static String slowBacktest() {
    StringBuilder rows = new StringBuilder("id,t,y\n");
    for (int s = 0; s < 300; s++)
      for (int t = s < 30 ? -100 : 0; t < 120; t++)
        rows.append(
            "s%d,%s,%.3f\n"
                .formatted(
                    s,
                    LocalDate.of(2024, 1, 1).plusDays(t),
                    50 + 10 * Math.sin(t * (1 + s) / 7.0) + s * t % 11));
    return """
    {"datasetId": "%s", "horizon": 7, "origins": 2, "stride": 113, "candidates": [{"type": "baseline", "name": "classical"}]}
    """
        .formatted(Jobflow.upload(service, "", rows.toString()));
  }

  /// Lets a paused backtest fail when it stores further forecasts, and tries it again.
  private static void failOnce(String path) {
    database
        .sql(
            "alter table backtest_block add constraint failing check (job_id <> '%s' or number < %d)"
                .formatted(id(path), rows("backtest_block", path)))
        .update();
    command(path, "resume");
    JsonNode failed = ended(path);
    database.sql("alter table backtest_block drop constraint failing").update();
    assertThat(failed.get("state").stringValue()).as(failed.toString()).isEqualTo("failed");
    command(path, "retry");
    await(path, job -> !job.get("state").stringValue().equals("failed"));
  }

  @Test
  void aDatabaseThatFailsForAWhileDoesNotExcludeACandidate() throws InterruptedException {
    String path = pausedBacktest();
    database.sql("alter table job_checkpoint rename to job_checkpoint_away").update();
    command(path, "resume");
    await(path, "running");
    Thread.sleep(500);
    database.sql("alter table job_checkpoint_away rename to job_checkpoint").update();
    JsonNode job = ended(path);
    assertThat(job.get("state").stringValue()).as(job.toString()).isEqualTo("succeeded");
    assertThat(job.at("/report/leaderboard").findValues("problem")).isEmpty();
  }

  @Test
  void whatIsComputedFromOtherDataBeginsAnew() throws IOException {
    Files.createFile(SLOW);
    String path = paused(JOBS, network(6), at -> epochs(at) >= 2);
    Files.delete(SLOW);
    database
        .sql("update job set basis = 'another', spent_millis = 3600000 where id = ?")
        .param(id(path))
        .update();
    command(path, "resume");
    assertThat(ended(path).get("state").stringValue()).isEqualTo("succeeded");
    long spent =
        database
            .sql("select spent_millis from job where id = ?")
            .param(id(path))
            .query(Long.class)
            .single();
    assertThat(spent).isLessThan(3_600_000);
  }
}
