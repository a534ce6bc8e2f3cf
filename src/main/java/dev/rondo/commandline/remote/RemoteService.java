package dev.rondo.commandline.remote;

import dev.rondo.commandline.result.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// A running service, asked over HTTP. Every method throws [RefusedException].
public final class RemoteService implements AutoCloseable {
  static final String API = "/api/v1";
  private static final String JSON = "application/json";
  private static final Duration TO_CONNECT = Duration.ofSeconds(10);
  private static final Duration TO_CANCEL = Duration.ofSeconds(3);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(TO_CONNECT)
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();
  private final String root;
  private final @Nullable String key;

  /// Throws [IllegalArgumentException] if the address is not one of HTTP.
  ///
  /// @param address such as `http://localhost:8080`
  /// @param key of the API; null for none
  public RemoteService(String address, @Nullable String key) {
    URI uri = URI.create(address);
    if (!("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
        || uri.getHost() == null)
      throw new IllegalArgumentException(
          "must be an address such as http://localhost:8080, was '%s'".formatted(address));
    String text = address.replaceAll("/+$", "");
    this.root = text.endsWith(API) ? text.substring(0, text.length() - API.length()) : text;
    this.key = key;
  }

  /// The answer to a `GET` as JSON.
  ///
  /// @param path below the API
  public JsonNode get(String path) {
    return json(send(request(path).header("Accept", JSON).GET(), BodyHandlers.ofInputStream()));
  }

  /// The answer to a JSON body.
  public JsonNode post(String path, JsonNode body) {
    BodyPublisher bytes = BodyPublishers.ofString(Json.MAPPER.writeValueAsString(body));
    return post(path, JSON, bytes);
  }

  /// The answer to a body of bytes.
  public JsonNode post(String path, String type, Supplier<InputStream> body) {
    return post(path, type, BodyPublishers.ofInputStream(body));
  }

  private JsonNode post(String path, String type, BodyPublisher body) {
    HttpRequest.Builder request =
        request(path).header("Accept", JSON).header("Content-Type", type).POST(body);
    return json(send(request, BodyHandlers.ofInputStream()));
  }

  /// Cancels a job; waits only a moment, because the process is ending.
  void cancel(String job) {
    HttpRequest.Builder request = request(job + "/cancel").timeout(TO_CANCEL);
    accepted(send(request.POST(BodyPublishers.noBody()), BodyHandlers.ofInputStream()));
  }

  /// The answer as bytes, which the caller closes.
  public InputStream download(String path) {
    return accepted(send(request(path).GET(), BodyHandlers.ofInputStream())).body();
  }

  /// The events of a job from an event on; empty if no more events will come.
  HttpResponse<InputStream> events(String path, @Nullable String lastEvent) {
    HttpRequest.Builder request = request(path).header("Accept", "text/event-stream").GET();
    if (lastEvent != null) request.header("Last-Event-ID", lastEvent);
    return accepted(send(request, BodyHandlers.ofInputStream()));
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(root + API + path));
    if (key != null) request.header("Authorization", "Bearer " + key);
    return request;
  }

  private <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body) {
    try {
      return http.send(request.build(), body);
    } catch (IOException e) {
      String reason = Objects.requireNonNullElse(e.getMessage(), "there is no connection");
      throw new RefusedException("the service at %s cannot be reached: %s".formatted(root, reason));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    }
  }

  private JsonNode json(HttpResponse<InputStream> response) {
    try (InputStream body = accepted(response).body()) {
      return Json.MAPPER.readTree(body);
    } catch (IOException | JacksonException e) {
      throw new RefusedException("the answer of %s is no JSON; is it a service?".formatted(root));
    }
  }

  private HttpResponse<InputStream> accepted(HttpResponse<InputStream> response) {
    if (response.statusCode() < 300) return response;
    try (InputStream body = response.body()) {
      throw new RefusedException(response.statusCode(), lines(response, body.readAllBytes()));
    } catch (IOException e) {
      throw new RefusedException(response.statusCode(), List.of(status(response)));
    }
  }

  /// The faults of a problem, each with its place.
  private static List<String> lines(HttpResponse<InputStream> response, byte[] body) {
    JsonNode problem;
    try {
      problem = Json.MAPPER.readTree(body);
    } catch (JacksonException e) {
      return List.of(status(response));
    }
    List<String> lines = new ArrayList<>();
    for (JsonNode fault : problem.path("errors")) {
      String place = place(fault);
      String detail = fault.path("detail").asString("");
      lines.add(place.isEmpty() ? detail : place + ": " + detail);
    }
    if (lines.isEmpty()) lines.add(problem.path("detail").asString(status(response)));
    return lines;
  }

  private static String place(JsonNode fault) {
    List<String> parts = new ArrayList<>();
    for (String member : List.of("line", "column"))
      if (fault.has(member)) parts.add(member + " " + fault.get(member).asString());
    for (String member : List.of("pointer", "parameter"))
      if (fault.has(member)) parts.add(fault.get(member).asString());
    return String.join(", ", parts);
  }

  private static String status(HttpResponse<?> response) {
    return "the service answered %s with status %d"
        .formatted(response.uri().getPath(), response.statusCode());
  }

  /// Parameters as the end of a path.
  public static String query(Map<String, List<String>> parameters) {
    List<String> pairs = new ArrayList<>();
    parameters.forEach((name, values) -> {
      for (String value : values)
        pairs.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
    });
    return pairs.isEmpty() ? "" : "?" + String.join("&", pairs);
  }

  /// An id as a segment of a path.
  public static String segment(String id) {
    return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
