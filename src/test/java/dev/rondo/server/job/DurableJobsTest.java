package dev.rondo.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// Jobs that are paused, stopped, resumed and extended give the same weights as undisturbed ones.
class DurableJobsTest {
  private static final String JOBS = "/api/v1/training-jobs";

  /// Epochs of some hundred milliseconds.
  private static final String NETWORK =
      """
      {"datasetId": "%s", "window": {"lookback": 20, "horizon": 1}, "split": {"type": "by-series", "train": 240, "validation": 40, "test": 20},
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

  private static long reserved(Service service, String id) {
    return service
        .bean(JdbcClient.class)
        .sql("select memory from job where id = ?")
        .param(id)
        .query(Long.class)
        .single();
  }

  private static void awaitEpoch(Service service, String id, int number) {
    Jobflow.await(service, id, _ -> epochs(service, id).size() >= number);
  }

  @Test
  void aPausedOrStoppedTrainingContinuesToTheSameWeights() {
    String expected;
    String stopped;
    int before;
    try (Service service = new Service(data, "rondo.jobs.parallel=1")) {
      String dataset = Jobflow.dataset(service, 300);
      String body = NETWORK.formatted(dataset, 12);
      expected = hash(service, await(service, start(service, body), "succeeded"));

      String paused = start(service, body);
      awaitEpoch(service, paused, 2);
      command(service, paused, "pause");
      await(service, paused, "paused");
      int done = epochs(service, paused).size();
      assertThat(done).isBetween(2, 11);
      assertThat(service.delete("/api/v1/datasets/" + dataset).status()).isEqualTo(409);
      command(service, paused, "resume");
      JsonNode resumed = await(service, paused, "succeeded");
      assertThat(hash(service, resumed)).isEqualTo(expected);
      assertThat(epochs(service, paused)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
      String events = service.get(JOBS + "/" + paused + "/events").text();
      assertThat(events).contains("\"state\":\"paused\"");
      // No epoch is done twice after an orderly pause.
      assertThat(events.lines().filter("event:epoch"::equals)).hasSize(12);

      stopped = start(service, body);
      awaitEpoch(service, stopped, 3);
      before = epochs(service, stopped).size();
    }
    try (Service service = new Service(data, "rondo.jobs.parallel=1")) {
      assertThat(epochs(service, stopped)).hasSizeGreaterThanOrEqualTo(before);
      assertThat(hash(service, await(service, stopped, "succeeded"))).isEqualTo(expected);
      assertThat(service.get(JOBS + "/" + stopped + "/events").text().lines())
          .filteredOn("event:epoch"::equals)
          .hasSize(12);
    }
  }

  @Test
  void anExtendedTrainingIsOneLongerTraining() {
    try (Service service = new Service(data, "rondo.jobs.parallel=1")) {
      String dataset = Jobflow.dataset(service, 300);
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
      // The last states of so many jobs are kept.
      service.bean(StoredCheckpoints.class).prune(0);
      Answer forgotten = service.postJson(JOBS + "/" + first + "/extend", "{\"epochs\": 3}");
      assertThat(forgotten.status()).isEqualTo(409);
      assertThat(forgotten.text()).contains("rondo.jobs.kept-checkpoints");
    }
  }

  @Test
  void aFailedJobIsTriedAgainWithWhatItHasFinished() {
    try (Service service = new Service(data, "rondo.jobs.parallel=1")) {
      String dataset = Jobflow.dataset(service, 300);
      String body = NETWORK.formatted(dataset, 4);
      String id = start(service, body);
      JsonNode succeeded = await(service, id, "succeeded");
      assertThat(service.postJson(JOBS + "/" + id + "/retry", "").status()).isEqualTo(409);
      assertThat(service.postJson(JOBS + "/" + id + "/pause", "").status()).isEqualTo(409);
      service
          .bean(JdbcClient.class)
          .sql(
              "update job set state = 'failed', result_id = null, problem = '{\"format\":1,\"type\":\"/problems/internal-error\",\"title\":\"t\",\"status\":500,\"detail\":\"d\",\"errors\":[]}' where id = ?")
          .param(id)
          .update();
      command(service, id, "retry");
      JsonNode again = await(service, id, "succeeded");
      assertThat(hash(service, again)).isEqualTo(hash(service, succeeded));
      assertThat(service.get(JOBS + "/" + id + "/events").text().lines())
          .filteredOn("event:epoch"::equals)
          .hasSize(4);
    }
  }

  /// The time of all attempts counts.
  @Test
  void aLongestDurationEndsATrainingWithItsBestWeights() {
    try (Service service = new Service(data, "rondo.jobs.parallel=1")) {
      String dataset = Jobflow.dataset(service, 300);
      String body =
          NETWORK.formatted(dataset, 2000).replaceFirst("\\{", "{\"maxDuration\": \"PT10M\", ");
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
      String dataset = Jobflow.dataset(service, 300);
      String running = start(service, NETWORK.formatted(dataset, 200));
      await(service, running, "running");
      String small = Jobflow.small(dataset, "\"epochs\": 1");
      String usual = start(service, small);
      String urgent = start(service, small.replaceFirst("\\{", "{\"priority\": 5, "));
      service.postJson(JOBS + "/" + running + "/cancel", "");
      String began = await(service, urgent, "succeeded").get("startedAt").stringValue();
      assertThat(await(service, usual, "succeeded").get("startedAt").stringValue())
          .isGreaterThan(began);
    }
  }

  @Test
  void aPausedAutomaticTrainingContinuesToTheSameResult() {
    try (Service service = new Service(data, "rondo.jobs.parallel=1")) {
      String dataset = Jobflow.dataset(service, 40);
      String automatic =
          """
          {"datasetId": "%s", "horizon": 2, "maxDuration": "PT10M",
           "ensemble": {"methods": ["theta"], "ridges": [{"lookback": 8}],
                        "networks": [{"cell": {"type": "gru"}, "segment": 2, "lookback": 8, "units": "level", "steps": 1500}]}}
          """
              .formatted(dataset);
      String expected = hash(service, await(service, start(service, automatic), "succeeded"));
      String id = start(service, automatic);
      assertThat(reserved(service, id))
          .as("memory with that of checkpoints")
          .isGreaterThan(
              service
                      .postJson(JOBS + "?dryRun=true", automatic)
                      .json()
                      .get("memoryBytes")
                      .longValue()
                  + service.get("/api/v1/datasets/" + dataset).json().get("bytes").longValue());
      for (int pause = 0; pause < 2; pause++) {
        double share = 0.1 + 0.4 * pause;
        Jobflow.await(service, id, job -> job.at("/progress/fraction").doubleValue() > share);
        command(service, id, "pause");
        await(service, id, "paused");
        // The ridge is fitted before the network, and is not fitted again.
        assertThat(
                service
                    .bean(JdbcClient.class)
                    .sql(
                        "select count(*) from job_checkpoint where job_id = ? and part like '%ridge%/fitted'")
                    .param(id)
                    .query(Integer.class)
                    .single())
            .isPositive();
        command(service, id, "resume");
      }
      assertThat(hash(service, await(service, id, "succeeded"))).isEqualTo(expected);
    }
  }
}
