package dev.rondo.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.Application;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The service in a process of its own, which a test can kill.
final class ServiceProcess implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Pattern LISTENS = Pattern.compile("Tomcat started on port (\\d+) ");

  private final HttpClient http = HttpClient.newHttpClient();
  private final String root;
  private final Process process;
  private final Path log;

  /// Starts the service on a port that it chooses, and waits until it is ready.
  ///
  /// @param data its data directory
  /// @param settings as `name=value`
  ServiceProcess(Path data, String... settings) throws IOException, InterruptedException {
    this(List.of(), data, settings);
  }

  /// @param options of Java
  ServiceProcess(List<String> options, Path data, String... settings)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector"));
    command.addAll(options);
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            Application.class.getName(),
            "--server.port=0",
            "--rondo.data-directory=" + data));
    for (String setting : settings) command.add("--" + setting);
    log = data.resolveSibling(data.getFileName() + ".log");
    Files.deleteIfExists(log);
    process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    awaitWhileItRuns(() -> LISTENS.matcher(log()).find());
    root = "http://127.0.0.1:" + port();
    awaitWhileItRuns(() -> {
      try {
        return get("/actuator/health/readiness").get("status").stringValue().equals("UP");
      } catch (IllegalStateException e) {
        return false;
      }
    });
  }

  private void awaitWhileItRuns(BooleanSupplier condition) throws InterruptedException {
    await(() -> {
      assertThat(process.isAlive()).as("the service runs; see %s", log).isTrue();
      return condition.getAsBoolean();
    });
  }

  private String port() {
    Matcher listens = LISTENS.matcher(log());
    assertThat(listens.find()).isTrue();
    return listens.group(1);
  }

  static void await(BooleanSupplier condition) throws InterruptedException {
    long patience = System.nanoTime() + Duration.ofMinutes(3).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > patience) throw new AssertionError("waited three minutes in vain");
      Thread.sleep(100);
    }
  }

  JsonNode get(String path) {
    return JSON.readTree(send(HttpRequest.newBuilder(URI.create(root + path)).build()).body());
  }

  JsonNode post(String path, String json) {
    return JSON.readTree(post(path, "application/json", json).body());
  }

  /// Throws IllegalStateException if no service answers.
  HttpResponse<String> post(String path, String type, String body, String... headers) {
    return post(path, type, body.getBytes(StandardCharsets.UTF_8), headers);
  }

  HttpResponse<String> post(String path, String type, byte[] body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(root + path))
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (headers.length > 0) request.headers(headers);
    return send(request.build());
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// The lines of server-sent events from their begin to their end.
  Stream<String> events(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(root + path)).build();
    return http.send(request, BodyHandlers.ofLines()).body();
  }

  /// What the service has logged.
  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Sends a signal, such as `STOP`.
  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  /// Kills the service.
  void kill() {
    process.destroyForcibly();
  }

  /// Kills the service and waits for its end.
  @Override
  public void close() throws InterruptedException {
    kill();
    process.waitFor(20, TimeUnit.SECONDS);
    http.close();
  }
}
