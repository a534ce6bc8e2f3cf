package dev.rondo.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import dev.rondo.server.memory.MemoryBudget;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// The calls of a user around a job.
public final class Jobflow {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private Jobflow() {}

  /// Generates sine waves of 51 steps; returns the id.
  public static String dataset(Service service, int series) {
    Answer made =
        service.postJson(
            "/api/v1/datasets/generate",
            "{\"generator\": {\"type\": \"sine-waves\", \"series\": "
                + series
                + ", \"steps\": 51, \"noise\": 0.1, \"seed\": 1}}");
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return made.json().get("id").stringValue();
  }

  /// Uploads CSV; returns the id.
  ///
  /// @param query query of the upload, empty or from `?` on
  public static String upload(Service service, String query, String csv) {
    Answer made = service.post("/api/v1/datasets" + query, "text/csv", csv);
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return made.json().get("id").stringValue();
  }

  /// A small network for a dataset, with a split by time.
  ///
  /// @param training members of the training, such as `"epochs": 1`
  public static String small(String dataset, String training) {
    return """
    {"datasetId": "%s", "window": {"lookback": 6, "horizon": 2}, "scaler": {"type": "none"},
     "split": {"type": "by-time", "train": 0.6, "validation": 0.2, "test": 0.2},
     "network": {"cell": {"type": "simple-rnn", "activation": "relu"}, "units": [4]},
     "training": {%s}}
    """
        .formatted(dataset, training);
  }

  /// Trains; returns the path of the model.
  public static String model(Service service, String specification) {
    Answer submitted = service.postJson("/api/v1/training-jobs", specification);
    assertThat(submitted.status()).as(submitted.text()).isEqualTo(202);
    String id = submitted.json().get("id").stringValue();
    JsonNode ended = await(service, id, Jobflow::ended);
    assertThat(ended.path("modelId").stringValue("")).as(ended.toString()).isNotEmpty();
    return "/api/v1/models/" + ended.get("modelId").stringValue();
  }

  /// Polls until the training has the wanted state.
  public static JsonNode await(Service service, String id, Predicate<JsonNode> condition) {
    return awaitAt(service, "/api/v1/training-jobs/" + id, condition);
  }

  /// Polls until the job at a path has the wanted state.
  public static JsonNode awaitAt(Service service, String path, Predicate<JsonNode> condition) {
    Instant end = Instant.now().plus(PATIENCE);
    while (true) {
      JsonNode job = service.get(path).json();
      if (condition.test(job)) return job;
      pauseBefore(end, job);
    }
  }

  public static boolean ended(JsonNode job) {
    return !job.get("finishedAt").isNull();
  }

  /// Polls until a condition is met.
  ///
  /// @param what is waited for
  public static void await(String what, BooleanSupplier condition) {
    Instant end = Instant.now().plus(PATIENCE);
    while (!condition.getAsBoolean()) pauseBefore(end, what);
  }

  private static void pauseBefore(Instant end, Object awaited) {
    if (Instant.now().isAfter(end)) throw new AssertionError("waited too long for " + awaited);
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// Waits until so much memory is reserved. A job releases its memory just after its end is written, and a request just after its answer.
  public static void awaitReserved(Service service, long bytes) {
    MemoryBudget budget = service.bean(MemoryBudget.class);
    await(bytes + " reserved bytes", () -> budget.reserved() == bytes);
  }

  /// Bytes that a job reserves while it runs.
  public static long memory(Service service, String id) {
    return service
        .bean(JdbcClient.class)
        .sql("select memory from job where id = ?")
        .param(id)
        .query(Long.class)
        .single();
  }
}
