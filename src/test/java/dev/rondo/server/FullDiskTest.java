package dev.rondo.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service.Answer;
import dev.rondo.server.job.Jobflow;
import dev.rondo.server.job.PacedFit;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The disk of the database fills up, and gets room again, while clients add datasets and rows and a job trains.
@Timeout(300)
class FullDiskTest {
  private static final String ROWS =
      "{\"generator\": {\"type\": \"random-walk\", \"series\": 20, \"steps\": 8000, \"seed\": %d}}";
  private static final int FILLER = 40 << 20;

  @TempDir Path disk;
  @TempDir Path other;

  private Path filler() {
    return disk.resolve("filler");
  }

  /// While it exists, the job does not end.
  private Path slow() {
    return other.resolve("slow");
  }

  @Test
  void withTheDatabaseFile() throws Exception {
    try (Mount _ = Mount.of(disk, "size=64m")) {
      Files.write(filler(), new byte[FILLER]);
      try (Service service = new Service(disk.resolve("data"), PacedFit.settings(slow()))) {
        Load load = new Load(service, slow());
        load.untilRefused();
        Files.delete(filler());
        load.heals();
      }
    }
  }

  @Test
  void withTheTablesOfPostgresql() throws Exception {
    try (Mount _ = Mount.of(disk, "size=64m");
        EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
      createOnDisk(postgres);
      Files.write(filler(), new byte[FILLER]);
      String[] settings = OnPostgres.inDatabase(postgres, "rondo", PacedFit.settings(slow()));
      try (Service service = new Service(other.resolve("data"), settings)) {
        Load load = new Load(service, slow());
        load.untilRefused();
        Files.delete(filler());
        load.heals();
      }
    }
  }

  private void createOnDisk(EmbeddedPostgres postgres) throws IOException, SQLException {
    Path tables = Files.createDirectory(disk.resolve("tables"));
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create tablespace small location '%s'".formatted(tables));
      statement.execute("create database rondo tablespace small");
    }
  }

  /// Adds datasets and, between them, rows to one dataset.
  private static final class Load {
    private final Service service;
    private final Path slow;
    private final String rows;
    private final String job;
    private final List<String> stored = new ArrayList<>();
    private final Set<Integer> statuses = new TreeSet<>();
    private int acknowledged;
    private int seed;

    Load(Service service, Path slow) throws IOException {
      this.service = service;
      this.slow = Files.createFile(slow);
      this.rows =
          id(
              service.postJson(
                  "/api/v1/datasets", "{\"series\": [{\"id\": \"a\", \"values\": [0]}]}"),
              201);
      String waves = Jobflow.dataset(service, 100);
      this.job =
          id(
              service.postJson(
                  "/api/v1/training-jobs",
                  Jobflow.small(waves, "\"epochs\": 300, \"earlyStopping\": null")),
              202);
    }

    private static String id(Answer answer, int status) {
      assertThat(answer.status()).as(answer.text()).isEqualTo(status);
      return answer.json().get("id").stringValue();
    }

    /// Whether a dataset was stored; otherwise the answer is a clean refusal.
    private boolean addDataset() {
      Answer answer = service.postJson("/api/v1/datasets/generate", ROWS.formatted(seed++));
      if (succeeded(answer)) stored.add(id(answer, 201));
      return answer.status() == 201;
    }

    /// Whether a row was added; one that was not is sent again by the next call.
    private boolean addRow() {
      int next = acknowledged + 1;
      String row =
          "{\"series\": [{\"id\": \"a\", \"start\": %d, \"values\": [%d]}]}".formatted(next, next);
      Answer answer =
          service.send(
              "POST",
              "/api/v1/datasets/" + rows + "/observations",
              row.getBytes(StandardCharsets.UTF_8),
              "Content-Type",
              "application/json",
              "Idempotency-Key",
              "row-" + next);
      if (succeeded(answer)) acknowledged++;
      return answer.status() == 200;
    }

    private boolean succeeded(Answer answer) {
      statuses.add(answer.status());
      if (answer.status() < 300) return true;
      assertThat(answer.json().get("type").stringValue())
          .as(answer.text())
          .isEqualTo("/problems/unavailable");
      assertThat(answer.header("Retry-After")).isNotEmpty();
      return false;
    }

    void untilRefused() {
      int refused = 0;
      while (refused < 5) {
        assertThat(seed).as("datasets that fit").isLessThan(200);
        if (!addDataset()) refused++;
        addRow();
        assertThat(service.get("/actuator/health/liveness").status()).isEqualTo(200);
      }
      assertThat(statuses).contains(200, 201, 503);
      Answer running = service.get("/api/v1/training-jobs/" + job);
      if (running.status() == 200)
        assertThat(running.json().get("finishedAt").isNull()).as(running.text()).isTrue();
    }

    /// Writes succeed again, everything that was acknowledged is there, and the job ends.
    void heals() throws IOException, InterruptedException {
      Instant patience = Instant.now().plus(Duration.ofSeconds(90));
      while (!addDataset() || !addRow()) {
        assertThat(Instant.now()).isBefore(patience);
        Thread.sleep(500);
      }
      assertThat(statuses).containsExactly(200, 201, 503);
      for (String dataset : stored) {
        Answer values = service.get("/api/v1/datasets/" + dataset + "/series/series-00019");
        assertThat(values.status()).as(values.text()).isEqualTo(200);
      }
      JsonNode values = service.get("/api/v1/datasets/" + rows + "/series/a").json().get("values");
      assertThat(values.size()).isEqualTo(acknowledged + 1);
      for (int i = 0; i < values.size(); i++)
        assertThat(values.get(i).get(0).intValue()).isEqualTo(i);
      Files.delete(slow);
      JsonNode ended = Jobflow.await(service, job, Jobflow::ended);
      assertThat(ended.get("state").stringValue()).as(ended.toString()).isEqualTo("succeeded");
      assertThat(service.get("/actuator/health/readiness").status()).isEqualTo(200);
    }
  }
}
