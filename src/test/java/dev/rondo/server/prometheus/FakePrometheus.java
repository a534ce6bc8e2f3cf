package dev.rondo.server.prometheus;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A server in place of Prometheus that answers whatever a test wants.
public final class FakePrometheus implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Map<String, String>> asked = new CopyOnWriteArrayList<>();

  /// Answers a query.
  public interface Answer {
    /// @param form parameters of the query
    void write(HttpExchange exchange, Map<String, String> form) throws IOException;
  }

  public FakePrometheus(Answer answer) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            Map<String, String> form = form(exchange);
            asked.add(form);
            answer.write(exchange, form);
          }
        });
    server.start();
  }

  /// Answers a status and a text.
  public static FakePrometheus of(int status, String text) {
    return new FakePrometheus((exchange, _) -> send(exchange, status, text));
  }

  /// Has a value for each time: a wave with a period of 24 steps.
  public static FakePrometheus waves(String... labels) {
    return new FakePrometheus((exchange, form) -> send(exchange, 200, waves(form, labels)));
  }

  /// The answer of [#waves(String...)].
  ///
  /// @param labels of each series as JSON
  public static String waves(Map<String, String> form, String... labels) {
    double step = Double.parseDouble(form.get("step"));
    StringBuilder result = new StringBuilder();
    for (String each : labels) {
      result
          .append(result.isEmpty() ? "" : ",")
          .append("{\"metric\":")
          .append(each)
          .append(",\"values\":[");
      String separator = "";
      for (double time = Double.parseDouble(form.get("start"));
          time <= Double.parseDouble(form.get("end"));
          time += step) {
        double value = 10 + Math.sin(2 * Math.PI * Math.round(time / step) / 24);
        result.append(separator).append("[%.3f,\"%s\"]".formatted(time, value));
        separator = ",";
      }
      result.append("]}");
    }
    return matrix(result.toString());
  }

  /// @param series items of the result
  public static String matrix(String series) {
    return "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[%s]}}"
        .formatted(series);
  }

  public static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /// Parameters of the queries so far.
  public List<Map<String, String>> asked() {
    return asked;
  }

  private static Map<String, String> form(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Map<String, String> form = new HashMap<>();
    for (String each : body.split("&")) {
      String[] parts = each.split("=", 2);
      if (parts.length == 2)
        form.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return form;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
