package dev.rondo.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A service that needs keys, and callers with their keys.
public final class Closed implements AutoCloseable {
  public static final String ADMIN = "an-admin-key-of-the-tests";

  public final Service service;

  public Closed(Path data, String... settings) {
    service =
        new Service(
            data,
            Stream.concat(
                    Stream.of("rondo.authentication=required", "rondo.admin-key=" + ADMIN),
                    Stream.of(settings))
                .toArray(String[]::new));
  }

  /// Sends a request with a key.
  ///
  /// @param key empty for none
  public Answer send(String key, String method, String path, String json, String... headers) {
    Stream<String> authorization =
        key.isEmpty() ? Stream.of() : Stream.of("Authorization", "Bearer " + key);
    Stream<String> type =
        json.isEmpty() ? Stream.of() : Stream.of("Content-Type", "application/json");
    return service.send(
        method,
        path,
        json.getBytes(StandardCharsets.UTF_8),
        Stream.of(authorization, type, Stream.of(headers)).flatMap(s -> s).toArray(String[]::new));
  }

  public Answer get(String key, String path, String... headers) {
    return send(key, "GET", path, "", headers);
  }

  /// Creates projects.
  public void projects(String... names) {
    for (String name : names)
      assertThat(
              send(ADMIN, "POST", "/api/v1/projects", "{\"name\": \"%s\"}".formatted(name))
                  .status())
          .isEqualTo(201);
  }

  /// Creates a key; returns its text.
  ///
  /// @param more further members
  public String key(String name, String role, List<String> projects, String more) {
    String named =
        projects.isEmpty()
            ? ""
            : ", \"projects\": [\"%s\"]".formatted(String.join("\", \"", projects));
    Answer answer =
        send(
            ADMIN,
            "POST",
            "/api/v1/keys",
            "{\"name\": \"%s\", \"role\": \"%s\"%s%s}".formatted(name, role, named, more));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer.json().get("text").stringValue();
  }

  public String id(String name) {
    for (var key : get(ADMIN, "/api/v1/keys?limit=500").json().get("items"))
      if (key.get("name").stringValue().equals(name)) return key.get("id").stringValue();
    throw new AssertionError("there is no key " + name);
  }

  @Override
  public void close() {
    service.close();
  }
}
