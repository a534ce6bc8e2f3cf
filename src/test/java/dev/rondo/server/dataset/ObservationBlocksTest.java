package dev.rondo.server.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.forecasting.series.Series;
import dev.rondo.server.OnPostgres;
import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import dev.rondo.server.project.Project;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// What added observations do to the stored blocks, to other clients and after a failure.
class ObservationBlocksTest {
  private static final String HEAD = "step,id,y,x\n";

  /// Rows of a series with values that tell the step.
  private static String rows(String id, int from, int to) {
    StringBuilder rows = new StringBuilder();
    for (int i = from; i < to; i++)
      rows.append(i)
          .append(',')
          .append(id)
          .append(',')
          .append(i)
          .append(',')
          .append(-i)
          .append('\n');
    return rows.toString();
  }

  private static void assertCounted(Observed data, String id, int steps) {
    Service service = data.service();
    for (int round = 0; round < 2; round++) {
      Series series =
          service.bean(Datasets.class).load(data.id()).series().stream()
              .filter(one -> one.id().equals(id))
              .findFirst()
              .orElseThrow();
      assertThat(series.steps()).isEqualTo(steps);
      for (int i = 0; i < steps; i++) {
        assertThat(series.values()[0][i]).isEqualTo(i);
        assertThat(series.values()[1][i]).isEqualTo(-i);
      }
      // The second round reads everything from the database.
      service.bean(Datasets.class).forget();
    }
  }

  /// Many small additions make few blocks, and the blocks of a large series stay as they are.
  private static void manySmallAdditions(Service service) {
    int many = Blocks.VALUES;
    Observed data =
        Observed.upload(service, "", HEAD + rows("long", 0, many) + rows("short", 0, 3));
    int before = data.blocks();
    service.bean(Datasets.class).load(data.id());
    for (int i = 0; i < 60; i++)
      data.add(HEAD + rows("short", 3 + i, 4 + i) + rows("long", many + i, many + i + 1));
    assertThat(data.blocks()).isBetween(before, before + 8);
    assertCounted(data, "short", 63);
    assertCounted(data, "long", many + 60);
    // A correction in the middle of the long series, and one at the end of a large block.
    for (int step : new int[] {many / 2, many - 1}) {
      String wrong = HEAD + step + ",long,0.5," + -step + "\n";
      Observed.added(data.send("?onConflict=replace", "text/csv", wrong));
      assertThat(
              data.service()
                  .get(data.path() + "/series/long?from=" + step + "&to=" + step)
                  .json()
                  .at("/values/0/0")
                  .doubleValue())
          .isEqualTo(0.5);
      Observed.added(
          data.send("?onConflict=replace", "text/csv", HEAD + rows("long", step, step + 1)));
    }
    assertCounted(data, "long", many + 60);
    JsonNode described = data.describe();
    assertThat(described.get("version").intValue()).isEqualTo(65);
    assertThat(described.at("/shape/steps/min").intValue()).isEqualTo(63);
    data.remove();
    assertThat(data.blocks()).isZero();
  }

  /// A failure after each step of an addition leaves everything as it was, and the same request works afterwards.
  private static void aFailureBetweenTheSteps(Service service, String... failing) {
    Observed data =
        Observed.upload(service, "", HEAD + rows("a", 0, 5) + rows("b", 0, 5) + "5,b,,-5\n");
    String more = HEAD + rows("b", 5, 7) + rows("c", 0, 2) + rows("a", 4, 8);
    JsonNode before = data.describe();
    String stored = data.stored();
    JdbcClient database = service.bean(JdbcClient.class);
    for (String constraint : failing) {
      String table = constraint.substring(0, constraint.indexOf(' '));
      String check = constraint.substring(constraint.indexOf(' '));
      database
          .sql("alter table " + table + " add constraint broken check (" + check + ")")
          .update();
      Answer answer = data.send("", "text/csv", more, "Idempotency-Key", "k");
      database.sql("alter table " + table + " drop constraint broken").update();
      assertThat(answer.status()).as(constraint).isEqualTo(500);
      assertThat(data.describe()).as(constraint).isEqualTo(before);
      assertThat(data.stored()).as(constraint).isEqualTo(stored);
    }
    Answer answer = data.send("", "text/csv", more, "Idempotency-Key", "k");
    assertThat(Observed.added(answer).get("appended").intValue()).isEqualTo(7);
    assertThat(data.send("", "text/csv", more, "Idempotency-Key", "k").json())
        .isEqualTo(answer.json());
    assertThat(data.describe().get("version").intValue()).isEqualTo(2);
    assertCounted(data, "a", 8);
    assertCounted(data, "b", 7);
    assertCounted(data, "c", 2);
    data.remove();
  }

  private static void allOrNothing(Service service) {
    aFailureBetweenTheSteps(
        service,
        "series_block number < 0 or last_step < 6",
        "dataset_series position < 2",
        "dataset_series steps < 7",
        "dataset version < 2",
        "append_key idempotency_key <> 'k'");
  }

  /// Two clients add to the same series while others read it.
  private static void severalClients(Service service) throws Exception {
    Observed data = Observed.upload(service, "", HEAD + rows("a", 0, 10) + rows("b", 0, 10));
    AtomicBoolean ended = new AtomicBoolean();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      Future<?> reader =
          threads.submit(() ->
              Project.DEFAULT.run(() -> {
                for (int i = 0; !ended.get(); i++) {
                  if (i % 2 == 0) service.bean(Datasets.class).forget();
                  List<Series> series = service.bean(Datasets.class).load(data.id()).series();
                  assertThat(series.get(0).steps()).isEqualTo(series.get(1).steps());
                }
              }));
      Future<?> client =
          threads.submit(() -> {
            while (!ended.get()) {
              JsonNode series = data.series("a");
              assertThat(series.get("values")).hasSize(series.get("steps").intValue());
            }
          });
      List<Future<?>> writers = new ArrayList<>();
      for (int w = 0; w < 2; w++) {
        int first = 10 + w;
        writers.add(
            threads.submit(() -> {
              for (int i = first; i < 50; i += 2)
                data.add(HEAD + rows("a", i, i + 1) + rows("b", i, i + 1));
            }));
      }
      for (Future<?> writer : writers) writer.get();
      ended.set(true);
      reader.get();
      client.get();
    }
    assertThat(data.describe().get("version").intValue()).isEqualTo(41);
    assertThat(data.describe().get("missing").intValue()).isZero();
    assertCounted(data, "a", 50);
    assertCounted(data, "b", 50);
    data.remove();
  }

  private static void all(Service service) throws Exception {
    manySmallAdditions(service);
    allOrNothing(service);
    severalClients(service);
  }

  @Test
  void onH2(@TempDir Path directory) throws Exception {
    try (Service service = new Service(directory)) {
      all(service);
    }
  }

  @Test
  void onPostgres(@TempDir Path directory) throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
        Service service = new Service(directory, OnPostgres.settings(postgres))) {
      all(service);
    }
  }

  /// Blocks of earlier builds do not tell their steps.
  @Test
  void blocksWithoutTheirStepsAreRead() {
    Observed data = Observed.upload(Service.shared(), "", HEAD + rows("a", 0, 5));
    Service.shared()
        .bean(JdbcClient.class)
        .sql("update series_block set first_step = null, last_step = null where dataset_id = ?")
        .param(data.id())
        .update();
    JsonNode answer = data.add(HEAD + rows("a", 3, 7));
    assertThat(answer.get("unchanged").intValue()).isEqualTo(2);
    assertThat(answer.get("appended").intValue()).isEqualTo(2);
    assertCounted(data, "a", 7);
    data.remove();
  }

  /// Memory for steps without a row is reserved before they are made.
  @Test
  void memoryIsReserved(@TempDir Path directory) {
    try (Service service = new Service(directory, "rondo.memory=24MB")) {
      StringBuilder first = new StringBuilder(HEAD);
      StringBuilder later = new StringBuilder(HEAD);
      for (int i = 0; i < 2000; i++) {
        first.append("0,s").append(i).append(",1,1\n");
        later.append("1200,s").append(i).append(",1,1\n");
      }
      Observed data = Observed.upload(service, "?seriesColumn=id", first + rows("a", 0, 5));
      JsonNode before = data.describe();
      Answer answer = data.send("", "text/csv", later.toString());
      assertThat(answer.status()).as(answer.text()).isEqualTo(413);
      assertThat(data.describe()).isEqualTo(before);
      data.add(HEAD + rows("a", 5, 6));
    }
  }
}
