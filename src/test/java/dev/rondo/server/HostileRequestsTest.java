package dev.rondo.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service.Answer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Calls every operation of the OpenAPI document with invalid values.
class HostileRequestsTest {
  private static final List<String> VALUES =
      List.of(
          "x",
          "-1",
          "99999999999999999999",
          "NaN",
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

  private final Service service = Service.shared();
  private final List<String> wrong = new ArrayList<>();

  @Test
  void alwaysMeetWithAProblemDocument() {
    JsonNode paths = service.get("/v3/api-docs").json().get("paths");
    paths.forEachEntry((path, methods) ->
        methods.forEachEntry(
            (method, operation) -> sweep(path, method.toUpperCase(Locale.ROOT), operation)));
    assertThat(wrong).isEmpty();
    assertThat(service.get("/actuator/health").status()).isEqualTo(200);
  }

  private void sweep(String path, String method, JsonNode operation) {
    for (String value : VALUES) {
      String filled = path.replaceAll("\\{[^}]*}", value);
      check(method, filled, "", "");
      for (JsonNode parameter : operation.path("parameters")) {
        if (parameter.get("in").stringValue().equals("query"))
          check(method, filled + "?" + parameter.get("name").stringValue() + "=" + value, "", "");
      }
    }
    String filled = path.replaceAll("\\{[^}]*}", "00000000-0000-7000-8000-000000000000");
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
