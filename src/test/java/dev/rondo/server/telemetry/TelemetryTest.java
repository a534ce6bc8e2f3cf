package dev.rondo.server.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.rondo.server.Service;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.tracing.Tracer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;

class TelemetryTest {
  private static final int SECONDS = 60;

  private final Map<String, BlockingQueue<String>> received = new ConcurrentHashMap<>();

  @Test
  void tracesAndMetricsGoToTheCollector(@TempDir Path data) throws Exception {
    HttpServer collector = collector();
    String endpoint = "http://127.0.0.1:" + collector.getAddress().getPort();
    try (Service service =
        new Service(
            data,
            "rondo.telemetry.endpoint=" + endpoint + "/",
            "management.tracing.sampling.probability=1",
            "management.otlp.metrics.export.step=1s")) {
      String sampled = "00-" + "a".repeat(32) + "-" + "b".repeat(16) + "-01";
      service.get("/api/v1/datasets", "traceparent", sampled, "X-Request-Id", "order-4711");
      String spans = awaited("/v1/traces", "http get /api/v1/datasets");
      assertThat(spans).contains("request.id", "order-4711");
      awaited("/v1/metrics", "http.server.requests");
    } finally {
      collector.stop(0);
    }
  }

  @Test
  void withoutACollectorNothingIsMeasuredOrSent(@TempDir Path data) {
    try (Service service = new Service(data)) {
      assertThat(service.bean(Tracer.class)).isSameAs(Tracer.NOOP);
      assertThat(service.bean(MeterRegistry.class).getClass().getSimpleName())
          .isEqualTo("PrometheusMeterRegistry");
      assertThatThrownBy(() -> service.bean(TracedRequestIds.class))
          .isInstanceOf(NoSuchBeanDefinitionException.class);
    }
  }

  private HttpServer collector() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
          of(exchange.getRequestURI().getPath()).add(body);
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    return server;
  }

  private BlockingQueue<String> of(String path) {
    return received.computeIfAbsent(path, _ -> new LinkedBlockingQueue<>());
  }

  private String awaited(String path, String content) throws InterruptedException {
    String body;
    do {
      body = of(path).poll(SECONDS, TimeUnit.SECONDS);
      assertThat(body).as("%s with %s", path, content).isNotNull();
    } while (!body.contains(content));
    return body;
  }
}
