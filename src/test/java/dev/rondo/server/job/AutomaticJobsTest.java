package dev.rondo.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import dev.rondo.server.memory.MemoryBudget;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// Automatic trainings that are cancelled, stopped or killed in each stage.
class AutomaticJobsTest {
  private static final String JOBS = "/api/v1/training-jobs/";

  private static Service service;
  private static String dataset = "";
  private static String hash = "";

  /// Monthly sales of some shops with a season.
  private static String sales() {
    StringBuilder rows = new StringBuilder("month,shop,sales\n");
    Random random = new Random(7);
    for (int shop = 0; shop < 10; shop++)
      for (int t = 0; t < 48; t++)
        rows.append(
            "%d-%02d-01,shop%d,%.3f\n"
                .formatted(
                    2019 + t / 12,
                    1 + t % 12,
                    shop,
                    (10 + shop) * (2 + Math.sin(Math.PI * t / 6)) + random.nextGaussian()));
    return rows.toString();
  }

  private static Service start(Path directory) {
    return new Service(List.of(HeldFit.Beans.class), directory, "rondo.jobs.parallel=1");
  }

  @BeforeAll
  static void train(@TempDir Path directory) {
    service = start(directory);
    dataset = Jobflow.upload(service, "", sales());
    hash = hash(service, submit(service, dataset));
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @AfterEach
  void release() {
    service.bean(HeldFit.class).heldIn = null;
  }

  private static String submit(Service service, String dataset) {
    Answer submitted =
        service.postJson(
            "/api/v1/training-jobs", "{\"datasetId\": \"" + dataset + "\", \"horizon\": 3}");
    assertThat(submitted.status()).as(submitted.text()).isEqualTo(202);
    return submitted.json().get("id").stringValue();
  }

  /// The hash of the weights of the model that the job gives.
  private static String hash(Service service, String job) {
    JsonNode ended = Jobflow.await(service, job, Jobflow::ended);
    assertThat(ended.get("state").stringValue()).as(ended.toString()).isEqualTo("succeeded");
    JsonNode model = service.get("/api/v1/models/" + ended.get("modelId").stringValue()).json();
    assertThat(model.at("/evaluation/warnings").toString()).doesNotContain("longest duration");
    return model.at("/provenance/weightsHash").stringValue();
  }

  private static void awaitStage(Service service, String job, String stage) {
    Jobflow.await(
        service, job, each -> each.at("/progress/stage").stringValue("").startsWith(stage));
  }

  /// A thread ends just after its work.
  private static void awaitNoWorkers() {
    Jobflow.await(
        "the end of the threads of the training",
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("auto-training-")));
  }

  private static int models(Service service) {
    return service.get("/api/v1/models?limit=100").json().get("items").size();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fitting ridge",
        "training network",
        "forecasting the hold-out",
        "weighting the members",
        "calibrating the intervals",
        "fitting the chosen members"
      })
  void aCancelledTrainingLeavesNoModelThreadOrMemory(String stage) {
    int before = models(service);
    service.bean(HeldFit.class).heldIn = stage;
    String job = submit(service, dataset);
    awaitStage(service, job, stage);
    assertThat(service.bean(MemoryBudget.class).reserved()).isPositive();
    assertThat(service.postJson(JOBS + job + "/cancel", "").status()).isEqualTo(202);
    JsonNode ended = Jobflow.await(service, job, Jobflow::ended);
    assertThat(ended.get("state").stringValue()).isEqualTo("cancelled");
    assertThat(ended.get("modelId").isNull()).isTrue();
    assertThat(ended.at("/progress/stage").stringValue()).startsWith(stage);
    assertThat(ended.get("plan").size()).isPositive();
    assertThat(models(service)).isEqualTo(before);
    awaitNoWorkers();
    Jobflow.awaitReserved(service, 0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fitting ridge",
        "training network",
        "forecasting the hold-out",
        "weighting the members",
        "fitting the chosen members"
      })
  void aStoppedServiceTrainsAgainAndGivesTheSameModel(String stage, @TempDir Path data) {
    String stopped;
    try (Service first = start(data)) {
      String own = Jobflow.upload(first, "", sales());
      first.bean(HeldFit.class).heldIn = stage;
      stopped = submit(first, own);
      awaitStage(first, stopped, stage);
    }
    awaitNoWorkers();
    try (Service second = start(data)) {
      assertThat(hash(second, stopped)).isEqualTo(hash);
      assertThat(second.get(JOBS + stopped).json().get("attempt").intValue()).isEqualTo(1);
    }
  }

  @Test
  void aKilledServiceTrainsAgainAndGivesTheSameModel(@TempDir Path data) {
    String killed;
    try (Service first = start(data)) {
      String own = Jobflow.upload(first, "", sales());
      first.bean(HeldFit.class).heldIn = "training network";
      killed = submit(first, own);
      awaitStage(first, killed, "training network");
    }
    try (Service second = start(data)) {
      second.bean(HeldFit.class).heldIn = "training network";
      awaitStage(second, killed, "training network");
      second.postJson(JOBS + killed + "/cancel", "");
      Jobflow.await(second, killed, Jobflow::ended);
      // A killed service leaves jobs in the state running that no service runs.
      second
          .bean(JdbcClient.class)
          .sql("update job set state = 'running', cancel_requested = false, finished_at = null")
          .update();
    }
    try (Service third = start(data)) {
      assertThat(hash(third, killed)).isEqualTo(hash);
      assertThat(third.get(JOBS + killed).json().get("attempt").intValue()).isEqualTo(2);
    }
  }

  @Test
  void aTrainingBeyondTheMemoryIsRefusedByWhatItsBodyHas(@TempDir Path data) {
    try (Service small = new Service(data, "rondo.memory=2MB")) {
      String own = Jobflow.upload(small, "", sales());
      Answer refused = small.postJson("/api/v1/training-jobs", "{\"datasetId\": \"" + own + "\"}");
      assertThat(refused.status()).as(refused.text()).isEqualTo(422);
      assertThat(refused.faults()).containsExactly("/horizon");
      assertThat(refused.text()).contains("2 MiB", "shorter horizon").doesNotContain("network");
      Answer compared = small.postJson("/api/v1/backtests", "{\"datasetId\": \"" + own + "\"}");
      assertThat(compared.status()).as(compared.text()).isEqualTo(422);
      assertThat(compared.faults()).containsExactly("/candidates");
      assertThat(compared.text()).doesNotContain("network");
      Answer dry =
          small.postJson("/api/v1/training-jobs?dryRun=true", "{\"datasetId\": \"" + own + "\"}");
      assertThat(dry.status()).as(dry.text()).isEqualTo(200);
      assertThat(dry.json().get("memoryBytes").longValue()).isGreaterThan(2 << 20);
      assertThat(small.bean(MemoryBudget.class).reserved()).isZero();
    }
  }
}
