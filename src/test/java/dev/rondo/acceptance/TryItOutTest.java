package dev.rondo.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import dev.rondo.server.job.Jobflow;
import dev.rondo.server.prometheus.FakePrometheus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Calls every operation of the API description in the order of its tags, with the published examples.
class TryItOutTest {
  private static final String MODEL_FILE = "application/octet-stream";

  private record Call(String method, String path, JsonNode operation) {}

  @Test
  void everyExampleWorksInOrder() {
    try (FakePrometheus prometheus = FakePrometheus.waves("{\"job\":\"api\"}");
        Service service =
            new Service(
                Service.temporaryDirectory(),
                "rondo.prometheus.servers=" + prometheus.url(),
                "rondo.webhooks.hosts=127.0.0.1:9000")) {
      JsonNode document = service.get("/v3/api-docs").json();
      List<String> called = new ArrayList<>();
      for (JsonNode tag : document.get("tags")) {
        for (Call call : calls(document, tag.get("name").stringValue())) {
          Answer answer = call(service, call, prometheus);
          // A job may have ended or not failed, and an alias has stood for no other model.
          boolean ended =
              Stream.of("cancel", "pause", "resume", "retry", "extend", "rollback")
                      .anyMatch(command -> call.path().endsWith("/" + command))
                  && answer.status() == 409;
          if (!ended)
            assertThat(answer.status())
                .as("%s %s: %s", call.method(), call.path(), answer.text())
                .isBetween(200, 299);
          called.add(call.method() + " " + call.path());
          if (call.path().endsWith("/training-jobs") && call.method().equals("POST"))
            new Client(service).model("latest");
          if (call.path().endsWith("/datasets/prometheus"))
            Jobflow.model(service, Jobflow.small("latest", "\"epochs\": 1"));
          if (call.path().endsWith("/backtests") && call.method().equals("POST"))
            Jobflow.awaitAt(service, "/api/v1/backtests/latest", Jobflow::ended);
        }
      }
      assertThat(called)
          .contains(
              "POST /api/v1/datasets",
              "POST /api/v1/training-jobs",
              "POST /api/v1/models/{id}/predictions")
          .hasSizeGreaterThan(14);
    }
  }

  @Test
  void everyExampleOfAPredictionFitsModelsOfStepsAndOfTimes() {
    String days =
        "{\"frequency\": \"P1D\", \"series\": [{\"id\": \"series-00001\", \"start\": \"2026-01-01\", \"values\": %s}]}"
            .formatted(IntStream.range(0, 200).mapToObj(day -> day % 7).toList());
    String steps = days.replaceFirst("\"frequency.*?, ", "").replaceFirst("\"start.*?, ", "");
    try (Service service = new Service(Service.temporaryDirectory())) {
      Client client = new Client(service);
      for (String data : List.of(steps, days)) {
        String dataset =
            client.upload("", "application/json", data.getBytes(StandardCharsets.UTF_8));
        client.model(client.train(Jobflow.small(dataset, "\"epochs\": 1")));
        JsonNode content =
            service
                .get("/v3/api-docs")
                .json()
                .at("/paths/~1api~1v1~1models~1{id}~1predictions/post/requestBody/content");
        assertThat(content.propertyNames())
            .contains("application/json", "text/csv", "application/x-ndjson");
        content.forEachEntry((type, body) -> {
          assertThat(body.get("examples").isEmpty()).isFalse();
          for (JsonNode example : body.get("examples")) {
            JsonNode value = example.get("value");
            Answer answer =
                service.post(
                    "/api/v1/models/latest/predictions",
                    type,
                    value.isString() ? value.stringValue() : value.toString());
            assertThat(answer.status()).as("%s: %s", type, answer.text()).isEqualTo(200);
          }
        });
      }
    }
  }

  /// The operations of a tag without deletions; operations that start jobs come before those that read them.
  private static List<Call> calls(JsonNode document, String tag) {
    List<Call> posts = new ArrayList<>();
    List<Call> others = new ArrayList<>();
    document
        .get("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .properties()
                .forEach(method -> {
                  JsonNode operation = method.getValue();
                  if (!operation.at("/tags/0").stringValue("").equals(tag)) return;
                  Call call =
                      new Call(method.getKey().toUpperCase(Locale.ROOT), path.getKey(), operation);
                  // The events of a stream do not end.
                  if (call.method().equals("DELETE") || call.path().endsWith("streams/{id}/events"))
                    return;
                  if (call.method().equals("PUT")) posts.addFirst(call);
                  else if (call.method().equals("POST") && !call.path().endsWith("/cancel"))
                    posts.add(call);
                  else others.add(call);
                }));
    // A dataset of Prometheus comes before its refresh.
    posts.sort(Comparator.comparing(call -> call.path().endsWith("/refresh")));
    posts.addAll(others);
    return posts;
  }

  /// A file has no example that a document could show.
  private static byte[] modelFile(Service service) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI newest = service.root().resolve("/api/v1/models/latest/file");
      return client.send(HttpRequest.newBuilder(newest).build(), BodyHandlers.ofByteArray()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Answer call(Service service, Call call, FakePrometheus prometheus) {
    String path = call.path();
    for (JsonNode parameter : call.operation().path("parameters")) {
      if (parameter.get("in").stringValue().equals("path")) {
        assertThat(parameter.has("example"))
            .as(call.path() + " shows an example of " + parameter.get("name"))
            .isTrue();
        path =
            path.replace(
                "{" + parameter.get("name").stringValue() + "}",
                parameter.get("example").stringValue());
      }
    }
    JsonNode content = call.operation().at("/requestBody/content");
    if (content.isMissingNode() || content.isEmpty())
      return service.send(call.method(), path, new byte[0]);
    if (content.has(MODEL_FILE)) {
      Answer imported =
          service.send(call.method(), path, modelFile(service), "Content-Type", MODEL_FILE);
      // Later calls mean the newest model that was trained.
      assertThat(service.delete(imported.header("Location")).status()).isEqualTo(204);
      return imported;
    }
    Answer last = null;
    for (var body : content.properties()) {
      for (JsonNode example : body.getValue().path("examples")) {
        JsonNode value = example.get("value");
        String text =
            (value.isString() ? value.stringValue() : value.toString())
                .replace("http://localhost:9090", prometheus.url());
        last =
            service.send(
                call.method(),
                path,
                text.getBytes(StandardCharsets.UTF_8),
                "Content-Type",
                body.getKey());
        if (body.getKey().equals("application/json") || last.status() >= 300) return last;
      }
    }
    if (last == null) throw new AssertionError(call.path() + " shows no example of its body");
    return last;
  }
}
