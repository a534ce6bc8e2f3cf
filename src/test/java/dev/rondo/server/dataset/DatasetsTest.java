package dev.rondo.server.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.forecasting.reading.Report;
import dev.rondo.forecasting.series.Column;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.Role;
import dev.rondo.forecasting.series.Series;
import dev.rondo.server.Service;
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
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class DatasetsTest {
  private static final Report REPORT =
      new Report(
          List.of(
              new Report.Finding(
                  Report.Kind.REPAIRED, "gap", "one hour was missing", 1, List.of(7L))));
  private static final Origin ORIGIN = Origin.uploaded("text/csv", "a.csv");

  private final Datasets datasets = Service.shared().bean(Datasets.class);

  /// Two columns, enough values for several blocks, and some that are missing.
  private static Dataset large(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    List<Series> series = new ArrayList<>();
    for (int steps : new int[] {1, Blocks.VALUES - 3, 7, Blocks.VALUES + 5}) {
      double[][] values = new double[2][steps];
      for (double[] column : values)
        for (int i = 0; i < steps; i++)
          column[i] = i % 11 == 3 ? Double.NaN : random.nextGaussian();
      series.add(
          new Series(
              "series " + steps, Instant.parse("2026-03-01T00:00:00Z").toEpochMilli(), values));
    }
    List<Column> columns =
        List.of(new Column("y", Role.TARGET), new Column("x", Role.FUTURE_COVARIATE));
    return new Dataset(columns, Frequency.parse("PT1H"), ZoneId.of("Europe/Berlin"), series);
  }

  static Dataset small(String... ids) {
    List<Series> series = new ArrayList<>();
    for (String id : ids) series.add(new Series(id, 0, new double[][] {{1, 2, 3}}));
    return new Dataset(
        List.of(new Column("y", Role.TARGET)), Frequency.STEP, ZoneId.of("UTC"), series);
  }

  private static void assertSame(Dataset found, Dataset expected) {
    assertThat(found.columns()).isEqualTo(expected.columns());
    assertThat(found.frequency()).isEqualTo(expected.frequency());
    assertThat(found.zone()).isEqualTo(expected.zone());
    assertThat(found.series()).hasSameSizeAs(expected.series());
    for (int i = 0; i < expected.series().size(); i++) {
      Series series = expected.series().get(i);
      assertThat(found.series().get(i).id()).isEqualTo(series.id());
      assertThat(found.series().get(i).start()).isEqualTo(series.start());
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
                "spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"),
                "spring.datasource.username=postgres",
                // A cache of nothing, so that every value is read from the database.
                "rondo.cache=0")) {
      Datasets stored = service.bean(Datasets.class);
      DatasetDescription description = stored.add("on postgres", ORIGIN, dataset, REPORT);
      assertThat(stored.all(Paging.of(null, null)))
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
                  .sql("select count(*) from dataset_block")
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
            "select (select count(*) from dataset) + (select count(*) from dataset_series) + (select count(*) from dataset_block)")
        .query(Long.class)
        .single();
  }

  @Test
  void damageIsFoundWhenReading() {
    Service service = Service.shared();
    DatasetDescription stored = datasets.add("damaged", ORIGIN, small("a"), REPORT);
    service
        .bean(JdbcClient.class)
        .sql("update dataset_block set checksum = checksum + 1 where dataset_id = ?")
        .param(stored.id())
        .update();
    datasets.forget(stored.id());
    assertThatThrownBy(() -> datasets.load(stored.id())).hasMessageContaining("checksum");
    datasets.remove(stored.id());
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
    datasets.remove(stored.id());
  }
}
