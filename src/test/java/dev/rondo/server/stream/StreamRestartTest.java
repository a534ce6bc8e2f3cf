package dev.rondo.server.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.MovableClock;
import dev.rondo.server.OnPostgres;
import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// Streams of services that end, on H2 and PostgreSQL, and the limits of streams.
class StreamRestartTest {
  private static final String STREAMS = "/api/v1/streams/";

  @TempDir Path data;
  @TempDir Path copy;

  private static Answer observe(Service service, String stream, String body) {
    return service.postJson(STREAMS + stream + "/observations?levels=50", body);
  }

  private static JsonNode forecasts(Service service, String stream, String body) {
    Answer answer = observe(service, stream, body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json().get("forecasts");
  }

  private static void put(Service service, String stream, String model, String members) {
    Answer answer =
        StreamTest.put(
            service, stream, "{\"modelId\": \"%s\"%s}".formatted(StreamTest.id(model), members));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
  }

  /// Observations `[from, to)` of a series.
  private static String steps(String series, int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(step ->
            "{\"seriesId\": \"%s\", \"step\": %d, \"value\": %s}"
                .formatted(series, step, StreamTest.value(1, step)))
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static JsonNode predicted(Service service, String model, int steps) {
    return service
        .postJson(
            model + "/predictions",
            "{\"horizon\": 1, \"levels\": [50], \"series\": [{\"id\": \"a\", \"start\": \"0\", \"values\": %s}]}"
                .formatted(StreamTest.values(1, steps)))
        .json()
        .get("forecasts");
  }

  /// Copies the file as a kill leaves it, which is its state at one moment: the database may write to it at any time.
  private void copyDatabase() throws IOException {
    Path file = data.resolve("rondo.mv.db");
    Path copied = copy.resolve("rondo.mv.db");
    do Files.copy(file, copied, StandardCopyOption.REPLACE_EXISTING);
    while (Files.mismatch(file, copied) >= 0);
  }

  @Test
  void whatWasAcknowledgedIsThereAfterARestartAndAfterAKill() throws IOException {
    String model;
    try (Service first = new Service(data)) {
      model = StreamTest.network(first);
      put(first, "s", model, "");
      for (int step = 0; step < 60; step += 3) forecasts(first, "s", steps("a", step, step + 3));
      copyDatabase();
    }
    for (Path directory : List.of(data, copy)) {
      try (Service next = new Service(directory)) {
        assertThat(next.get(STREAMS + "s").json().get("lastChange").intValue()).isEqualTo(20);
        assertThat(forecasts(next, "s", steps("a", 57, 60))).isEqualTo(predicted(next, model, 60));
        assertThat(forecasts(next, "s", steps("a", 57, 61))).isEqualTo(predicted(next, model, 61));
      }
    }
  }

  @Test
  void theJournalIsEmptiedIntoTheWindows() {
    String model;
    try (Service first = new Service(data)) {
      model = StreamTest.network(first);
      put(first, "s", model, ", \"series\": [{\"id\": \"quiet\", \"values\": [1, 2, 3]}]");
      for (int step = 0; step < 60_000; step += 5000)
        forecasts(first, "s", steps("a", step, step + 5000));
      assertThat(
              first
                  .bean(JdbcClient.class)
                  .sql("select count(*) from stream_journal")
                  .query(Long.class)
                  .single())
          .isLessThan(12);
    }
    try (Service next = new Service(data)) {
      assertThat(forecasts(next, "s", steps("a", 59_999, 60_000)))
          .isEqualTo(predicted(next, model, 60_000));
      assertThat(next.get(STREAMS + "s").json().get("series").intValue()).isEqualTo(2);
      assertThat(observe(next, "s", "{\"seriesId\": \"a\", \"step\": 3, \"value\": 1}").status())
          .isEqualTo(422);
    }
  }

  @Test
  void streamsAreKeptOnPostgres() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
      String[] settings = OnPostgres.settings(postgres);
      String model;
      try (Service first = new Service(data, settings)) {
        model = StreamTest.network(first);
        put(
            first,
            "s",
            model,
            ", \"expiresAfter\": \"P1D\", \"series\": [{\"id\": \"b\", \"values\": [1]}]");
        put(first, "gone", model, "");
        forecasts(first, "s", steps("a", 0, 30));
        forecasts(first, "s", steps("a", 30, 31));
        assertThat(first.delete(STREAMS + "gone").status()).isEqualTo(204);
      }
      try (Service next = new Service(data, settings)) {
        assertThat(next.get("/api/v1/streams").json().get("items")).hasSize(1);
        assertThat(forecasts(next, "s", steps("a", 30, 31))).isEqualTo(predicted(next, model, 31));
        Answer replaced =
            StreamTest.put(next, "s", "{\"modelId\": \"%s\"}".formatted(StreamTest.id(model)));
        assertThat(replaced.status()).as(replaced.text()).isEqualTo(200);
        assertThat(forecasts(next, "s", steps("a", 31, 32))).isEqualTo(predicted(next, model, 32));
      }
    }
  }

  @Test
  void limitsAndExpiryHold() {
    try (Service service =
        new Service(
            List.of(MovableClock.Beans.class),
            data,
            "rondo.streams.most=2",
            "rondo.streams.series=2",
            "rondo.streams.memory=1KB")) {
      String model = StreamTest.network(service);
      put(service, "one", model, "");
      put(service, "two", model, ", \"expiresAfter\": \"PT1H\"");
      Answer third =
          StreamTest.put(service, "three", "{\"modelId\": \"%s\"}".formatted(StreamTest.id(model)));
      assertThat(third.status()).isEqualTo(409);
      assertThat(third.json().get("detail").stringValue()).contains("rondo.streams.most");
      forecasts(service, "one", steps("a", 0, 3));
      forecasts(service, "one", steps("b", 0, 3));
      Answer another = observe(service, "one", steps("c", 0, 3));
      assertThat(another.status()).isEqualTo(422);
      assertThat(another.faults()).containsExactly("/0/seriesId");
      String many =
          Stream.of("x", "y", "z")
              .map(id -> "{\"id\": \"%s\", \"values\": [1]}".formatted(id))
              .collect(Collectors.joining(","));
      Answer tooMany =
          StreamTest.put(
              service,
              "one",
              "{\"modelId\": \"%s\", \"series\": [%s]}".formatted(StreamTest.id(model), many));
      assertThat(tooMany.status()).isEqualTo(422);
      assertThat(forecasts(service, "one", steps("a", 3, 24)))
          .isEqualTo(predicted(service, model, 24));
      service.bean(MovableClock.class).pass(Duration.ofHours(1));
      assertThat(service.get(STREAMS + "two").status()).isEqualTo(404);
      assertThat(observe(service, "two", steps("a", 0, 1)).status()).isEqualTo(404);
      put(service, "three", model, "");
      assertThat(service.get("/api/v1/streams").json().get("items")).hasSize(2);
    }
  }
}
