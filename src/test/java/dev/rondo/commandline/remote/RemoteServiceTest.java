package dev.rondo.commandline.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RemoteServiceTest {
  private final List<@Nullable String> keys = new ArrayList<>();
  private final List<@Nullable String> lastEvents = new ArrayList<>();
  private HttpServer server = start();
  private int streams;

  private static HttpServer start() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void serve() {
    server.createContext(
        "/api/v1/models/latest", exchange -> answer(exchange, 200, "{\"id\": \"m\"}"));
    server.createContext(
        "/api/v1/busy",
        exchange -> answer(exchange, 429, "{\"detail\": \"too many\", \"errors\": []}"));
    server.createContext("/api/v1/proxy", exchange -> answer(exchange, 502, "<html>no</html>"));
    server.createContext(
        "/api/v1/training-jobs/j",
        exchange ->
            answer(
                exchange,
                200,
                "{\"state\": \"%s\"}".formatted(streams < 2 ? "running" : "succeeded")));
    server.createContext(
        "/api/v1/training-jobs/j/events",
        exchange -> {
          lastEvents.add(exchange.getRequestHeaders().getFirst("Last-Event-ID"));
          streams++;
          answer(
              exchange,
              200,
              "id:%1$d\nevent:progress\ndata:{\"stage\": \"part %1$d\", \"fraction\": 0.%1$d}\n\n"
                  .formatted(streams));
        });
    server.start();
  }

  private void answer(HttpExchange exchange, int status, String body) throws IOException {
    keys.add(exchange.getRequestHeaders().getFirst("Authorization"));
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private RemoteService service(@Nullable String key) {
    return new RemoteService("http://127.0.0.1:" + server.getAddress().getPort() + "/", key);
  }

  @Test
  void sendsTheKeyOnlyIfThereIsOne() {
    try (RemoteService with = service("secret");
        RemoteService without = service(null)) {
      assertThat(with.get("/models/latest").get("id").stringValue()).isEqualTo("m");
      without.get("/models/latest");
    }
    assertThat(keys).containsExactly("Bearer secret", null);
  }

  @Test
  void tellsWhyARequestWasRefused() {
    try (RemoteService service = service(null)) {
      assertThatThrownBy(() -> service.get("/busy"))
          .isInstanceOfSatisfying(
              RefusedException.class,
              refused -> {
                assertThat(refused.status()).isEqualTo(429);
                assertThat(refused.lines()).containsExactly("too many");
              });
      assertThatThrownBy(() -> service.get("/proxy"))
          .hasMessage("the service answered /api/v1/proxy with status 502");
    }
  }

  @Test
  void goesOnWithEventsWhereAStreamBrokeOff() {
    List<String> stages = new ArrayList<>();
    try (RemoteService service = service(null)) {
      new RemoteJob(service, "/training-jobs/j")
          .await((stage, share) -> stages.add(stage + " " + share));
    }
    assertThat(stages).containsExactly("part 1 0.1", "part 2 0.2");
    assertThat(lastEvents).containsExactly(null, "1");
  }

  @Test
  void writesParametersIntoAPath() {
    assertThat(RemoteService.query(Map.of())).isEmpty();
    assertThat(RemoteService.query(Map.of("targets", List.of("a,b", "c d"))))
        .isEqualTo("?targets=a%2Cb&targets=c+d");
    assertThat(RemoteService.segment("a/b c")).isEqualTo("a%2Fb%20c");
  }
}
