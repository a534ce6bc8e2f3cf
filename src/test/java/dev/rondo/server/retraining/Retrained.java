package dev.rondo.server.retraining;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import dev.rondo.server.job.Jobflow;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.function.IntToDoubleFunction;
import tools.jackson.databind.JsonNode;

/// The calls of a user around an alias whose model is trained again.
record Retrained(Service service, String alias, String dataset) {
  private static final LocalDate START = LocalDate.of(2026, 1, 1);
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /// Members of a training of one method that fits in no time.
  static String training(String method) {
    return "\"ensemble\": {\"methods\": [\"%s\"], \"ridges\": [], \"networks\": [], \"fallback\": false}"
        .formatted(method);
  }

  /// A daily dataset and a model of one method behind an alias.
  static Retrained of(
      Service service, String alias, String method, int days, IntToDoubleFunction value) {
    String dataset = Jobflow.upload(service, "", rows(0, days, value));
    Retrained here = new Retrained(service, alias, dataset);
    here.move(here.train(training(method)));
    return here;
  }

  static String rows(int from, int to, IntToDoubleFunction value) {
    StringBuilder rows = new StringBuilder("date,v\n");
    for (int day = from; day < to; day++)
      rows.append(START.plusDays(day)).append(',').append(value.applyAsDouble(day)).append('\n');
    return rows.toString();
  }

  /// Returns the id of the model.
  String train(String members) {
    String path =
        Jobflow.model(
            service, "{\"datasetId\": \"%s\", \"horizon\": 2, %s}".formatted(dataset, members));
    return path.substring(path.lastIndexOf('/') + 1);
  }

  Answer put(String path, String json) {
    return service.send(
        "PUT", path, json.getBytes(StandardCharsets.UTF_8), "Content-Type", "application/json");
  }

  String path() {
    return "/api/v1/aliases/" + alias;
  }

  void move(String modelId) {
    Answer moved = put(path(), "{\"modelId\": \"%s\"}".formatted(modelId));
    assertThat(moved.status()).as(moved.text()).isIn(200, 201);
  }

  String model() {
    return service.get(path()).json().get("modelId").stringValue();
  }

  Answer policy(String json) {
    return put(path() + "/retraining", json);
  }

  void append(int from, int to, IntToDoubleFunction value) {
    Answer appended =
        service.post(
            "/api/v1/datasets/" + dataset + "/observations", "text/csv", rows(from, to, value));
    assertThat(appended.status()).as(appended.text()).isEqualTo(200);
  }

  /// Starts a run; returns its id.
  String start() {
    Answer started = service.postJson(path() + "/retraining/runs", "");
    assertThat(started.status()).as(started.text()).isEqualTo(202);
    assertThat(started.header("Location"))
        .endsWith("/runs/" + started.json().get("id").stringValue());
    return started.json().get("id").stringValue();
  }

  /// Waits for the end of a run.
  JsonNode ended(String run) {
    Instant end = Instant.now().plus(PATIENCE);
    while (true) {
      JsonNode now = service.get(path() + "/retraining/runs/" + run).json();
      if (!now.path("finishedAt").isMissingNode() && !now.get("finishedAt").isNull()) return now;
      assertThat(Instant.now()).as(now.toString()).isBefore(end);
      pause();
    }
  }

  /// Waits until the alias has a number of runs; returns them, newest first.
  JsonNode runs(int count) {
    Instant end = Instant.now().plus(PATIENCE);
    while (true) {
      JsonNode items = service.get(path() + "/retraining/runs").json().get("items");
      if (items.size() >= count) return items;
      assertThat(Instant.now()).isBefore(end);
      pause();
    }
  }

  static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// A forecast for each of some last days, kept.
  void keep(int from, int to) {
    for (int day = from; day < to; day++) {
      Answer kept =
          service.postJson(
              path() + "/predictions",
              "{\"keep\": true, \"dataset\": {\"id\": \"%s\", \"cutoff\": \"%s\"}}"
                  .formatted(dataset, START.plusDays(day)));
      assertThat(kept.status()).as(kept.text()).isEqualTo(200);
    }
  }
}
