package dev.rondo.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/// The calls of a user around a job.
public final class Jobflow {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

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
    JsonNode ended = await(service, id, job -> !job.get("finishedAt").isNull());
    assertThat(ended.path("modelId").stringValue("")).as(ended.toString()).isNotEmpty();
    return "/api/v1/models/" + ended.get("modelId").stringValue();
  }

  /// Polls until the job has the wanted state.
  public static JsonNode await(Service service, String id, Predicate<JsonNode> condition) {
    Instant end = Instant.now().plus(PATIENCE);
    while (true) {
      JsonNode job = service.get("/api/v1/training-jobs/" + id).json();
      if (condition.test(job)) return job;
      if (Instant.now().isAfter(end)) throw new AssertionError("waited too long for " + job);
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }
}
