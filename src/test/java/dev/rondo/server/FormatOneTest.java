package dev.rondo.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rondo.server.job.Jobflow;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A database of format 1, as commit 9c9e06c wrote it, is updated at start and gives the same answers.
class FormatOneTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final JsonNode RECORDED = recorded();
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir Path data;

  private static InputStream resource(String name) {
    return Objects.requireNonNull(
        FormatOneTest.class.getResourceAsStream("/format-1/" + name), name);
  }

  private static JsonNode recorded() {
    try (InputStream in = resource("answers.json")) {
      return JSON.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Creates the tables of format 1 and fills them.
  private static void restore(String url, String user) throws IOException, SQLException {
    Flyway.configure()
        .dataSource(url, user, "")
        .locations("classpath:db/migration")
        .target("2")
        .load()
        .migrate();
    try (Connection connection = DriverManager.getConnection(url, user, "")) {
      FormatOneRows.insert(connection, _ -> true);
    }
  }

  @Test
  void onH2() throws Exception {
    restore(FileDatabase.in(data).url(), "sa");
    try (Service service = new Service(data, "rondo.jobs.parallel=1")) {
      answersAsRecorded(service);
      skillNamesItsMeasure(service);
      goesOn(service);
    }
  }

  @Test
  void onPostgres() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
      restore(postgres.getJdbcUrl("postgres", "postgres"), "postgres");
      try (Service service =
          new Service(data, OnPostgres.settings(postgres, "rondo.jobs.parallel=1"))) {
        answersAsRecorded(service);
        skillNamesItsMeasure(service);
        goesOn(service);
      }
    }
  }

  private static void answersAsRecorded(Service service) {
    for (Map.Entry<String, JsonNode> answer : RECORDED.get("answers").properties()) {
      String path = "/api/v1" + answer.getKey();
      if (path.endsWith("/events")) {
        sameEvents(path, answer.getValue().stringValue(), service.get(path).text());
      } else {
        same(path, answer.getValue(), service.get(path).json());
      }
    }
    for (JsonNode prediction : RECORDED.get("predictions")) {
      String path = "/api/v1/models/" + prediction.get("model").stringValue() + "/predictions";
      JsonNode answer = service.postJson(path, prediction.get("request").toString()).json();
      for (JsonNode forecast : prediction.get("answer").get("forecasts")) {
        // Format 1 counted from 1; now the steps are those of the series.
        ((ObjectNode) forecast).remove("steps");
      }
      same(path, prediction.get("answer"), answer);
    }
  }

  /// Format 1 compared squared errors.
  private static void skillNamesItsMeasure(Service service) {
    List<String> measures = new ArrayList<>();
    for (JsonNode model : service.get("/api/v1/models?limit=500").json().get("items")) {
      for (JsonNode part : model.get("evaluation"))
        if (part.has("skill")) measures.add(part.get("comparedBy").stringValue());
    }
    assertThat(measures).isNotEmpty().containsOnly("mse");
  }

  private static void sameEvents(String where, String recorded, String now) {
    List<String> before = recorded.lines().toList();
    List<String> after = now.lines().toList();
    assertThat(after).as(where).hasSameSizeAs(before);
    for (int i = 0; i < before.size(); i++) {
      String data = "data:";
      if (before.get(i).startsWith(data)) {
        same(
            where,
            JSON.readTree(before.get(i).substring(data.length())),
            JSON.readTree(after.get(i).substring(data.length())));
      } else {
        assertThat(after.get(i)).as(where).isEqualTo(before.get(i));
      }
    }
  }

  /// Everything recorded is present; there may be more.
  private static void same(String where, JsonNode recorded, @Nullable JsonNode now) {
    if (recorded.isObject()) {
      for (Map.Entry<String, JsonNode> member : recorded.properties())
        same(
            where + "/" + member.getKey(),
            member.getValue(),
            now == null ? null : now.get(member.getKey()));
    } else if (recorded.isArray()) {
      assertThat(now == null ? null : now.size()).as(where).isEqualTo(recorded.size());
      for (int i = 0; i < recorded.size(); i++)
        same(where + "/" + i, recorded.get(i), Objects.requireNonNull(now).get(i));
    } else if (recorded.isNumber() && now != null && now.isNumber()) {
      double value = recorded.doubleValue();
      assertThat(now.doubleValue()).as(where).isCloseTo(value, within(1e-9 * Math.abs(value)));
    } else {
      assertThat(now).as(where).isEqualTo(recorded);
    }
  }

  private static JsonNode jobs(Service service, String state) {
    return service.get("/api/v1/training-jobs?state=" + state).json().get("items");
  }

  /// A job that ran when the service ended runs again, and a waiting one is trained after it.
  private static void goesOn(Service service) {
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(jobs(service, "running").at("/0/attempt").intValue(0)).isEqualTo(2));
    JsonNode running = jobs(service, "running").get(0);
    assertThat(running.get("name").stringValue()).isEqualTo("running");
    String id = running.get("id").stringValue();
    String waiting = jobs(service, "queued").get(0).get("id").stringValue();
    service.postJson("/api/v1/training-jobs/" + id + "/cancel", "");
    Jobflow.await(service, id, job -> job.get("state").stringValue().equals("cancelled"));
    Jobflow.await(service, waiting, job -> job.get("state").stringValue().equals("succeeded"));
  }
}
