package dev.rondo.dashboard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A trace of Chromium by its DevTools protocol: the frames that it draws.
final class FrameTrace implements WebSocket.Listener {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String START =
      """
      {"id": 1, "method": "Tracing.start", "params": {"transferMode": "ReportEvents",
       "traceConfig": {"includedCategories": ["disabled-by-default-devtools.timeline.frame"]}}}\
      """;

  private final StringBuilder message = new StringBuilder();
  private final List<Double> frames = new ArrayList<>();
  private final CountDownLatch started = new CountDownLatch(1);
  private final CountDownLatch complete = new CountDownLatch(1);

  private @Nullable WebSocket socket;

  private FrameTrace() {}

  /// @param debugger address of the DevTools of a browser
  static FrameTrace start(URI debugger) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      String version =
          client
              .send(
                  HttpRequest.newBuilder(debugger.resolve("/json/version")).build(),
                  BodyHandlers.ofString())
              .body();
      URI address = URI.create(JSON.readTree(version).get("webSocketDebuggerUrl").stringValue());
      FrameTrace trace = new FrameTrace();
      trace.socket =
          HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(address, trace).join();
      trace.socket.sendText(START, true).join();
      await(trace.started);
      return trace;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    if (!latch.await(Browser.PATIENCE.toSeconds(), TimeUnit.SECONDS))
      throw new IllegalStateException("the browser did not answer");
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    message.append(data);
    if (last) {
      JsonNode one = JSON.readTree(message.toString());
      message.setLength(0);
      switch (one.path("method").stringValue("")) {
        case "Tracing.dataCollected" -> one.at("/params/value").forEach(this::add);
        case "Tracing.tracingComplete" -> complete.countDown();
        default -> started.countDown();
      }
    }
    from.request(1);
    return CompletableFuture.completedStage(null);
  }

  private void add(JsonNode event) {
    if (event.path("name").stringValue("").equals("DrawFrame"))
      frames.add(event.get("ts").doubleValue() / 1000);
  }

  /// Ends the trace; returns the times at which frames were drawn, in milliseconds, ascending.
  List<Double> frames() throws InterruptedException {
    WebSocket open = socket;
    if (open == null) throw new IllegalStateException("the trace has not begun");
    open.sendText("{\"id\": 2, \"method\": \"Tracing.end\"}", true).join();
    await(complete);
    open.abort();
    frames.sort(null);
    return frames;
  }
}
