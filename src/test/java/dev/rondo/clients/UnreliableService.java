package dev.rondo.clients;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Answers as a busy service, a proxy in front of a service that is down, and a network that breaks off.
final class UnreliableService implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Map<String, Integer> calls = new ConcurrentHashMap<>();
  private final Queue<String> keys = new ConcurrentLinkedQueue<>();

  UnreliableService() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /// The number of requests to a path.
  int calls(String path) {
    return calls.getOrDefault(path, 0);
  }

  /// The idempotency keys in the order of the requests.
  Queue<String> keys() {
    return keys;
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().replace("/api/v1", "");
    int call = calls.merge(path, 1, Integer::sum);
    exchange.getRequestBody().readAllBytes();
    String key = exchange.getRequestHeaders().getFirst("Authorization");
    if (!Objects.equals(key, "Bearer secret")) {
      send(exchange, 401, problem(401, "no key"));
      return;
    }
    switch (path) {
      case "/datasets/busy" -> {
        if (call == 1) refuse(exchange, 503, "0");
        else send(exchange, 200, "{\"id\": \"busy\"}");
      }
      case "/training-jobs/j/cancel" -> refuse(exchange, 429, "7");
      case "/datasets/broken/observations" -> {
        keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
        if (call == 1) cut(exchange, "");
        else send(exchange, 200, "{\"appended\": 1}");
      }
      case "/models/down" -> send(exchange, 502, "<html>bad gateway</html>");
      case "/models/moved" -> {
        exchange.getResponseHeaders().set("Location", url() + "/api/v1/models/other");
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
      }
      case "/models/slow" -> sleep();
      case "/models" -> {
        boolean first = exchange.getRequestURI().getQuery() == null;
        send(
            exchange,
            200,
            first
                ? "{\"items\": [{\"id\": \"a\"}, {\"id\": \"b\"}], \"nextCursor\": \"c1\"}"
                : "{\"items\": [{\"id\": \"c\"}], \"nextCursor\": null, \"unreadable\": [{\"id\": \"d\", \"detail\": \"damaged\"}]}");
      }
      case "/training-jobs/j" -> send(exchange, 200, "{\"id\": \"j\", \"state\": \"cancelled\"}");
      case "/training-jobs/j/events" -> {
        String last = exchange.getRequestHeaders().getFirst("Last-Event-ID");
        if (last == null)
          cut(exchange, event(1, 0.25) + event(2, 0.5) + "id:3\nevent:progress\nda");
        else if (call == 2) refuse(exchange, 503, "0");
        else if (last.equals("2")) send(exchange, 200, event(3, 1), "text/event-stream");
        else exchange.sendResponseHeaders(204, -1);
      }
      case "/models/m/predictions" -> {
        exchange.getResponseHeaders().add("Rondo-Warning", "the series 50%25 ends early");
        send(exchange, 200, "series,step\n", "text/csv");
      }
      default -> send(exchange, 404, problem(404, "no " + path));
    }
    exchange.close();
  }

  private static String event(int id, double fraction) {
    return ": still here\nid:%d\nevent:progress\ndata:{\"fraction\":%s}\n\n"
        .formatted(id, fraction);
  }

  private static String problem(int status, String detail) {
    return """
    {"type": "/problems/x", "title": "No", "status": %d, "detail": "%s",
     "errors": [{"pointer": "/a", "detail": "%s"}]}\
    """
        .formatted(status, detail, detail);
  }

  private static void refuse(HttpExchange exchange, int status, String retryAfter)
      throws IOException {
    exchange.getResponseHeaders().set("Retry-After", retryAfter);
    send(exchange, status, problem(status, "busy"));
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    send(exchange, status, body, "application/json");
  }

  private static void send(HttpExchange exchange, int status, String body, String type)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  /// Sends a part of an answer and closes the connection.
  private static void cut(HttpExchange exchange, String part) throws IOException {
    if (!part.isEmpty()) {
      exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
      exchange.sendResponseHeaders(200, part.length() + 1000L);
      OutputStream body = exchange.getResponseBody();
      body.write(part.getBytes(StandardCharsets.UTF_8));
      body.flush();
    }
    throw new UncheckedIOException(new IOException("the answer is cut off"));
  }

  private void sleep() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.close();
  }
}
