package dev.rondo.acceptance;

import static dev.rondo.acceptance.ServiceProcess.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/// A service that is killed loses no finished work, and runs unfinished trainings again after its next start.
class KillTest {
  private static final String JOBS = "/api/v1/training-jobs";

  private final Path data = Service.temporaryDirectory();

  @Test
  @Timeout(180)
  void killedInTheMiddleOfATrainingTheJobIsFoundAndRunAgain()
      throws IOException, InterruptedException {
    String finished;
    String interrupted;
    try (ServiceProcess first = new ServiceProcess(data)) {
      JsonNode dataset =
          first.post(
              "/api/v1/datasets/generate",
              "{\"generator\": {\"type\": \"sine-waves\", \"series\": 400, \"steps\": 40}}");
      finished = first.post(JOBS, job(dataset, 1)).get("id").stringValue();
      await(() -> state(first, finished).equals("succeeded"));
      interrupted = first.post(JOBS, job(dataset, 100_000)).get("id").stringValue();
      await(() -> first.get(JOBS + "/" + interrupted + "/history").get("epochs").size() >= 2);
    }

    try (ServiceProcess second = new ServiceProcess(data)) {
      JsonNode done = second.get(JOBS + "/" + finished);
      assertThat(done.get("state").stringValue()).isEqualTo("succeeded");
      assertThat(
              second.get("/api/v1/models/" + done.get("modelId").stringValue()).has("evaluation"))
          .isTrue();
      await(() -> second.get(JOBS + "/" + interrupted).get("attempt").intValue() == 2);
      await(() -> !second.get(JOBS + "/" + interrupted + "/history").get("epochs").isEmpty());
      int number = 1;
      for (JsonNode epoch : second.get(JOBS + "/" + interrupted + "/history").get("epochs")) {
        assertThat(epoch.get("epoch").intValue()).isEqualTo(number++);
      }
      second.post(JOBS + "/" + interrupted + "/cancel", "");
      await(() -> state(second, interrupted).equals("cancelled"));
      assertThat(second.get(JOBS + "/" + interrupted).get("modelId").isString()).isTrue();
    }
  }

  private static String state(ServiceProcess service, String job) {
    return service.get(JOBS + "/" + job).get("state").stringValue();
  }

  private static String job(JsonNode dataset, int epochs) {
    return """
    {"datasetId": "%s", "window": {"lookback": 30, "horizon": 1}, "network": {"cell": {"type": "gru"}, "units": [16]},
     "training": {"epochs": %d, "earlyStopping": null}}
    """
        .formatted(dataset.get("id").stringValue(), epochs);
  }

  /// A client adds one row after the other, each with a correction of the row before, until the service is killed.
  @Test
  @Timeout(180)
  void killedWhileObservationsArriveEachIsStoredOnce() throws Exception {
    AtomicInteger acknowledged = new AtomicInteger();
    String path;
    try (ServiceProcess first = new ServiceProcess(data)) {
      String id =
          first
              .post("/api/v1/datasets", "{\"series\": [{\"id\": \"a\", \"values\": [0.5]}]}")
              .get("id")
              .stringValue();
      path = "/api/v1/datasets/" + id;
      CompletableFuture<Void> client =
          CompletableFuture.runAsync(() -> {
            try {
              while (append(first, path, acknowledged.get() + 1).statusCode() == 200)
                acknowledged.incrementAndGet();
            } catch (IllegalStateException e) {
              // The service was killed.
            }
          });
      await(() -> acknowledged.get() >= 40);
      first.kill();
      client.get(60, TimeUnit.SECONDS);
    }

    int last = acknowledged.get();
    try (ServiceProcess second = new ServiceProcess(data)) {
      // The request without an answer was stored completely or not at all.
      int stored = second.get(path).at("/shape/steps/max").intValue() - 1;
      assertThat(stored).isBetween(last, last + 1);
      assertValues(second, path, stored);
      // Sent again, it and the one before are stored once.
      assertThat(append(second, path, last).statusCode()).isEqualTo(200);
      assertThat(append(second, path, last + 1).statusCode()).isEqualTo(200);
      assertValues(second, path, last + 1);
      assertThat(second.get(path).get("version").intValue()).isEqualTo(last + 2);
    }
  }

  private static void assertValues(ServiceProcess service, String path, int last) {
    JsonNode values = service.get(path + "/series/a").get("values");
    assertThat(values).hasSize(last + 1);
    for (int i = 0; i <= last; i++)
      assertThat(values.get(i).get(0).doubleValue()).isEqualTo(i < last ? i : i + 0.5);
  }

  /// Adds `number + 0.5` at a step, and corrects the step before.
  private static HttpResponse<String> append(ServiceProcess service, String path, int number) {
    return service.post(
        path + "/observations?onConflict=replace",
        "application/json",
        "{\"series\": [{\"id\": \"a\", \"start\": %d, \"values\": [%d, %d.5]}]}"
            .formatted(number - 1, number - 1, number),
        "Idempotency-Key",
        "row-" + number);
  }
}
