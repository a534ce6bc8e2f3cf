package dev.rondo.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Meanwhile;
import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// Retrainings that have not ended when the service ends.
class RetrainingRecoveryTest {
  private static final String ALIAS = "/api/v1/aliases/champion";

  private static String rows(int from, int to, double level) {
    StringBuilder rows = new StringBuilder("date,v\n");
    for (int day = from; day < to; day++)
      rows.append(LocalDate.of(2026, 1, 1).plusDays(day))
          .append(',')
          .append(level + Math.sin(1.7 * day * day))
          .append('\n');
    return rows.toString();
  }

  /// A service that looks for runs that are due only when the test does.
  private static Service started(Path data) {
    return new Service(
        List.of(FakeFit.Beans.class), data, "rondo.jobs.parallel=1", "rondo.retraining.check=1h");
  }

  private static void put(Service service, String path, String body) {
    Answer answer =
        service.send(
            "PUT", path, body.getBytes(StandardCharsets.UTF_8), "Content-Type", "application/json");
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
  }

  private static JsonNode runs(Service service) {
    return service.get(ALIAS + "/retraining/runs").json().get("items");
  }

  /// A run that waited, or that ran when the service was killed, is done by the next start, once.
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theNextStartFinishesARun(boolean killed, @TempDir Path data) throws InterruptedException {
    String before;
    try (Service first = started(data)) {
      String dataset = Jobflow.upload(first, "", rows(0, 150, 10));
      String methods = "\"ensemble\": {\"methods\": [\"%s\"], \"ridges\": [], \"networks\": []}";
      before =
          Jobflow.model(
              first,
              "{\"datasetId\": \"%s\", \"horizon\": 2, %s}"
                  .formatted(dataset, methods.formatted("mean")));
      put(first, ALIAS, "{\"modelId\": \"latest\"}");
      put(
          first,
          ALIAS + "/retraining",
          "{\"challenger\": {\"type\": \"auto\", %s}}".formatted(methods.formatted("ses")));
      first.post("/api/v1/datasets/" + dataset + "/observations", "text/csv", rows(150, 210, 20));
      // It holds the only thread.
      first.postJson("/api/v1/training-jobs", Jobflow.small(dataset, "\"epochs\": 2"));
      Answer started = first.postJson(ALIAS + "/retraining/runs", "");
      assertThat(started.status()).as(started.text()).isEqualTo(202);
      assertThat(first.postJson(ALIAS + "/retraining/runs", "").status()).isEqualTo(409);
      assertThat(first.delete("/api/v1/datasets/" + dataset).status()).isEqualTo(409);
      if (killed)
        first
            .bean(JdbcClient.class)
            .sql("update job set state = 'running', owner = 'killed', attempt = 1 where id = ?")
            .param(started.json().get("id").stringValue())
            .update();
    }
    try (Service second = started(data)) {
      second.bean(FakeFit.class).batches.release(1000);
      JsonNode run = runs(second).get(0);
      for (int i = 0; i < 12_000 && run.get("finishedAt").isNull(); i++) {
        Thread.sleep(5);
        run = runs(second).get(0);
        assertThat(run.get("finishedAt").isNull())
            .as(run.toString())
            .isEqualTo(run.at("/decision").isMissingNode());
      }
      assertThat(run.at("/decision/outcome").stringValue(""))
          .as(run.toString())
          .isEqualTo("promoted");
      assertThat(runs(second).size()).isEqualTo(1);
      assertThat(second.get(ALIAS + "/history").json().get("items").size()).isEqualTo(2);
      assertThat(second.get(ALIAS).json().get("modelId").stringValue())
          .isEqualTo(run.at("/decision/challengerId").stringValue())
          .isNotEqualTo(before);
      assertThat(second.postJson(ALIAS + "/retraining/runs/latest/cancel", "").status())
          .isEqualTo(409);
    }
  }

  /// The run of an alias that was deleted is cancelled, and leaves no job behind.
  @Test
  void theJobOfADeletedAliasEnds(@TempDir Path data) {
    try (Service service = started(data)) {
      String dataset = trainedDataset(service);
      put(service, ALIAS, "{\"modelId\": \"latest\"}");
      put(service, ALIAS + "/retraining", "{}");
      service.post("/api/v1/datasets/" + dataset + "/observations", "text/csv", rows(150, 210, 20));
      // It holds the only thread.
      String holder =
          service
              .postJson("/api/v1/training-jobs", Jobflow.small(dataset, "\"epochs\": 2"))
              .json()
              .get("id")
              .stringValue();
      String run = service.postJson(ALIAS + "/retraining/runs", "").json().get("id").stringValue();
      assertThat(service.delete(ALIAS).status()).isEqualTo(204);
      assertThat(state(service, run)).isEqualTo("queued");
      service.bean(DueRetrainings.class).start();
      assertThat(state(service, run)).isEqualTo("cancelled");
      service.bean(DueRetrainings.class).start();
      assertThat(state(service, run)).isEqualTo("deleted");
      service.bean(FakeFit.class).batches.release(1000);
      Jobflow.await(service, holder, job -> !job.get("finishedAt").isNull());
      assertThat(service.delete("/api/v1/datasets/" + dataset).status()).isEqualTo(204);
    }
  }

  /// A job whose row cannot be read does not keep those of other aliases from ending.
  @Test
  void aDamagedJobOfADeletedAliasDoesNotAffectOthers(@TempDir Path data) {
    try (Service service = started(data)) {
      String dataset = trainedDataset(service);
      service.post("/api/v1/datasets/" + dataset + "/observations", "text/csv", rows(150, 210, 20));
      // It holds the only thread.
      service.postJson("/api/v1/training-jobs", Jobflow.small(dataset, "\"epochs\": 2"));
      List<String> runs =
          Stream.of("/api/v1/aliases/one", "/api/v1/aliases/two")
              .map(alias -> {
                put(service, alias, "{\"modelId\": \"latest\"}");
                put(service, alias + "/retraining", "{}");
                String run =
                    service.postJson(alias + "/retraining/runs", "").json().get("id").stringValue();
                service.delete(alias);
                return run;
              })
              .toList();
      service
          .bean(JdbcClient.class)
          .sql("update job set request = '{' where id = ?")
          .param(runs.getFirst())
          .update();
      service.bean(DueRetrainings.class).start();
      assertThat(state(service, runs.getLast())).isEqualTo("cancelled");
    }
  }

  /// Two replicas that find the same run due at the same moment, and cannot start it, tell of one failure.
  @Test
  void aFailureIsStoredOnce() throws Exception {
    Service service = Service.shared();
    String alias = "/api/v1/aliases/failing";
    String dataset = trainedDataset(service);
    put(service, alias, "{\"modelId\": \"latest\"}");
    put(service, alias + "/retraining", "{\"schedule\": \"P7D\"}");
    service.delete("/api/v1/datasets/" + dataset);
    JdbcClient database = service.bean(JdbcClient.class);
    database
        .sql("update retraining set due_at = changed_at where alias = ?")
        .param("failing")
        .update();
    Callable<Boolean> replica =
        () -> {
          service.bean(DueRetrainings.class).start();
          return true;
        };
    Meanwhile.during(
        service,
        "update alias set changed_at = changed_at where name = ?",
        "failing",
        "select name from alias%",
        List.of(replica, replica));
    JsonNode runs = service.get(alias + "/retraining/runs").json().get("items");
    assertThat(runs.size()).as(runs.toString()).isOne();
    service.delete(alias);
  }

  /// Uploads rows and trains a model with them.
  private static String trainedDataset(Service service) {
    String dataset = Jobflow.upload(service, "", rows(0, 150, 10));
    Jobflow.model(
        service,
        "{\"datasetId\": \"%s\", \"horizon\": 2, \"ensemble\": {\"methods\": [\"mean\"], \"ridges\": [], \"networks\": []}}"
            .formatted(dataset));
    return dataset;
  }

  private static String state(Service service, String job) {
    return service
        .bean(JdbcClient.class)
        .sql("select state from job where id = ?")
        .param(job)
        .query(String.class)
        .optional()
        .orElse("deleted");
  }
}
