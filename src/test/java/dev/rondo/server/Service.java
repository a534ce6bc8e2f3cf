package dev.rondo.server;

import dev.rondo.Application;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The whole service on its own port, and a client for it.
public final class Service implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final ConfigurableApplicationContext context;
  private final HttpClient client;
  private final URI root;
  private final List<String> always;

  /// A received answer.
  public record Answer(int status, String contentType, HttpResponse<String> response) {
    public String text() {
      return response.body();
    }

    public JsonNode json() {
      return JSON.readTree(response.body());
    }

    public String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    /// Pointers of all faults of a problem; the parameter name of a fault without a pointer.
    public List<String> faults() {
      List<String> faults = new ArrayList<>();
      for (JsonNode fault : json().get("errors")) {
        faults.add(
            (fault.has("pointer") ? fault.get("pointer") : fault.path("parameter"))
                .stringValue(""));
      }
      return faults;
    }
  }

  private static final class Shared {
    private static final Service SERVICE = new Service(temporaryDirectory());
  }

  /// One service for all tests that leave nothing behind that affects others; never closed.
  public static Service shared() {
    return Shared.SERVICE;
  }

  /// @param settings as `name=value`
  public Service(Path data, String... settings) {
    this(List.of(), data, settings);
  }

  /// @param more classes with `@Bean` methods of the test
  public Service(List<Class<?>> more, Path data, String... settings) {
    client = HttpClient.newHttpClient();
    always = List.of();
    List<String> arguments = new ArrayList<>();
    for (String setting : settings) arguments.add("--" + setting);
    arguments.add("--server.port=0");
    arguments.add("--rondo.data-directory=" + data);
    arguments.add("--spring.main.banner-mode=off");
    context =
        new SpringApplicationBuilder(Application.class)
            .sources(more.toArray(Class<?>[]::new))
            .run(arguments.toArray(String[]::new));
    root =
        URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port"));
  }

  private Service(Service other, List<String> always) {
    this.context = other.context;
    this.client = other.client;
    this.root = other.root;
    this.always = always;
  }

  /// The same service, with headers that every request has; need not be closed.
  public Service with(String... headers) {
    return new Service(this, List.of(headers));
  }

  /// The base URL.
  public URI root() {
    return root;
  }

  public static Path temporaryDirectory() {
    try {
      return Files.createTempDirectory("rondo-test");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  public <T> T bean(String name, Class<T> type) {
    return context.getBean(name, type);
  }

  public Answer get(String path, String... headers) {
    return send("GET", path, new byte[0], headers);
  }

  public Answer delete(String path) {
    return send("DELETE", path, new byte[0]);
  }

  public Answer postJson(String path, String json) {
    return post(path, "application/json", json);
  }

  public Answer post(String path, String contentType, String body) {
    return send("POST", path, body.getBytes(StandardCharsets.UTF_8), "Content-Type", contentType);
  }

  public Answer send(String method, String path, byte[] body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(root.resolve(path))
            .method(
                method,
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    if (headers.length > 0) request.headers(headers);
    if (!always.isEmpty()) request.headers(always.toArray(String[]::new));
    try {
      HttpResponse<String> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(
          response.statusCode(),
          response.headers().firstValue("Content-Type").orElse(""),
          response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    client.close();
    context.close();
  }
}
