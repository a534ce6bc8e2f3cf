package dev.rondo.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service.Answer;
import dev.rondo.server.job.Jobflow;
import dev.rondo.server.memory.MemoryBudget;
import dev.rondo.server.memory.Reservation;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A service whose memory, queue or event streams are taken sheds new work and still answers what needs none of them.
class OverloadTest {
  private static final String JOBS = "/api/v1/training-jobs/";

  private static Service service;
  private static String dataset = "";
  private static String model = "";

  @BeforeAll
  static void start(@TempDir Path directory) {
    service =
        new Service(
            directory,
            "rondo.limits.event-streams=2",
            "rondo.streams.heartbeat=100ms",
            "rondo.jobs.parallel=1",
            "rondo.jobs.waiting=1");
    dataset = Jobflow.dataset(service, 20);
    model = Jobflow.model(service, Jobflow.small(dataset, "\"epochs\": 1"));
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  /// Begins a job that lasts until it is cancelled.
  private static Answer submit() {
    return service.postJson(
        "/api/v1/training-jobs",
        Jobflow.small(dataset, "\"epochs\": 100000, \"earlyStopping\": null"));
  }

  private static void cancel(Answer job) {
    assertThat(job.status()).as(job.text()).isEqualTo(202);
    String id = job.json().get("id").stringValue();
    Answer cancelled = service.postJson(JOBS + id + "/cancel", "");
    assertThat(cancelled.status()).as(cancelled.text()).isBetween(200, 299);
    Jobflow.await(service, id, Jobflow::ended);
  }

  private static void shed(Answer answer, int status) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.contentType()).isEqualTo("application/problem+json");
    assertThat(Integer.parseInt(answer.header("Retry-After"))).isPositive();
  }

  private static void healthAnswers() {
    assertThat(service.get("/actuator/health/readiness").status()).isEqualTo(200);
    assertThat(service.get("/actuator/health/liveness").status()).isEqualTo(200);
  }

  @Test
  void withoutFreeMemoryPredictionsAreShedAndHealthAndCancelAnswer() {
    String request = "{\"series\": [{\"values\": [1, 2, 3, 4, 5, 6]}]}";
    Answer job = submit();
    MemoryBudget budget = service.bean(MemoryBudget.class);
    String id = job.json().get("id").stringValue();
    Jobflow.await(service, id, one -> one.get("state").stringValue().equals("running"));
    long ofJob = Jobflow.memory(service, id);
    Jobflow.awaitReserved(service, ofJob);
    try (Reservation other = budget.reserve("other work", budget.bytes() - ofJob - 1)) {
      assertThat(other.bytes()).isPositive();
      shed(service.postJson(model + "/predictions", request), 503);
      healthAnswers();
      cancel(job);
    }
    assertThat(service.postJson(model + "/predictions", request).status()).isEqualTo(200);
  }

  @Test
  void aFullQueueRefusesJobsAndHealthAndCancelAnswer() {
    Answer running = submit();
    String id = running.json().get("id").stringValue();
    Jobflow.await(service, id, one -> one.get("state").stringValue().equals("running"));
    Answer waiting = submit();
    Answer refused = submit();
    shed(refused, 429);
    assertThat(refused.json().get("detail").stringValue()).contains("1");
    healthAnswers();
    cancel(waiting);
    cancel(running);
  }

  @Test
  void oneEventStreamMoreThanAllowedIsRefused() throws Exception {
    String id = model.substring(model.lastIndexOf('/') + 1);
    byte[] body = "{\"modelId\": \"%s\"}".formatted(id).getBytes(StandardCharsets.UTF_8);
    service.send("PUT", "/api/v1/streams/s", body, "Content-Type", "application/json");
    try (HttpClient client = HttpClient.newHttpClient()) {
      InputStream first = Objects.requireNonNull(follow(client));
      InputStream second = Objects.requireNonNull(follow(client));
      Answer refused = service.get("/api/v1/streams/s/events");
      shed(refused, 429);
      assertThat(refused.json().get("detail").stringValue())
          .contains("2 event streams", "rondo.limits.event-streams");
      healthAnswers();
      first.close();
      Instant end = Instant.now().plus(Duration.ofMinutes(3));
      @Nullable InputStream third = null;
      while (third == null && Instant.now().isBefore(end)) {
        Thread.sleep(50);
        third = follow(client);
      }
      assertThat(third).as("an event stream after another one was closed").isNotNull();
      second.close();
      Objects.requireNonNull(third).close();
      client.shutdownNow();
    }
  }

  /// The beginning of an event stream; null if it was refused.
  private static @Nullable InputStream follow(HttpClient client)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(service.root().resolve("/api/v1/streams/s/events")).build();
    var answer = client.send(request, BodyHandlers.ofInputStream());
    if (answer.statusCode() == 200) return answer.body();
    answer.body().close();
    return null;
  }
}
