package dev.rondo.server.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.forecasting.reading.Report;
import dev.rondo.forecasting.series.Column;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.Role;
import dev.rondo.forecasting.series.Series;
import dev.rondo.forecasting.series.StaticColumn;
import dev.rondo.forecasting.series.StaticColumn.Kind;
import dev.rondo.forecasting.series.StaticValues;
import dev.rondo.server.OnPostgres;
import dev.rondo.server.Service;
import dev.rondo.server.memory.MemoryBudget;
import dev.rondo.server.web.Listed;
import dev.rondo.server.web.NotFoundException;
import dev.rondo.server.web.Paging;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class DatasetsTest {
  private static final Report REPORT =
      new Report(
          List.of(
              new Report.Finding(
                  Report.Kind.REPAIRED, "gap", "one hour was missing", 1, List.of(7L))));
  private static final Origin ORIGIN = Origin.uploaded("text/csv", "a.csv");

  private final Datasets datasets = Service.shared().bean(Datasets.class);

  /// A dataset with two columns, values for several blocks, and missing values.
  private static Dataset large(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    List<Series> series = new ArrayList<>();
    for (int steps : new int[] {1, Blocks.VALUES - 3, 7, Blocks.VALUES + 5}) {
      double[][] values = new double[2][steps];
      for (double[] column : values)
        for (int i = 0; i < steps; i++)
          column[i] = i % 11 == 3 ? Double.NaN : random.nextGaussian();
      StaticValues statics =
          steps == 7
              ? StaticValues.NONE
              : new StaticValues(Map.of("area", steps + 0.5), Map.of("region", "r" + steps));
      long start = Instant.parse("2026-03-01T00:00:00Z").toEpochMilli();
      series.add(new Series("series " + steps, start, values, statics));
    }
    List<Column> columns =
        List.of(new Column("y", Role.TARGET), new Column("x", Role.FUTURE_COVARIATE));
    List<StaticColumn> statics =
        List.of(new StaticColumn("area", Kind.NUMBER), new StaticColumn("region", Kind.CATEGORY));
    return new Dataset(
        columns, statics, Frequency.parse("PT1H"), ZoneId.of("Europe/Berlin"), series, null);
  }

  static Dataset small(String... ids) {
    List<Series> series = new ArrayList<>();
    for (String id : ids) series.add(new Series(id, 0, new double[][] {{1, 2, 3}}));
    return new Dataset(
        List.of(new Column("y", Role.TARGET)), Frequency.STEP, ZoneId.of("UTC"), series);
  }

  private static void assertSame(Dataset found, Dataset expected) {
    assertThat(found.columns()).isEqualTo(expected.columns());
    assertThat(found.staticColumns()).isEqualTo(expected.staticColumns());
    assertThat(found.frequency()).isEqualTo(expected.frequency());
    assertThat(found.zone()).isEqualTo(expected.zone());
    assertThat(found.series()).hasSameSizeAs(expected.series());
    for (int i = 0; i < expected.series().size(); i++) {
      Series series = expected.series().get(i);
      assertThat(found.series().get(i).id()).isEqualTo(series.id());
      assertThat(found.series().get(i).start()).isEqualTo(series.start());
      assertThat(found.series().get(i).statics()).isEqualTo(series.statics());
      assertThat(Arrays.deepEquals(found.series().get(i).values(), series.values())).isTrue();
    }
  }

  @Test
  void aRestartKeepsEverything(@TempDir Path directory) {
    Dataset dataset = large(1);
    DatasetDescription stored;
    try (Service first = new Service(directory)) {
      stored = first.bean(Datasets.class).add("kept", ORIGIN, dataset, REPORT);
    }
    try (Service second = new Service(directory)) {
      Datasets kept = second.bean(Datasets.class);
      assertThat(kept.get(stored.id())).isEqualTo(stored);
      assertSame(kept.load(stored.id()), dataset);
    }
  }

  @Test
  void postgresTakesTheSameMigrationsAndDatasets(@TempDir Path directory) throws IOException {
    Dataset dataset = large(2);
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
        Service service =
            new Service(
                directory,
                OnPostgres.settings(
                    postgres, // A cache of size 0, so that every value is read from the database.
                    "rondo.cache=0"))) {
      Datasets stored = service.bean(Datasets.class);
      DatasetDescription description = stored.add("on postgres", ORIGIN, dataset, REPORT);
      assertThat(stored.all(Paging.of(null, null), new MemoryBudget(1 << 20).open("the request")))
          .containsExactly(new Listed<>(description.id(), description, null));
      assertSame(stored.load(description.id()), dataset);
      assertThat(stored.series(description, Paging.of(2, null))).hasSize(3);
      assertThat(service.get("/actuator/health/readiness").status()).isEqualTo(200);
      assertThat(
              service
                  .get("/api/v1/datasets/" + description.id() + "/series/series%207")
                  .json()
                  .get("steps")
                  .intValue())
          .isEqualTo(7);
      assertThat(service.delete("/api/v1/datasets/" + description.id()).status()).isEqualTo(204);
      assertThat(
              service
                  .bean(JdbcClient.class)
                  .sql("select count(*) from series_block")
                  .query(Long.class)
                  .single())
          .isZero();
    }
  }

  @Test
  void aFailureMidwayLeavesNothingBehind() {
    long before = count();
    assertThatThrownBy(() -> datasets.add("half", ORIGIN, small("a", "b".repeat(2000)), REPORT))
        .isInstanceOf(RuntimeException.class);
    assertThat(count()).isEqualTo(before);
  }

  private static long count() {
    JdbcClient database = Service.shared().bean(JdbcClient.class);
    return database
        .sql(
            "select (select count(*) from dataset) + (select count(*) from dataset_series) + (select count(*) from series_block)")
        .query(Long.class)
        .single();
  }

  @Test
  void damageIsFoundWhenReading() {
    Service service = Service.shared();
    DatasetDescription stored = datasets.add("damaged", ORIGIN, small("a"), REPORT);
    service
        .bean(JdbcClient.class)
        .sql("update series_block set checksum = checksum + 1 where dataset_id = ?")
        .param(stored.id())
        .update();
    datasets.forget();
    assertThatThrownBy(() -> datasets.load(stored.id())).hasMessageContaining("checksum");
    datasets.remove(stored.id(), EntityTags.of(null));
    assertThatThrownBy(() -> datasets.load(stored.id())).isInstanceOf(NotFoundException.class);
  }

  @Test
  void describesWhatItKeeps() {
    DatasetDescription stored = datasets.add("described", ORIGIN, large(3), REPORT);
    assertThat(stored.shape())
        .isEqualTo(
            new DatasetDescription.Shape(4, new DatasetDescription.Steps(1, Blocks.VALUES + 5), 2));
    assertThat(stored.timeRange().start()).isEqualTo("2026-03-01T01:00:00+01:00");
    assertThat(stored.bytes()).isEqualTo(8L * 2 * (1 + Blocks.VALUES - 3 + 7 + Blocks.VALUES + 5));
    assertThat(stored.missing()).isPositive();
    assertThat(stored.fingerprint()).hasSize(64);
    datasets.remove(stored.id(), EntityTags.of(null));
  }

  private static List<String> lines(DatasetDescription dataset, String series) {
    String path = "/api/v1/datasets/" + dataset.id() + "/series/" + series.replace(" ", "%20");
    return Service.shared().get(path, "Accept", "text/csv").text().lines().toList();
  }

  /// A series is read from the cache and from the blocks, as a whole and in part.
  @Test
  void aSeriesIsReadPieceByPiece() {
    DatasetDescription stored = datasets.add("long", ORIGIN, large(4), REPORT);
    String id = "series " + (Blocks.VALUES + 5);
    List<String> remembered = lines(stored, id);
    datasets.forget();
    assertThat(lines(stored, id)).isEqualTo(remembered).hasSize(Blocks.VALUES + 6);
    assertThat(lines(stored, "series 7")).hasSize(8);
    String path = "/api/v1/datasets/" + stored.id() + "/series/series%20" + (Blocks.VALUES + 5);
    JsonNode all = Service.shared().get(path).json();
    assertThat(all.get("values").size()).isEqualTo(Blocks.VALUES + 5);
    String last = all.get("timestamps").get(Blocks.VALUES + 4).stringValue();
    JsonNode end = Service.shared().get(path + "?from=" + last.replace("+", "%2B")).json();
    assertThat(end.get("values")).hasSize(1);
    assertThat(end.get("values").get(0)).isEqualTo(all.get("values").get(Blocks.VALUES + 4));
    JsonNode thinned = Service.shared().get(path + "?points=10").json();
    assertThat(thinned.get("values").size()).isBetween(5, 10);
    assertThat(thinned.get("steps").intValue()).isEqualTo(Blocks.VALUES + 5);
    datasets.remove(stored.id(), EntityTags.of(null));
  }

  @Test
  void shortSeriesShareABlock() {
    String[] many = new String[2000];
    Arrays.setAll(many, i -> "series " + i);
    DatasetDescription stored = datasets.add("many", ORIGIN, small(many), REPORT);
    JdbcClient database = Service.shared().bean(JdbcClient.class);
    assertThat(
            database
                .sql("select count(*) from series_block where dataset_id = ?")
                .param(stored.id())
                .query(Integer.class)
                .single())
        .isEqualTo(1);
    datasets.forget();
    assertSame(datasets.load(stored.id()), small(many));
    datasets.remove(stored.id(), EntityTags.of(null));
  }

  /// A series grows by a further block; the existing blocks do not change.
  @Test
  void aSeriesGrowsByFurtherBlocks() {
    DatasetDescription stored = datasets.add("grows", ORIGIN, small("a", "b"), REPORT);
    double[][] before = small("a", "b").series().get(1).values();
    int steps = before[0].length;
    double[][] more = new double[before.length][3];
    for (double[] column : more) Arrays.setAll(column, i -> i + 0.5);
    BlockStore blocks = Service.shared().bean(BlockStore.class);
    Blocks.Writer writer =
        new Blocks.Writer(before.length, block -> blocks.add(stored.id(), 1, block));
    writer.add(1, steps, more);
    writer.flush();
    Service.shared()
        .bean(JdbcClient.class)
        .sql("update dataset_series set steps = steps + 3 where dataset_id = ? and series_id = 'b'")
        .param(stored.id())
        .update();
    datasets.forget();
    double[][] grown = datasets.load(stored.id()).series().get(1).values();
    for (int c = 0; c < before.length; c++) {
      assertThat(Arrays.copyOf(grown[c], steps)).isEqualTo(before[c]);
      assertThat(Arrays.copyOfRange(grown[c], steps, steps + 3)).isEqualTo(more[c]);
    }
    datasets.remove(stored.id(), EntityTags.of(null));
  }

  /// Readers start before a removal and end after it: in any order, nothing of the dataset stays in the cache.
  @Test
  void whatWasRemovedIsNotRemembered() throws InterruptedException {
    datasets.forget();
    for (int round = 0; round < 30; round++) {
      DatasetDescription stored = datasets.add("short-lived", ORIGIN, small("a", "b"), REPORT);
      if (round % 2 == 0) datasets.forget();
      Thread reader =
          Thread.ofPlatform()
              .start(() -> {
                try {
                  while (true) assertThat(datasets.load(stored.id()).series()).hasSize(2);
                } catch (NotFoundException e) {
                  // It was deleted in the meantime.
                }
              });
      datasets.remove(stored.id(), EntityTags.of(null));
      reader.join();
      assertThatThrownBy(() -> datasets.load(stored.id())).isInstanceOf(NotFoundException.class);
      assertThat(datasets.remembered()).isZero();
    }
  }

  /// Another client deletes an uploaded dataset before it is cached.
  @Test
  void whatIsRemovedWhileItIsKeptIsNotRemembered() {
    datasets.forget();
    DatasetDescription stored = datasets.add("gone", ORIGIN, small("a"), REPORT);
    datasets.remove(stored.id(), EntityTags.of(null));
    datasets.keep(stored, small("a"));
    assertThat(datasets.remembered()).isZero();
  }
}
