package dev.rondo.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import dev.rondo.server.Service.Answer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Calls every read operation far more often than the pool has connections.
class ReadOperationsTest {
  private static final int TIMES = 1000;

  /// Answers as long as the stream exists; `StreamEventsTest` reads it.
  private static final String ENDLESS = "/api/v1/streams/{id}/events";

  private static Service service;
  private static final Map<String, String> KNOWN =
      Map.of(
          "{id}",
          "latest",
          "{seriesId}",
          "a",
          "{name}",
          "not-found",
          "{alias}",
          "champion",
          "{forecast}",
          "load",
          "{matrix}",
          "layers.0.kernel");

  @BeforeAll
  static void start(@TempDir Path directory) throws InterruptedException {
    service = new Service(directory, "rondo.webhooks.hosts=127.0.0.1");
    service.postJson("/api/v1/webhooks", "{\"url\": \"http://127.0.0.1:1/\"}");
    service.postJson(
        "/api/v1/datasets",
        "{\"frequency\": \"PT1H\", \"series\": [{\"id\": \"a\", \"start\": \"2026-01-01T00:00:00Z\", \"values\": [1, 2, 3, 4, 5, 6, 7, 8, 9, 8, 7, 6]}]}");
    ends(
        "/api/v1/training-jobs",
        "{\"datasetId\": \"latest\", \"window\": {\"lookback\": 2, \"horizon\": 1}, \"network\": {\"units\": [1]}, \"training\": {\"epochs\": 1}}");
    service.send(
        "PUT",
        "/api/v1/aliases/champion",
        "{\"modelId\": \"latest\"}".getBytes(StandardCharsets.UTF_8),
        "Content-Type",
        "application/json");
    service.send(
        "PUT",
        "/api/v1/aliases/champion/retraining",
        "{}".getBytes(StandardCharsets.UTF_8),
        "Content-Type",
        "application/json");
    ends("/api/v1/aliases/champion/retraining/runs", "");
    service.postJson(
        "/api/v1/models/latest/predictions", "{\"keep\": true, \"dataset\": {\"id\": \"latest\"}}");
    service.send(
        "PUT",
        "/api/v1/streams/latest",
        "{\"modelId\": \"latest\", \"series\": [{\"id\": \"a\", \"values\": [1, 2, 3]}]}"
            .getBytes(StandardCharsets.UTF_8),
        "Content-Type",
        "application/json");
    service.send(
        "PUT",
        "/api/v1/published-forecasts/load",
        "{\"modelId\": \"latest\", \"datasetId\": \"latest\"}".getBytes(StandardCharsets.UTF_8),
        "Content-Type",
        "application/json");
    service.postJson("/api/v1/keys", "{\"name\": \"one\", \"role\": \"reader\"}");
    ends(
        "/api/v1/backtests",
        "{\"datasetId\": \"latest\", \"horizon\": 1, \"candidates\": [{\"type\": \"baseline\", \"name\": \"naive\"}]}");
  }

  /// Starts a job and waits for its success.
  private static void ends(String path, String request) throws InterruptedException {
    String job = service.postJson(path, request).json().get("id").stringValue();
    String state = "queued";
    while (state.equals("queued") || state.equals("running")) {
      Thread.sleep(50);
      state = service.get(path + "/" + job).json().get("state").stringValue();
    }
    assertThat(state).isEqualTo("succeeded");
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void giveEveryConnectionBack() {
    Map<String, String> wrong = new LinkedHashMap<>();
    for (String path : paths()) {
      for (int i = 0; i < TIMES && !wrong.containsKey(path); i++) {
        Answer answer = service.get(path);
        if (answer.status() >= 300) wrong.put(path, answer.status() + " " + answer.text());
      }
    }
    assertThat(wrong).isEmpty();
    HikariPoolMXBean pool = pool();
    assertThat(pool.getActiveConnections()).isZero();
    assertThat(pool.getIdleConnections()).isEqualTo(pool.getTotalConnections()).isPositive();
    assertThat(service.get("/actuator/health/readiness").status()).isEqualTo(200);
  }

  private static List<String> paths() {
    List<String> paths = new ArrayList<>();
    JsonNode described = service.get("/v3/api-docs").json().get("paths");
    described.forEachEntry((path, operations) -> {
      if (operations.has("get") && !path.equals(ENDLESS)) paths.add(filled(path));
    });
    assertThat(paths).hasSizeGreaterThan(8).noneMatch(path -> path.contains("{"));
    return paths;
  }

  private static String filled(String path) {
    String filled = path;
    for (var each : KNOWN.entrySet()) filled = filled.replace(each.getKey(), each.getValue());
    return filled;
  }

  private static HikariPoolMXBean pool() {
    return ((HikariDataSource) service.bean(DataSource.class)).getHikariPoolMXBean();
  }
}
