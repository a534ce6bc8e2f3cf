package dev.rondo.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Meanwhile;
import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// Jobs that are paused, stopped, resumed and extended give the same weights as undisturbed ones.
class DurableJobsTest {
  private static final String JOBS = "/api/v1/training-jobs";

  private static final String NETWORK =
      """
      {"datasetId": "%s", "window": {"lookback": 20, "horizon": 1}, "split": {"type": "by-series", "train": 40, "validation": 6, "test": 4},
       "scaler": {"type": "none"}, "network": {"cell": {"type": "lstm"}, "units": [32], "dropout": 0.2},
       "training": {"epochs": %d, "batchSize": 2, "earlyStopping": null}}
      """;

  @TempDir Path data;

  private static String start(Service service, String body) {
    Answer accepted = service.postJson(JOBS, body);
    assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
    return accepted.json().get("id").stringValue();
  }

  private static JsonNode await(Service service, String id, String state) {
    return Jobflow.await(
        service,
        id,
        job -> {
          assertThat(job.get("state").stringValue())
              .as(job.toString())
              .isNotEqualTo(state.equals("failed") ? "succeeded" : "failed");
          return job.get("state").stringValue().equals(state);
        });
  }

  private static String hash(Service service, JsonNode job) {
    return service
        .get("/api/v1/models/" + job.get("modelId").stringValue())
        .json()
        .at("/provenance/weightsHash")
        .stringValue();
  }

  private static List<Integer> epochs(Service service, String id) {
    List<Integer> numbers = new ArrayList<>();
    service
        .get(JOBS + "/" + id + "/history")
        .json()
        .get("epochs")
        .forEach(epoch -> numbers.add(epoch.get("epoch").intValue()));
    return numbers;
  }

  private static JsonNode command(Service service, String id, String name) {
    Answer answer = service.postJson(JOBS + "/" + id + "/" + name, "");
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    return answer.json();
  }

  private static void awaitEpoch(Service service, String id, int number) {
    Jobflow.await(service, id, _ -> epochs(service, id).size() >= number);
  }

  @Test
  void aPausedOrStoppedTrainingContinuesToTheSameWeights(@TempDir Path other) throws IOException {
    String expected;
    String stopped;
    int before;
    Path slow = other.resolve("slow");
    String[] settings = PacedFit.settings(slow, "rondo.jobs.parallel=1");
    try (Service service = new Service(data, settings)) {
      String dataset = Jobflow.dataset(service, 50);
      String body = NETWORK.formatted(dataset, 12);
      expected = hash(service, await(service, start(service, body), "succeeded"));

      Files.createFile(slow);
      String paused = start(service, body);
      awaitEpoch(service, paused, 2);
      command(service, paused, "pause");
      await(service, paused, "paused");
      int done = epochs(service, paused).size();
      assertThat(done).isBetween(2, 11);
      assertThat(service.delete("/api/v1/datasets/" + dataset).status()).isEqualTo(409);
      Files.delete(slow);
      command(service, paused, "resume");
      JsonNode resumed = await(service, paused, "succeeded");
      assertThat(hash(service, resumed)).isEqualTo(expected);
      assertThat(epochs(service, paused)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
      String events = service.get(JOBS + "/" + paused + "/events").text();
      assertThat(events).contains("\"state\":\"paused\"");
      // No epoch is done twice after an orderly pause.
      assertThat(events.lines().filter("event:epoch"::equals)).hasSize(12);

      Files.createFile(slow);
      stopped = start(service, body);
      awaitEpoch(service, stopped, 3);
      before = epochs(service, stopped).size();
    }
    Files.delete(slow);
    try (Service service = new Service(data, settings)) {
      assertThat(epochs(service, stopped)).hasSizeGreaterThanOrEqualTo(before);
      assertThat(hash(service, await(service, stopped, "succeeded"))).isEqualTo(expected);
      assertThat(service.get(JOBS + "/" + stopped + "/events").text().lines())
          .filteredOn("event:epoch"::equals)
          .hasSize(12);
    }
  }

  @Test
  void anExtendedTrainingIsOneLongerTraining() throws Exception {
    try (Service service = new Service(data, "rondo.jobs.parallel=1")) {
      String dataset = Jobflow.dataset(service, 50);
      JsonNode longer = await(service, start(service, NETWORK.formatted(dataset, 5)), "succeeded");
      String first = start(service, NETWORK.formatted(dataset, 2));
      JsonNode ended = await(service, first, "succeeded");
      Answer extended = service.postJson(JOBS + "/" + first + "/extend", "{\"epochs\": 3}");
      assertThat(extended.status()).as(extended.text()).isEqualTo(202);
      String second = extended.json().get("id").stringValue();
      assertThat(second).isNotEqualTo(first);
      assertThat(extended.json().get("continues").stringValue()).isEqualTo(first);
      JsonNode more = await(service, second, "succeeded");
      assertThat(hash(service, more)).isEqualTo(hash(service, longer));
      assertThat(epochs(service, second)).containsExactly(1, 2, 3, 4, 5);
      assertThat(service.get(JOBS + "/" + first).json()).isEqualTo(ended);
      assertThat(service.postJson(JOBS + "/" + first + "/extend", "{\"epochs\": 0}").faults())
          .containsExactly("/epochs");
      Callable<Answer> extend =
          () -> service.postJson(JOBS + "/" + first + "/extend", "{\"epochs\": 3}");
      Answer triedAgain =
          Meanwhile.during(
              service,
              "update job set state = 'paused', finished_at = null where id = ?",
              first,
              "select id from job%for update%",
              extend);
      assertThat(triedAgain.status()).as(triedAgain.text()).isEqualTo(409);
      assertThat(triedAgain.text()).contains("at the same time");
      service
          .bean(JdbcClient.class)
          .sql("update job set state = 'succeeded', finished_at = ? where id = ?")
          .params(OffsetDateTime.now(ZoneOffset.UTC), first)
          .update();
      // The last states of so many jobs are kept.
      Callable<Answer> prune =
          () -> {
            service.bean(StoredCheckpoints.class).prune(0);
            return service.get(JOBS + "/" + first);
          };
      Answer pruned =
          Meanwhile.during(
                  service,
                  "update job set cancels = cancels where id = ?",
                  first,
                  "select id from job%for update%",
                  List.of(extend, prune))
              .getFirst();
      assertThat(pruned.status()).as(pruned.text()).isEqualTo(409);
      assertThat(pruned.text()).contains("at the same time");
      Answer forgotten = extend.call();
      assertThat(forgotten.status()).isEqualTo(409);
      assertThat(forgotten.text()).contains("rondo.jobs.kept-checkpoints");
    }
  }

  @Test
  void aFailedJobIsTriedAgainWithWhatItHasFinished() {
    try (Service service = new Service(data, "rondo.jobs.parallel=1")) {
      String dataset = Jobflow.dataset(service, 50);
      String body = NETWORK.formatted(dataset, 4);
      String id = start(service, body);
      JsonNode succeeded = await(service, id, "succeeded");
      assertThat(service.postJson(JOBS + "/" + id + "/retry", "").status()).isEqualTo(409);
      assertThat(service.postJson(JOBS + "/" + id + "/pause", "").status()).isEqualTo(409);
      fail(service, id);
      command(service, id, "retry");
      JsonNode again = await(service, id, "succeeded");
      assertThat(hash(service, again)).isEqualTo(hash(service, succeeded));
      assertThat(service.get(JOBS + "/" + id + "/events").text().lines())
          .filteredOn("event:epoch"::equals)
          .hasSize(4);
      fail(service, id);
      assertThat(service.delete("/api/v1/datasets/" + dataset).status()).isEqualTo(204);
      Answer refused = service.postJson(JOBS + "/" + id + "/retry", "");
      assertThat(refused.status()).isEqualTo(409);
      assertThat(refused.text()).contains("its dataset '" + dataset + "' was deleted");
      assertThat(service.get(JOBS + "/" + id).json().get("state").stringValue())
          .isEqualTo("failed");
    }
  }

  private static void fail(Service service, String id) {
    service
        .bean(JdbcClient.class)
        .sql(
            "update job set state = 'failed', result_id = null, problem = '{\"format\":1,\"type\":\"/problems/internal-error\",\"title\":\"t\",\"status\":500,\"detail\":\"d\",\"errors\":[]}' where id = ?")
        .param(id)
        .update();
  }

  /// The time of all attempts counts.
  @Test
  void aLongestDurationEndsATrainingWithItsBestWeights() {
    try (Service service = new Service(data, "rondo.jobs.parallel=1")) {
      String dataset = Jobflow.dataset(service, 50);
      String body =
          NETWORK.formatted(dataset, 10_000).replaceFirst("\\{", "{\"maxDuration\": \"PT10M\", ");
      Answer refused = service.postJson(JOBS, body.replace("PT10M", "PT0.5S"));
      assertThat(refused.faults()).containsExactly("/maxDuration");
      String id = start(service, body);
      awaitEpoch(service, id, 2);
      command(service, id, "pause");
      await(service, id, "paused");
      int before = epochs(service, id).size();
      service
          .bean(JdbcClient.class)
          .sql("update job set spent_millis = 600000 where id = ?")
          .param(id)
          .update();
      command(service, id, "resume");
      JsonNode job = await(service, id, "succeeded");
      assertThat(job.get("maxDuration").stringValue()).isEqualTo("PT10M");
      assertThat(job.get("warnings").toString())
          .contains("The longest duration, PT10M, ended the training after");
      assertThat(epochs(service, id)).hasSize(before);
      assertThat(
              service
                  .get("/api/v1/models/" + job.get("modelId").stringValue())
                  .json()
                  .at("/provenance/epochs")
                  .intValue())
          .isEqualTo(before);
    }
  }

  @Test
  void jobsOfAHigherPriorityBeginFirst() {
    try (Service service = new Service(data, "rondo.jobs.parallel=1")) {
      String dataset = Jobflow.dataset(service, 50);
      String running = start(service, NETWORK.formatted(dataset, 10_000));
      await(service, running, "running");
      String small = Jobflow.small(dataset, "\"epochs\": 1");
      String usual = start(service, small);
      String urgent = start(service, small.replaceFirst("\\{", "{\"priority\": 5, "));
      service.postJson(JOBS + "/" + running + "/cancel", "");
      Instant began = startedAt(await(service, urgent, "succeeded"));
      assertThat(startedAt(await(service, usual, "succeeded"))).isAfter(began);
    }
  }

  private static Instant startedAt(JsonNode job) {
    return Instant.parse(job.get("startedAt").stringValue());
  }

  /// On one thread, the ridge is fitted before the network.
  @Test
  void aPausedAutomaticTrainingContinuesToTheSameResult() {
    try (Service service =
        new Service(List.of(HeldFit.Beans.class), data, "rondo.jobs.parallel=1", "rondo.cores=1")) {
      String dataset = Jobflow.dataset(service, 40);
      String automatic =
          """
          {"datasetId": "%s", "horizon": 2, "maxDuration": "PT10M",
           "ensemble": {"methods": ["theta"], "ridges": [{"lookback": 8}],
                        "networks": [{"cell": {"type": "gru"}, "segment": 2, "lookback": 8, "units": "level", "steps": 300}]}}
          """
              .formatted(dataset);
      String expected = hash(service, await(service, start(service, automatic), "succeeded"));
      HeldFit fit = service.bean(HeldFit.class);
      fit.heldIn = "training network";
      fit.heldAfter = 100;
      String id = start(service, automatic);
      assertThat(Jobflow.memory(service, id))
          .as("memory with that of checkpoints")
          .isGreaterThan(
              service
                      .postJson(JOBS + "?dryRun=true", automatic)
                      .json()
                      .get("memoryBytes")
                      .longValue()
                  + service.get("/api/v1/datasets/" + dataset).json().get("bytes").longValue());
      pauseWhenHeld(service, id);
      assertThat(parts(service, id, "%network%/state")).isOne();
      fit.heldAfter = 0;
      fit.heldIn = "fitting the chosen members";
      command(service, id, "resume");
      pauseWhenHeld(service, id);
      fit.heldIn = null;
      command(service, id, "resume");
      assertThat(hash(service, await(service, id, "succeeded"))).isEqualTo(expected);
    }
  }

  private static void pauseWhenHeld(Service service, String id) {
    service.bean(HeldFit.class).awaitHold();
    command(service, id, "pause");
    await(service, id, "paused");
    // It is not fitted again.
    assertThat(parts(service, id, "%ridge%/fitted")).isPositive();
  }

  private static int parts(Service service, String id, String pattern) {
    return service
        .bean(JdbcClient.class)
        .sql("select count(*) from job_checkpoint where job_id = ? and part like ?")
        .params(id, pattern)
        .query(Integer.class)
        .single();
  }
}
