package dev.rondo.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.MovableClock;
import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// A service that needs keys, and callers with their keys.
public final class Closed implements AutoCloseable {
  public static final String ADMIN = "an-admin-key-of-the-tests";

  private static final Duration HOUR = Duration.ofHours(1);

  public final Service service;

  private static final class Shared {
    private static final Closed CLOSED =
        new Closed(Service.temporaryDirectory(), "rondo.streams.heartbeat=200ms");
  }

  /// One service for all tests that leave nothing behind that affects others; never closed. Its clock, the names of keys and the audit
  /// log are those of all these tests.
  static Closed shared() {
    return Shared.CLOSED;
  }

  public Closed(Path data, String... settings) {
    service =
        new Service(
            List.of(MovableClock.Beans.class),
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

  /// Creates a key that expires after an hour; returns its text.
  String keyForAnHour(String name, String role, List<String> projects) {
    Instant end = clock().instant().plus(HOUR);
    return key(name, role, projects, ", \"expiresAt\": \"%s\"".formatted(end));
  }

  /// Lets an hour pass at once.
  void passAnHour() {
    clock().pass(HOUR);
  }

  private MovableClock clock() {
    return service.bean(MovableClock.class);
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
