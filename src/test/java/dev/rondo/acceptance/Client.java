package dev.rondo.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/// The calls that all acceptance tests share.
record Client(Service service) {
  String generate(String generator) {
    return created(
        service.postJson("/api/v1/datasets/generate", "{\"generator\": " + generator + "}"), 201);
  }

  String upload(String query, String contentType, byte[] body) {
    return created(
        service.send("POST", "/api/v1/datasets" + query, body, "Content-Type", contentType), 201);
  }

  String train(String specification) {
    return created(service.postJson("/api/v1/training-jobs", specification), 202);
  }

  private static String created(Answer answer, int status) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    String id = answer.json().get("id").stringValue();
    assertThat(answer.header("Location")).endsWith(id);
    return id;
  }

  /// Waits for the end of a job and returns its model.
  JsonNode model(String job) {
    long patience = System.nanoTime() + Duration.ofMinutes(10).toNanos();
    while (System.nanoTime() < patience) {
      JsonNode state = service.get("/api/v1/training-jobs/" + job).json();
      String name = state.get("state").stringValue();
      if (name.equals("succeeded")) {
        return service.get("/api/v1/models/" + state.get("modelId").stringValue()).json();
      }
      assertThat(name).as(state.toString()).isIn("queued", "running");
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    throw new AssertionError("the job " + job + " did not end");
  }

  static double baseline(JsonNode part, String name, String metric) {
    for (JsonNode baseline : part.get("baselines")) {
      if (baseline.get("name").stringValue().equals(name))
        return baseline.get("scores").get(metric).doubleValue();
    }
    throw new AssertionError("no baseline " + name + " in " + part);
  }
}
