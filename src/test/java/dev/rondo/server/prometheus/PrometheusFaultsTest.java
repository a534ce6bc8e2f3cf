package dev.rondo.server.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Servers that are not allowed, or that answer what Prometheus does not.
class PrometheusFaultsTest {
  private static final String SCALAR =
      "{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[1,\"2\"]}}";
  private static final String VECTOR =
      "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":{},\"value\":[1,\"2\"]}]}}";

  @TempDir Path directory;

  private static String request(String url) {
    return request(url, "2026-01-01T01:00:00Z");
  }

  private static String request(String url, String end) {
    return """
    {"url": "%s", "query": "up", "start": "2026-01-01T00:00:00Z", "end": "%s", "step": "1m"}\
    """
        .formatted(url, end);
  }

  private String refusal(int status, FakePrometheus fake) {
    return refusal(status, fake, "1m");
  }

  /// The detail of the refusal of a dataset.
  ///
  /// @param timeout time for an answer
  private String refusal(int status, FakePrometheus fake, String timeout) {
    try (fake;
        Service service =
            new Service(
                directory,
                "rondo.prometheus.servers=" + fake.url(),
                "rondo.prometheus.timeout=" + timeout,
                "rondo.prometheus.answer=100KB")) {
      Answer refused = service.postJson("/api/v1/datasets/prometheus", request(fake.url()));
      assertThat(refused.status()).as(refused.text()).isEqualTo(status);
      assertThat(service.get("/api/v1/datasets").json().get("items")).isEmpty();
      return refused.json().get("detail").stringValue();
    }
  }

  @Test
  void noServerIsAskedUnlessItIsConfigured() {
    try (FakePrometheus fake = FakePrometheus.waves("{}")) {
      try (Service service = new Service(directory)) {
        Answer off = service.postJson("/api/v1/datasets/prometheus", request(fake.url()));
        assertThat(off.status()).isEqualTo(422);
        assertThat(off.faults()).containsExactly("/url");
        assertThat(off.json().get("detail").stringValue()).contains("rondo.prometheus.servers");
      }
      try (Service service =
          new Service(directory, "rondo.prometheus.servers=http://prometheus:9090")) {
        for (String url :
            new String[] {
              fake.url(),
              "http://prometheus:9090/other",
              "http://prometheus:9091",
              "https://prometheus:9090"
            }) {
          Answer other = service.postJson("/api/v1/datasets/prometheus", request(url));
          assertThat(other.status()).as(url).isEqualTo(422);
          assertThat(other.json().get("detail").stringValue()).contains("http://prometheus:9090");
        }
        for (String url :
            new String[] {
              "http://prometheus:9090@evil:80", "file:///etc/passwd", "http://prometheus:9090?x", ""
            })
          assertThat(service.postJson("/api/v1/datasets/prometheus", request(url)).status())
              .as(url)
              .isEqualTo(400);
      }
      assertThat(fake.asked()).isEmpty();
    }
  }

  @Test
  void membersAreChecked() {
    try (FakePrometheus fake = FakePrometheus.waves("{}");
        Service service = new Service(directory, "rondo.prometheus.servers=" + fake.url())) {
      Answer wrong =
          service.postJson(
              "/api/v1/datasets/prometheus",
              """
              {"url": "%s", "query": " ", "start": "yesterday", "end": "1", "step": "5 minutes"}\
              """
                  .formatted(fake.url()));
      assertThat(wrong.status()).isEqualTo(400);
      assertThat(wrong.faults()).contains("/query", "/step");
      Answer times =
          service.postJson(
              "/api/v1/datasets/prometheus",
              """
              {"url": "%s", "query": "up", "start": "yesterday", "end": "1", "step": "PT5M"}\
              """
                  .formatted(fake.url()));
      assertThat(times.faults()).containsExactly("/start", "/end");
      Answer steps =
          service.postJson(
              "/api/v1/datasets/prometheus", request(fake.url(), "2036-01-01T00:00:00Z"));
      assertThat(steps.status()).isEqualTo(422);
      assertThat(steps.json().get("detail").stringValue()).contains("5258881 steps");
      Answer uploaded =
          service.post("/api/v1/datasets", "text/csv", "time,y\n2026-01-01,1\n2026-01-02,2\n");
      Answer refresh = service.send("POST", uploaded.header("Location") + "/refresh", new byte[0]);
      assertThat(refresh.status()).isEqualTo(409);
      assertThat(fake.asked()).isEmpty();
    }
  }

  @Test
  void redirectsAreNotFollowed() {
    try (FakePrometheus other = FakePrometheus.waves("{}")) {
      FakePrometheus redirecting =
          new FakePrometheus((exchange, _) -> {
            exchange.getResponseHeaders().add("Location", other.url() + "/api/v1/query_range");
            exchange.sendResponseHeaders(307, -1);
          });
      assertThat(refusal(502, redirecting)).contains("redirects");
      assertThat(other.asked()).isEmpty();
    }
  }

  @Test
  void slowAnswersEnd() {
    FakePrometheus slow =
        new FakePrometheus((exchange, _) -> {
          exchange.sendResponseHeaders(200, 0);
          while (true) {
            exchange.getResponseBody().write(' ');
            exchange.getResponseBody().flush();
            pause();
          }
        });
    assertThat(refusal(502, slow, "1s")).contains("within PT1S", "rondo.prometheus.timeout");
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Test
  void hugeAnswersEnd() {
    byte[] blanks = new byte[1 << 16];
    Arrays.fill(blanks, (byte) ' ');
    FakePrometheus huge =
        new FakePrometheus((exchange, _) -> {
          exchange.sendResponseHeaders(200, 0);
          while (true) exchange.getResponseBody().write(blanks);
        });
    assertThat(refusal(502, huge)).contains("more than 102400 bytes", "rondo.prometheus.answer");
    // The range is halved until it has one step.
    assertThat(huge.asked()).hasSize(7);
  }

  @Test
  void largeAnswersAreAskedForInParts() {
    String[] many = new String[100];
    Arrays.setAll(many, i -> "{\"pod\":\"%d\"}".formatted(i));
    try (FakePrometheus fake = FakePrometheus.waves(many);
        Service service =
            new Service(
                directory,
                "rondo.prometheus.servers=" + fake.url(),
                "rondo.prometheus.answer=100KB")) {
      Answer made = service.postJson("/api/v1/datasets/prometheus", request(fake.url()));
      assertThat(made.status()).as(made.text()).isEqualTo(201);
      assertThat(made.json().at("/shape/series").intValue()).isEqualTo(100);
      assertThat(made.json().at("/shape/steps/min").intValue()).isEqualTo(61);
      assertThat(made.json().get("missing").intValue()).isZero();
    }
  }

  @Test
  void garbageIsNotRead() {
    String[] garbage = {
      "",
      "<html>",
      "[]",
      "{}",
      "{\"status\": \"success\"",
      "{\"status\": \"success\"}",
      "{\"status\": \"success\", \"data\": []}",
      FakePrometheus.matrix("{\"metric\":{},\"values\":[[\"x\",\"1\"]]}"),
      FakePrometheus.matrix("{\"metric\":{},\"values\":[[1767225600,1]]}"),
      FakePrometheus.matrix("{\"metric\":{},\"values\":[[1767225600,\"one\"]]}"),
      FakePrometheus.matrix("{\"metric\":{},\"values\":[[1767225601,\"1\"]]}"),
      FakePrometheus.matrix("{\"metric\":{},\"values\":[[1e300,\"1\"]]}"),
      FakePrometheus.matrix("{\"metric\":{},\"values\":[[1767225600]]}"),
      FakePrometheus.matrix("{\"metric\":{\"a\":1},\"values\":[]}"),
      "[".repeat(50_000),
      "{\"status\": \"" + "s".repeat(50_000),
      "\u0000",
      SCALAR,
      VECTOR
    };
    Said[] answers = Stream.of(garbage).map(text -> new Said(200, text)).toArray(Said[]::new);
    for (String detail : refusals(502, answers))
      assertThat(detail).startsWith("the Prometheus server http://127.0.0.1:").hasSizeLessThan(700);
    assertThat(refusals(502, new Said(404, "404 page not found"), new Said(200, SCALAR)))
        .satisfiesExactly(
            missing -> assertThat(missing).contains("status 404", "check the URL"),
            scalar -> assertThat(scalar).contains("'scalar', not a matrix"));
  }

  /// An answer of the server.
  private record Said(int status, String text) {}

  /// The details of the refusals of datasets, one for each answer.
  private List<String> refusals(int status, Said... answers) {
    AtomicReference<Said> next = new AtomicReference<>();
    List<String> details = new ArrayList<>();
    try (FakePrometheus fake =
            new FakePrometheus((exchange, _) ->
                FakePrometheus.send(exchange, next.get().status, next.get().text));
        Service service = new Service(directory, "rondo.prometheus.servers=" + fake.url())) {
      for (Said answer : answers) {
        next.set(answer);
        Answer refused = service.postJson("/api/v1/datasets/prometheus", request(fake.url()));
        assertThat(refused.status()).as(answer + ": " + refused.text()).isEqualTo(status);
        details.add(refused.json().get("detail").stringValue());
      }
      assertThat(service.get("/api/v1/datasets").json().get("items")).isEmpty();
    }
    return details;
  }

  @Test
  void queriesThatGiveSomethingElseAreRefused() {
    String histogram =
        FakePrometheus.matrix(
            "{\"metric\":{},\"histograms\":[[1767225600,{\"count\":\"1\",\"sum\":\"2\",\"buckets\":[[0,\"1\",\"2\",\"1\"]]}]]}");
    String labels =
        FakePrometheus.matrix(
            "{\"metric\":{\"pod\":\"%s\"},\"values\":[[1767225600,\"1\"]]}"
                .formatted("x".repeat(2000)));
    String failed =
        "{\"status\":\"error\",\"errorType\":\"execution\",\"error\":\"many\\u0000-to-many matching%s\"}"
            .formatted("!".repeat(5000));
    assertThat(
            refusals(422, new Said(200, histogram), new Said(200, labels), new Said(422, failed)))
        .satisfiesExactly(
            detail -> assertThat(detail).contains("histogram_quantile"),
            detail -> assertThat(detail).contains("fewer labels"),
            detail ->
                assertThat(detail)
                    .contains("execution: many -to-many matching")
                    .hasSizeLessThan(700));
  }

  @Test
  void failuresAreTold() {
    String starting =
        "{\"status\":\"error\",\"errorType\":\"unavailable\",\"error\":\"starting up\"}";
    assertThat(refusal(502, FakePrometheus.of(503, starting))).contains("unavailable: starting up");
    FakePrometheus gone = FakePrometheus.waves("{}");
    gone.close();
    assertThat(refusal(502, gone)).contains("cannot be reached");
    FakePrometheus torn =
        new FakePrometheus((exchange, _) -> {
          exchange.sendResponseHeaders(200, 1000);
          exchange.getResponseBody().write("{\"status\":".getBytes(StandardCharsets.UTF_8));
        });
    assertThat(refusal(502, torn)).contains("broke off");
  }
}
