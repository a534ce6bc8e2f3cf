package dev.rondo.server.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rondo.server.OnPostgres;
import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// From a generated dataset to forecasts, in the steps of a user, on both databases.
class FlowTest {
  @TempDir Path data;

  @Test
  void onTheDatabaseFile() {
    try (Service service = new Service(data)) {
      flow(service);
    }
  }

  @Test
  void onPostgresql() throws IOException {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
        Service service = new Service(data, OnPostgres.settings(postgres))) {
      flow(service);
    }
  }

  private static void flow(Service service) {
    String dataset = Jobflow.dataset(service, 100);
    Answer accepted =
        service.postJson(
            "/api/v1/training-jobs",
            """
            {"datasetId": "%s", "name": "waves", "window": {"lookback": 20}, "scaler": {"type": "none"},
             "split": {"type": "by-series", "train": 70, "validation": 20, "test": 10},
             "network": {"cell": {"type": "simple-rnn"}, "units": [1], "head": "none"}, "training": {"epochs": 4, "earlyStopping": null}}
            """
                .formatted(dataset));
    assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
    String id = accepted.json().get("id").stringValue();
    // The stream ends after the last state.
    String events = service.get("/api/v1/training-jobs/" + id + "/events").text();
    assertThat(events.lines().filter("event:epoch"::equals)).hasSize(4);
    JsonNode job = service.get("/api/v1/training-jobs/" + id).json();
    assertThat(job.get("state").stringValue()).as(job.toString()).isEqualTo("succeeded");
    JsonNode history = service.get("/api/v1/training-jobs/" + id + "/history").json().get("epochs");
    assertThat(history.get(3).get("loss").doubleValue())
        .isLessThan(history.get(0).get("loss").doubleValue());

    String model = "/api/v1/models/" + job.get("modelId").stringValue();
    JsonNode described = service.get(model).json();
    assertThat(described.get("parameters").intValue()).isEqualTo(3);
    assertThat(described.get("provenance").get("datasetFingerprint"))
        .isEqualTo(service.get("/api/v1/datasets/" + dataset).json().get("fingerprint"));
    assertThat(described.get("evaluation").get("validation").get("baselines").size())
        .isGreaterThan(3);
    assertThat(
            service
                .get(model + "/summary")
                .json()
                .get("layers")
                .get(0)
                .get("parameters")
                .intValue())
        .isEqualTo(3);
    Answer table = service.get(model + "/summary", "Accept", "text/plain");
    assertThat(table.text()).contains("simple_rnn_1").contains("Total params: 3 ");
    predictions(service, model + "/predictions", dataset);
    refusals(service, model + "/predictions", dataset);
    assertThat(service.delete("/api/v1/datasets/" + dataset).status()).isEqualTo(204);
    assertThat(service.delete(model).status()).isEqualTo(204);
  }

  private static void predictions(Service service, String path, String dataset) {
    String stored =
        "{\"horizon\": 3, \"levels\": [80], \"dataset\": {\"id\": \""
            + dataset
            + "\", \"series\": [\"series-00002\"], \"cutoff\": \"30\"}}";
    JsonNode json = service.postJson(path, stored).json().get("forecasts").get(0);
    assertThat(json.get("seriesId").stringValue()).isEqualTo("series-00002");
    assertThat(json.get("steps").toString()).isEqualTo("[31,32,33]");
    assertThat(json.get("target")).isNull();
    JsonNode interval = json.get("intervals").get(0);
    assertThat(interval.get("lower").get(0).doubleValue())
        .isLessThan(interval.get("upper").get(0).doubleValue());

    // The same values as raw series give the same forecast.
    StringBuilder values = new StringBuilder();
    JsonNode series =
        service
            .get("/api/v1/datasets/" + dataset + "/series/series-00002?to=30")
            .json()
            .get("values");
    series
        .valueStream()
        .forEach(row -> values.append(values.isEmpty() ? "" : ",").append(row.get(0)));
    Answer raw =
        service.postJson(
            path,
            "{\"horizon\": 3, \"levels\": [80], \"series\": [{\"id\": \"a\", \"values\": ["
                + values
                + "]}]}");
    assertThat(raw.json().get("forecasts").get(0).get("mean")).isEqualTo(json.get("mean"));

    Answer csv =
        service.send(
            "POST",
            path,
            stored.getBytes(java.nio.charset.StandardCharsets.UTF_8),
            "Content-Type",
            "application/json",
            "Accept",
            "text/csv");
    List<String> rows = csv.text().lines().toList();
    assertThat(rows).hasSize(4);
    assertThat(rows.getFirst()).isEqualTo("seriesId,target,step,timestamp,mean,lower80,upper80");
    assertThat(Double.parseDouble(rows.get(1).split(",")[4]))
        .isCloseTo(json.get("mean").get(0).doubleValue(), within(0.0));

    String all = "{\"dataset\": {\"id\": \"" + dataset + "\"}}";
    Answer lines =
        service.send(
            "POST",
            path,
            all.getBytes(java.nio.charset.StandardCharsets.UTF_8),
            "Content-Type",
            "application/json",
            "Accept",
            "application/x-ndjson");
    assertThat(lines.contentType()).startsWith("application/x-ndjson");
    assertThat(lines.text().lines())
        .hasSize(100)
        .allMatch(line -> line.startsWith("{\"seriesId\":\"series-") && line.endsWith("}"));
  }

  private static void refusals(Service service, String path, String dataset) {
    Answer faulty =
        service.postJson(
            path,
            "{\"horizon\": 0, \"levels\": [100], \"series\": [{\"values\": [0.1, \"a\"]}, {\"values\": []}]}");
    assertThat(faulty.status()).isEqualTo(400);
    assertThat(faulty.faults())
        .containsExactly("/horizon", "/levels/0", "/series/0/values/1", "/series/1/values");
    assertThat(service.postJson(path, "{}").faults()).containsExactly("/series");
    Answer unknown = service.postJson(path, "{\"dataset\": {\"id\": \"none\"}}");
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.faults()).containsExactly("/dataset/id");
    Answer series =
        service.postJson(
            path, "{\"dataset\": {\"id\": \"" + dataset + "\", \"series\": [\"none\"]}}");
    assertThat(series.status()).isEqualTo(422);
    assertThat(series.faults()).containsExactly("/dataset/series/0");
    assertThat(service.postJson("/api/v1/models/none/predictions", "{\"series\": []}").status())
        .isEqualTo(404);
  }
}
