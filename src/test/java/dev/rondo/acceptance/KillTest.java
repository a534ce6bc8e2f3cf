package dev.rondo.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.Application;
import dev.rondo.server.Service;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A service that is killed during a training loses no finished work and runs the training again after its next start.
class KillTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient http = HttpClient.newHttpClient();
  private final Path data = Service.temporaryDirectory();

  @Test
  @Timeout(180)
  void killedInTheMiddleOfATrainingTheJobIsFoundAndRunAgain()
      throws IOException, InterruptedException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    String api = "http://127.0.0.1:" + port + "/api/v1";
    Process first = start(port);
    String finished;
    String interrupted;
    try {
      JsonNode dataset =
          post(
              api + "/datasets/generate",
              "{\"generator\": {\"type\": \"sine-waves\", \"series\": 400, \"steps\": 40}}");
      finished = post(api + "/training-jobs", job(dataset, 1)).get("id").stringValue();
      await(() ->
          get(api + "/training-jobs/" + finished).get("state").stringValue().equals("succeeded"));
      interrupted = post(api + "/training-jobs", job(dataset, 3000)).get("id").stringValue();
      await(
          () -> get(api + "/training-jobs/" + interrupted + "/history").get("epochs").size() >= 2);
    } finally {
      first.destroyForcibly().waitFor(20, TimeUnit.SECONDS);
    }

    Process second = start(port);
    try {
      JsonNode done = get(api + "/training-jobs/" + finished);
      assertThat(done.get("state").stringValue()).isEqualTo("succeeded");
      assertThat(get(api + "/models/" + done.get("modelId").stringValue()).has("evaluation"))
          .isTrue();
      await(() -> get(api + "/training-jobs/" + interrupted).get("attempt").intValue() == 2);
      await(() -> !get(api + "/training-jobs/" + interrupted + "/history").get("epochs").isEmpty());
      int number = 1;
      for (JsonNode epoch : get(api + "/training-jobs/" + interrupted + "/history").get("epochs")) {
        assertThat(epoch.get("epoch").intValue()).isEqualTo(number++);
      }
      post(api + "/training-jobs/" + interrupted + "/cancel", "");
      await(() ->
          get(api + "/training-jobs/" + interrupted)
              .get("state")
              .stringValue()
              .equals("cancelled"));
      assertThat(get(api + "/training-jobs/" + interrupted).get("modelId").isString()).isTrue();
    } finally {
      second.destroyForcibly().waitFor(20, TimeUnit.SECONDS);
    }
  }

  private static String job(JsonNode dataset, int epochs) {
    return """
    {"datasetId": "%s", "window": {"lookback": 30, "horizon": 1}, "network": {"cell": {"type": "gru"}, "units": [16]},
     "training": {"epochs": %d, "earlyStopping": null}}
    """
        .formatted(dataset.get("id").stringValue(), epochs);
  }

  private Process start(int port) throws IOException, InterruptedException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--add-modules=jdk.incubator.vector",
            "-cp",
            System.getProperty("java.class.path"),
            Application.class.getName(),
            "--server.port=" + port,
            "--rondo.data-directory=" + data);
    Path log = data.resolveSibling(data.getFileName() + ".log");
    Files.deleteIfExists(log);
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    await(() -> {
      assertThat(process.isAlive()).as("the service runs; see %s", log).isTrue();
      try {
        return get("http://127.0.0.1:" + port + "/actuator/health/readiness")
            .get("status")
            .stringValue()
            .equals("UP");
      } catch (IllegalStateException e) {
        return false;
      }
    });
    return process;
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long patience = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > patience) throw new AssertionError("waited a minute in vain");
      Thread.sleep(100);
    }
  }

  private JsonNode get(String uri) {
    return send(HttpRequest.newBuilder(URI.create(uri)).build());
  }

  private JsonNode post(String uri, String body) {
    return send(
        HttpRequest.newBuilder(URI.create(uri))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  /// Throws IllegalStateException if no service listens.
  private JsonNode send(HttpRequest request) {
    try {
      String body = http.send(request, BodyHandlers.ofString()).body();
      return JSON.readTree(body);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
