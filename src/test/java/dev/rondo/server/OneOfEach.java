package dev.rondo.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service.Answer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/// One resource of each kind, for tests that walk the description of the API.
public final class OneOfEach {
  private static final Map<String, String> PLACES =
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

  private OneOfEach() {}

  /// The path of a resource that [#service] has.
  public static String path(String pattern) {
    String filled = pattern;
    for (var each : PLACES.entrySet()) filled = filled.replace(each.getKey(), each.getValue());
    return filled;
  }

  /// A service that has the resources; its jobs have ended.
  public static Service service(Path data) throws InterruptedException {
    Service service = new Service(data, "rondo.webhooks.hosts=127.0.0.1");
    create(service);
    return service;
  }

  /// Creates the resources, and waits until the jobs have ended.
  public static void create(Service service) throws InterruptedException {
    service.postJson("/api/v1/webhooks", "{\"url\": \"http://127.0.0.1:1/\"}");
    service.postJson(
        "/api/v1/datasets",
        "{\"frequency\": \"PT1H\", \"series\": [{\"id\": \"a\", \"start\": \"2026-01-01T00:00:00Z\", \"values\": [1, 2, 3, 4, 5, 6, 7, 8, 9, 8, 7, 6]}]}");
    ends(
        service,
        "/api/v1/training-jobs",
        "{\"datasetId\": \"latest\", \"window\": {\"lookback\": 2, \"horizon\": 1}, \"network\": {\"units\": [1]}, \"training\": {\"epochs\": 1}}");
    put(service, "/api/v1/aliases/champion", "{\"modelId\": \"latest\"}");
    put(service, "/api/v1/aliases/champion/retraining", "{}");
    ends(service, "/api/v1/aliases/champion/retraining/runs", "");
    service.postJson(
        "/api/v1/models/latest/predictions", "{\"keep\": true, \"dataset\": {\"id\": \"latest\"}}");
    put(
        service,
        "/api/v1/streams/latest",
        "{\"modelId\": \"latest\", \"series\": [{\"id\": \"a\", \"values\": [1, 2, 3]}]}");
    put(
        service,
        "/api/v1/published-forecasts/load",
        "{\"modelId\": \"latest\", \"datasetId\": \"latest\"}");
    service.postJson("/api/v1/keys", "{\"name\": \"one\", \"role\": \"reader\"}");
    ends(
        service,
        "/api/v1/backtests",
        "{\"datasetId\": \"latest\", \"horizon\": 1, \"candidates\": [{\"type\": \"baseline\", \"name\": \"naive\"}]}");
  }

  public static Answer put(Service service, String path, String json, String... headers) {
    String[] all = new String[headers.length + 2];
    System.arraycopy(headers, 0, all, 0, headers.length);
    all[headers.length] = "Content-Type";
    all[headers.length + 1] = "application/json";
    return service.send("PUT", path, json.getBytes(StandardCharsets.UTF_8), all);
  }

  /// Starts a job and waits for its success.
  private static void ends(Service service, String path, String request)
      throws InterruptedException {
    String job = service.postJson(path, request).json().get("id").stringValue();
    String state = "queued";
    while (state.equals("queued") || state.equals("running")) {
      Thread.sleep(50);
      state = service.get(path + "/" + job).json().get("state").stringValue();
    }
    assertThat(state).isEqualTo("succeeded");
  }
}
