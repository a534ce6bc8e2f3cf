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
  private static final Duration PATIENCE = Duration.ofSeconds(60);

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
