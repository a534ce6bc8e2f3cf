package dev.rondo.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service.Answer;
import dev.rondo.server.job.Jobflow;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Calls every operation of the OpenAPI document with invalid values.
class HostileRequestsTest {
  private static final List<String> VALUES =
      List.of(
          "x",
          "-1",
          "99999999999999999999",
          "NaN",
          "+",
          "%00",
          "%ED%A0%80",
          "%F0%9F%98%80",
          "'%3B--",
          "%7B%7D");
  private static final List<String> BODIES =
      List.of(
          "{",
          "[]",
          "null",
          "3",
          "\"x\"",
          "{\"nothing\": 1}",
          "{\"name\": {}}",
          "{\"name\": 1e999}",
          "{\"name\": NaN}",
          "[".repeat(5000));

  private static final String NOTHING = "00000000-0000-7000-8000-000000000000";

  private final Service service = Service.shared();
  private final List<String> wrong = new ArrayList<>();

  private interface Visitor {
    void visit(String path, String method, JsonNode operation);
  }

  private void everyOperation(Visitor visitor) {
    JsonNode paths = service.get("/v3/api-docs").json().get("paths");
    assertThat(paths).isNotEmpty();
    paths.forEachEntry((path, methods) ->
        methods.forEachEntry((method, operation) ->
            visitor.visit(path, method.toUpperCase(Locale.ROOT), operation)));
  }

  @AfterEach
  void nothingIsWrongAndTheServiceIsUp() {
    assertThat(wrong).isEmpty();
    assertThat(service.get("/actuator/health").status()).isEqualTo(200);
  }

  @Test
  void alwaysMeetWithAProblemDocument() {
    everyOperation(this::sweep);
  }

  @Test
  void areRefusedFromForeignHostsAndOrigins() {
    everyOperation((path, method, _) -> {
      String filled = filled(path, NOTHING);
      forbidden(method, filled, "Host: attacker.example\r\n");
      String own = "Host: localhost:" + service.root().getPort() + "\r\n";
      if (!method.equals("GET"))
        forbidden(method, filled, own + "Origin: https://attacker.example\r\n");
    });
  }

  private void forbidden(String method, String path, String headers) {
    String request =
        "%s %s HTTP/1.1\r\n%sContent-Length: 0\r\nConnection: close\r\n\r\n"
            .formatted(method, path, headers);
    String answer;
    try {
      answer = RawRequests.send(service.root(), request);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!answer.startsWith("HTTP/1.1 403") || !answer.contains("application/problem+json"))
      wrong.add(request + " -> " + answer);
  }

  @Test
  void areRefusedIfPackedTwice() {
    String dataset = Jobflow.dataset(service, 20);
    Jobflow.model(service, Jobflow.small(dataset, "\"epochs\": 1"));
    byte[] packed = gzip(gzip("\n".repeat(1 << 24).getBytes(StandardCharsets.UTF_8)));
    byte[] form = form(packed);
    Set<String> types = new HashSet<>();
    everyOperation((path, method, operation) -> {
      for (String type : operation.at("/requestBody/content").propertyNames()) {
        types.add(type);
        boolean multipart = type.startsWith("multipart/");
        String complete = multipart ? type + "; boundary=b" : type;
        byte[] body = multipart ? form : packed;
        String filled = filled(path, path.contains("/datasets/") ? dataset : "latest");
        refused(method, filled, body, "Content-Type", complete);
        refused(method, filled, body, "Content-Type", complete, "Content-Encoding", "gzip");
      }
    });
    assertThat(types)
        .contains("application/json", "text/csv", "application/x-ndjson", "multipart/form-data");
  }

  private void refused(String method, String path, byte[] body, String... headers) {
    Answer answer = service.send(method, path, body, headers);
    if (answer.status() < 400
        || answer.status() >= 500
        || !answer.contentType().equals("application/problem+json"))
      wrong.add(method + " " + path + " " + List.of(headers) + " -> " + answer.text());
  }

  private static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  private static byte[] form(byte[] file) {
    String head =
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv.gz\"\r\nContent-Type: text/csv\r\n\r\n";
    ByteArrayOutputStream form = new ByteArrayOutputStream();
    form.writeBytes(head.getBytes(StandardCharsets.UTF_8));
    form.writeBytes(file);
    form.writeBytes("\r\n--b--\r\n".getBytes(StandardCharsets.UTF_8));
    return form.toByteArray();
  }

  /// No number of milliseconds is so large.
  @Test
  void areRefusedForADurationBeyondAllBounds() {
    String dataset = Jobflow.dataset(service, 20);
    for (String[] request :
        new String[][] {
          {"training-jobs", ""},
          {"training-jobs", ", \"horizon\": 1"},
          {"backtests", ", \"horizon\": 1, \"candidates\": [{\"type\": \"auto\"%s}]"}
        }) {
      String duration = ", \"maxDuration\": \"PT99999999999999999S\"";
      boolean inside = request[1].contains("%s");
      String body =
          "{\"datasetId\": \"%s\"".formatted(dataset)
              + (inside ? request[1].formatted(duration) : request[1] + duration)
              + "}";
      Answer answer = service.postJson("/api/v1/" + request[0], body);
      assertThat(answer.status()).as(body + answer.text()).isEqualTo(400);
      assertThat(answer.faults()).as(body).anyMatch(at -> at.endsWith("/maxDuration"));
    }
  }

  /// The last of 5 001 series is wrong; no part of the answer is sent before that is known.
  @ParameterizedTest
  @ValueSource(strings = {"application/json", "text/csv", "application/x-ndjson"})
  void areRefusedForTheirLastSeries(String accept) {
    String dataset = Jobflow.dataset(service, 20);
    String path = Jobflow.model(service, Jobflow.small(dataset, "\"epochs\": 1")) + "/predictions";
    String good = "{\"values\": [1, 2, 3]},".repeat(5000);
    for (String late :
        List.of(
            "{\"values\": [null, null]}",
            "{\"values\": [\"x\"]}",
            "{\"values\": [[1, 2]]}",
            "{\"values\": [1e999]}",
            "{\"values\": 3}",
            "{\"start\": \"x\", \"values\": [1]}",
            "{}",
            "null")) {
      byte[] body = ("{\"series\": [" + good + late + "]}").getBytes(StandardCharsets.UTF_8);
      Answer answer =
          service.send("POST", path, body, "Content-Type", "application/json", "Accept", accept);
      assertThat(answer.status()).as(late + answer.text()).isBetween(400, 499);
      assertThat(answer.contentType()).as(late).isEqualTo("application/problem+json");
      assertThat(answer.faults())
          .as(late)
          .isNotEmpty()
          .allMatch(at -> at.startsWith("/series/5000"));
    }
  }

  /// PostgreSQL has no NUL in its texts.
  @Test
  void areRefusedForAControlCharacterAlsoOnPostgres(@TempDir Path directory) throws Exception {
    refusesControlCharacters(service);
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
        Service other = new Service(directory, OnPostgres.settings(postgres))) {
      refusesControlCharacters(other);
    }
  }

  private void refusesControlCharacters(Service asked) {
    String model = Jobflow.model(asked, Jobflow.small(Jobflow.dataset(asked, 20), "\"epochs\": 1"));
    everyOperation((path, method, operation) -> {
      String filled = filled(path, "latest");
      List<String> types = List.copyOf(operation.at("/requestBody/content").propertyNames());
      for (JsonNode parameter : operation.path("parameters")) {
        if (!parameter.get("in").stringValue().equals("query")) continue;
        String name = parameter.get("name").stringValue();
        for (String value : List.of("%00", "a%00", "%01", "%7F", "%C2%85")) {
          Answer answer =
              asked.send(
                  method,
                  filled + "?" + name + "=" + value,
                  "--b--\r\n".getBytes(StandardCharsets.UTF_8),
                  "Content-Type",
                  types.isEmpty() ? "text/plain" : types.getFirst() + ";boundary=b");
          if (answer.status() != 400 || !answer.text().contains(name))
            wrong.add(method + " " + filled + " " + name + value + " -> " + answer.text());
        }
      }
      for (String value : List.of("%00", "a%00", "%01")) {
        Answer answer = asked.send(method, filled(path, value), new byte[0]);
        if (answer.status() >= 500) wrong.add(method + " " + path + value + answer.text());
      }
    });
    Answer refused = asked.get(model + "/kept-forecasts?series=a%00");
    assertThat(refused.faults()).containsExactly("series");
    assertThat(asked.get("/api/v1/audit?caller=%00&project=%00").faults())
        .containsExactlyInAnyOrder("caller", "project");
  }

  private static String filled(String path, String value) {
    return path.replaceAll("\\{[^}]*}", value);
  }

  private void sweep(String path, String method, JsonNode operation) {
    for (String value : VALUES) {
      String filled = filled(path, value);
      check(method, filled, "", "");
      for (JsonNode parameter : operation.path("parameters")) {
        if (parameter.get("in").stringValue().equals("query"))
          check(method, filled + "?" + parameter.get("name").stringValue() + "=" + value, "", "");
      }
    }
    String filled = filled(path, NOTHING);
    check(method, filled + "?nonsense=1", "", "");
    if (!operation.has("requestBody")) return;
    for (String body : BODIES) check(method, filled, "application/json", body);
    check(method, filled, "multipart/form-data; boundary=b", "nothing");
    check(method, filled, "multipart/form-data", "nothing");
    check(method, filled, "image/png", "nothing");
    check(method, filled, "no type at all", "nothing");
  }

  private void check(String method, String path, String type, String body) {
    String[] headers = type.isEmpty() ? new String[0] : new String[] {"Content-Type", type};
    Answer answer = service.send(method, path, body.getBytes(StandardCharsets.UTF_8), headers);
    boolean problem =
        answer.status() < 400 || answer.contentType().equals("application/problem+json");
    if (answer.status() >= 500 || !problem)
      wrong.add(method + " " + path + " " + type + " -> " + answer.status() + " " + answer.text());
  }
}
