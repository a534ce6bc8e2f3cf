package dev.rondo.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service.Answer;
import dev.rondo.server.job.Jobflow;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/// PostgreSQL stops and starts again, or freezes and goes on, while clients write and read and a job trains.
class OutageTest {
  /// Time that the database is away; `-Doutage.seconds=30` for longer.
  private static final Duration AWAY = Duration.ofSeconds(Long.getLong("outage.seconds", 12));

  /// Time after which no connection of the pool counts as just used, so that it is checked first.
  private static final Duration UNUSED = Duration.ofSeconds(2);

  private static final int MANY = 40;

  /// For so many requests, of which each would take seconds after the other.
  private static final Duration AT_ONCE = Duration.ofSeconds(30);

  @TempDir Path directory;
  @TempDir Path data;

  private EmbeddedPostgres start(int port) throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(directory.resolve("postgres"))
        .setCleanDataDirectory(false)
        .setPort(port)
        .start();
  }

  @ParameterizedTest
  @EnumSource
  @Timeout(240)
  void requestsFailCleanlyNothingIsLostAndTheServiceRecovers(Outage outage) throws Exception {
    int port = Ports.free();
    EmbeddedPostgres postgres = start(port);
    try (Service service = new Service(data, OnPostgres.settings(postgres))) {
      String dataset =
          service
              .postJson("/api/v1/datasets", "{\"series\": [{\"id\": \"a\", \"values\": [0]}]}")
              .json()
              .get("id")
              .stringValue();
      String waves = Jobflow.dataset(service, 300);
      Jobflow.model(service, Jobflow.small(waves, "\"epochs\": 1"));
      String job =
          service
              .postJson(
                  "/api/v1/training-jobs",
                  Jobflow.small(waves, "\"epochs\": 400, \"earlyStopping\": null"))
              .json()
              .get("id")
              .stringValue();

      Load load = new Load(service, dataset);
      load.await(20);
      Frozen frozen = outage == Outage.FREEZES ? new Frozen(directory.resolve("postgres")) : null;
      if (frozen == null) postgres.close();
      Instant end = Instant.now().plus(AWAY);
      Thread.sleep(UNUSED);
      assertThat(service.get("/actuator/health/liveness").status()).isEqualTo(200);
      AtOnce.run(
          () -> assertThat(service.get("/actuator/health/readiness").status()).isEqualTo(503),
          () -> requireAnswersAtOnce(service));
      Thread.sleep(Duration.between(Instant.now(), end));
      if (frozen == null) postgres = start(port);
      else frozen.close();
      load.await(load.acknowledged.get() + 20);
      load.stop();

      assertThat(load.statuses).as("only success and 503").isSubsetOf(Set.of(200, 503));
      // Those that the frozen database has begun are answered when it goes on.
      if (outage == Outage.STOPS) assertThat(load.statuses).contains(503);
      assertThat(load.withoutRetryAfter).isEmpty();
      assertThat(load.otherProblems).isEmpty();
      JsonNode values =
          service.get("/api/v1/datasets/" + dataset + "/series/a").json().get("values");
      assertThat(values.size()).isEqualTo(load.acknowledged.get() + 1);
      for (int i = 0; i < values.size(); i++)
        assertThat(values.get(i).get(0).intValue()).isEqualTo(i);
      JsonNode ended = Jobflow.await(service, job, each -> !each.get("finishedAt").isNull());
      assertThat(ended.get("state").stringValue()).as(ended.toString()).isEqualTo("succeeded");
      assertThat(service.get("/actuator/health/readiness").status()).isEqualTo(200);
    } finally {
      postgres.close();
    }
  }

  /// How a database is away.
  enum Outage {
    STOPS,
    FREEZES
  }

  /// The processes of PostgreSQL, which do nothing until this is closed, as if the network were gone.
  private static final class Frozen implements AutoCloseable {
    private final List<ProcessHandle> processes;

    Frozen(Path data) throws IOException, InterruptedException {
      long first = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).getFirst());
      ProcessHandle postmaster = ProcessHandle.of(first).orElseThrow();
      // First, so that it begins no further process.
      signal("-STOP", Stream.of(postmaster));
      signal("-STOP", postmaster.descendants());
      processes = Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
    }

    private static void signal(String name, Stream<ProcessHandle> processes)
        throws IOException, InterruptedException {
      List<String> command = new ArrayList<>(List.of("kill", name));
      processes.forEach(one -> command.add(Long.toString(one.pid())));
      new ProcessBuilder(command).start().waitFor();
    }

    @Override
    public void close() throws IOException, InterruptedException {
      signal("-CONT", processes.stream());
    }
  }

  /// Many requests are answered in about the time of one: none waits for the connection that another one does not get.
  private static void requireAnswersAtOnce(Service service) throws Exception {
    long begin = System.nanoTime();
    assertThat(service.get("/api/v1/datasets").status()).isEqualTo(503);
    long one = System.nanoTime() - begin;
    begin = System.nanoTime();
    try (ExecutorService users = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Integer>> requests =
          Collections.nCopies(MANY, () -> service.get("/api/v1/datasets").status());
      for (Future<Integer> status : users.invokeAll(requests))
        assertThat(status.get()).isEqualTo(503);
    }
    assertThat(System.nanoTime() - begin).isLessThan(Math.max(MANY / 4 * one, AT_ONCE.toNanos()));
  }

  /// Adds one row after the other, each until it is acknowledged, and reads at the same time.
  private static final class Load {
    private final Service service;
    private final String path;
    private final AtomicBoolean running = new AtomicBoolean(true);
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final Set<Integer> statuses = new ConcurrentSkipListSet<>();
    private final Set<String> withoutRetryAfter = ConcurrentHashMap.newKeySet();
    private final Map<String, String> otherProblems = new ConcurrentHashMap<>();
    private final Thread writer = new Thread(this::write);
    private final Thread reader = new Thread(this::read);

    Load(Service service, String dataset) {
      this.service = service;
      this.path = "/api/v1/datasets/" + dataset;
      writer.start();
      reader.start();
    }

    private void write() {
      while (running.get()) {
        int next = acknowledged.get() + 1;
        String row =
            "{\"series\": [{\"id\": \"a\", \"start\": %d, \"values\": [%d]}]}"
                .formatted(next, next);
        Answer answer =
            told(
                service.send(
                    "POST",
                    path + "/observations",
                    row.getBytes(StandardCharsets.UTF_8),
                    "Content-Type",
                    "application/json",
                    "Idempotency-Key",
                    "row-" + next));
        if (answer.status() == 200) acknowledged.incrementAndGet();
      }
    }

    private void read() {
      while (running.get()) {
        told(service.get(path));
        told(
            service.postJson(
                "/api/v1/models/latest/predictions",
                "{\"series\": [{\"id\": \"x\", \"values\": [1, 2, 3, 4, 5, 6, 7, 8]}]}"));
        told(service.get("/api/v1/training-jobs"));
      }
    }

    private Answer told(Answer answer) {
      statuses.add(answer.status());
      if (answer.status() >= 300) {
        if (answer.header("Retry-After").isEmpty()) withoutRetryAfter.add(answer.text());
        String type = answer.json().path("type").stringValue("");
        if (!type.equals("/problems/unavailable")) otherProblems.put(type, answer.text());
      }
      return answer;
    }

    void await(int rows) throws InterruptedException {
      while (acknowledged.get() < rows) {
        assertThat(writer.isAlive() && reader.isAlive()).isTrue();
        Thread.sleep(50);
      }
    }

    void stop() throws InterruptedException {
      running.set(false);
      writer.join();
      reader.join();
    }
  }
}
