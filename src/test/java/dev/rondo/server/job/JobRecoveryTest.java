package dev.rondo.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// Recovery of unfinished jobs at the next start of the service.
class JobRecoveryTest {
  @TempDir Path data;

  private Service service() {
    return new Service(List.of(FakeFit.Beans.class), data, "rondo.jobs.parallel=1");
  }

  private static String start(Service service, String dataset) {
    return service
        .postJson(
            "/api/v1/training-jobs",
            "{\"datasetId\": \"" + dataset + "\", \"training\": {\"epochs\": 2}}")
        .json()
        .get("id")
        .stringValue();
  }

  private static JsonNode await(Service service, String id, String state) {
    return Jobflow.await(service, id, job -> job.get("state").stringValue().equals(state));
  }

  private static JsonNode history(Service service, String id) {
    return service.get("/api/v1/training-jobs/" + id + "/history").json().get("epochs");
  }

  @Test
  void whatWasCutOffOrWaitedIsTrainedAgain() {
    String stopped;
    String waiting;
    try (Service first = service()) {
      String dataset = Jobflow.dataset(first, 5);
      stopped = start(first, dataset);
      await(first, stopped, "running");
      first.bean(FakeFit.class).batches.release(FakeFit.BATCHES + 1);
      Jobflow.await(first, stopped, _ -> history(first, stopped).size() == 1);
      waiting = start(first, dataset);
    }

    String crashed;
    String tooOften;
    String cancelled;
    try (Service second = service()) {
      FakeFit fit = second.bean(FakeFit.class);
      await(second, stopped, "running");
      assertThat(history(second, stopped).size()).isZero();
      fit.batches.release(1000);
      assertThat(await(second, stopped, "succeeded").get("attempt").intValue()).isEqualTo(1);
      assertThat(history(second, stopped).size()).isEqualTo(2);
      await(second, waiting, "succeeded");
      String events = second.get("/api/v1/training-jobs/" + stopped + "/events").text();
      assertThat(events.split("\"state\":\"queued\"", -1)).hasSize(3);

      // A killed service leaves jobs in the state running that no service runs.
      crashed = stopped;
      tooOften = waiting;
      cancelled =
          start(
              second,
              second.get("/api/v1/datasets").json().get("items").get(0).get("id").stringValue());
      await(second, cancelled, "succeeded");
      JdbcClient database = second.bean(JdbcClient.class);
      database
          .sql("update job set state = 'running', result_id = null, finished_at = null")
          .update();
      // Three attempts after the last one that stored something.
      database.sql("update job set attempt = progressed + 3 where id = ?").param(tooOften).update();
      database.sql("update job set cancel_requested = true where id = ?").param(cancelled).update();
    }

    try (Service third = service()) {
      third.bean(FakeFit.class).batches.release(1000);
      JsonNode again = await(third, crashed, "succeeded");
      assertThat(again.get("attempt").intValue()).isEqualTo(2);
      assertThat(history(third, crashed).size()).isEqualTo(2);
      assertThat(third.get("/api/v1/models/" + again.get("modelId").stringValue()).status())
          .isEqualTo(200);
      assertThat(await(third, tooOften, "failed").get("problem").get("detail").stringValue())
          .contains("3 times");
      await(third, cancelled, "cancelled");
    }
  }
}
