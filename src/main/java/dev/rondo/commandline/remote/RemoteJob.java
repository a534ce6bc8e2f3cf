package dev.rondo.commandline.remote;

import dev.rondo.commandline.result.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.ObjDoubleConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A job of a service that this process waits for. A process that ends before the job cancels it.
public final class RemoteJob {
  private static final Set<String> ENDED = Set.of("succeeded", "failed", "cancelled");
  private static final Duration BETWEEN_STREAMS = Duration.ofSeconds(1);
  private static final int MOST_LOST_STREAMS = 30;

  private final RemoteService service;
  private final String path;
  private @Nullable String lastEvent;

  /// @param path of the job below the API, such as `/training-jobs/{id}`
  public RemoteJob(RemoteService service, String path) {
    this.service = service;
    this.path = path;
  }

  /// Waits for the end and returns the job. Throws [RefusedException] if it failed or was cancelled.
  ///
  /// @param progress receives what is done and the finished share
  public JsonNode await(ObjDoubleConsumer<String> progress) {
    Thread cancel = new Thread(this::cancel);
    Runtime.getRuntime().addShutdownHook(cancel);
    try {
      return succeeded(ended(progress));
    } finally {
      try {
        Runtime.getRuntime().removeShutdownHook(cancel);
      } catch (IllegalStateException _) {
        // the process is ending
      }
    }
  }

  private void cancel() {
    try {
      service.cancel(path);
    } catch (RefusedException | CancellationException _) {
      // it has ended, or there is no service any more
    }
  }

  private JsonNode ended(ObjDoubleConsumer<String> progress) {
    for (int lost = 0; ; lost++) {
      JsonNode job = service.get(path);
      if (ENDED.contains(job.path("state").asString(""))) return job;
      if (lost > MOST_LOST_STREAMS)
        throw new RefusedException(
            "the event stream of %s breaks off again and again".formatted(path));
      follow(progress);
      pause(lost);
    }
  }

  private static void pause(int lost) {
    if (lost == 0) return;
    try {
      Thread.sleep(BETWEEN_STREAMS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    }
  }

  /// Reads events until the stream ends.
  private void follow(ObjDoubleConsumer<String> progress) {
    HttpResponse<InputStream> events = service.events(path + "/events", lastEvent);
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(events.body(), StandardCharsets.UTF_8))) {
      String event = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("id:")) lastEvent = line.substring(3).strip();
        else if (line.startsWith("event:")) event = line.substring(6).strip();
        else if (line.startsWith("data:") && event.equals("progress"))
          tell(Json.MAPPER.readTree(line.substring(5)), progress);
      }
    } catch (IOException _) {
      // the stream broke off; it is opened again where it was
    }
  }

  private static void tell(JsonNode data, ObjDoubleConsumer<String> progress) {
    String stage =
        data.path("stage").isString()
            ? data.get("stage").asString()
            : "epoch %s of %s"
                .formatted(data.path("epoch").asString(), data.path("epochs").asString());
    progress.accept(stage, data.path("fraction").asDouble(0));
  }

  private JsonNode succeeded(JsonNode job) {
    String state = job.path("state").asString("");
    if (state.equals("succeeded")) return job;
    String detail = job.path("problem").path("detail").asString("");
    throw new RefusedException(
        detail.isEmpty() ? 0 : job.path("problem").path("status").asInt(0),
        List.of(detail.isEmpty() ? "the job was " + state : detail));
  }
}
