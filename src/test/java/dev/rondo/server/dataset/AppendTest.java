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
import dev.rondo.server.web.NotFoundException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Later steps and new series are added to a stored dataset completely or not at all.
class AppendTest {
  private static final double NONE = Double.NaN;
  private static final Origin ORIGIN = Origin.uploaded("text/csv", null);
  private static final Report NOTHING = new Report(List.of());
  private static final Report GAP =
      new Report(
          List.of(
              new Report.Finding(Report.Kind.REPAIRED, "gap", "a step was missing", 1, List.of())));

  private final Datasets datasets = Service.shared().bean(Datasets.class);

  private static Dataset dataset(Series... series) {
    return new Dataset(
        List.of(new Column("y", Role.TARGET), new Column("x", Role.FUTURE_COVARIATE)),
        Frequency.STEP,
        ZoneId.of("UTC"),
        List.of(series));
  }

  private static Series series(String id, long start, double[] y, double[] x) {
    return new Series(id, start, new double[][] {y, x});
  }

  /// Steps from `from` to `to - 1` with values that tell the step.
  private static Series counted(String id, int from, int to) {
    double[] y = new double[to - from];
    Arrays.setAll(y, i -> from + i);
    return series(id, from, y, y.clone());
  }

  /// Content that was read from the database.
  private static Dataset stored(Datasets datasets, DatasetDescription description) {
    datasets.forget();
    return datasets.load(description.id());
  }

  private static void assertSame(Dataset found, Dataset expected) {
    assertThat(found.series()).hasSameSizeAs(expected.series());
    for (int i = 0; i < found.series().size(); i++) {
      Series series = found.series().get(i);
      assertThat(series.id()).isEqualTo(expected.series().get(i).id());
      assertThat(series.start()).isEqualTo(expected.series().get(i).start());
      assertThat(Arrays.deepEquals(series.values(), expected.series().get(i).values())).isTrue();
    }
  }

  private static void growsSeriesAndAddsNewOnes(Datasets datasets) {
    int many = Blocks.VALUES;
    DatasetDescription first =
        datasets.add("grows", ORIGIN, dataset(counted("a", 0, 3), counted("b", 5, many)), NOTHING);
    DatasetDescription second =
        datasets.append(
            first.id(),
            dataset(counted("c", 7, 9), counted("b", many, many + 4), counted("a", 3, 4)),
            GAP);
    Dataset whole = dataset(counted("a", 0, 4), counted("b", 5, many + 4), counted("c", 7, 9));
    assertSame(datasets.load(first.id()), whole);
    assertSame(stored(datasets, second), whole);
    assertThat(second.version()).isEqualTo(2);
    assertThat(second.createdAt()).isEqualTo(first.createdAt());
    assertThat(second.report()).isEqualTo(GAP);
    assertThat(second.shape().series()).isEqualTo(3);
    assertThat(datasets.get(first.id())).isEqualTo(second);
    DatasetDescription atOnce = datasets.add("at once", ORIGIN, whole, NOTHING);
    assertThat(second.fingerprint()).isEqualTo(atOnce.fingerprint());
    assertThat(second.bytes()).isEqualTo(atOnce.bytes());
    assertThat(second.timeRange()).isEqualTo(atOnce.timeRange());
    datasets.append(first.id(), dataset(counted("a", 4, 6)), NOTHING);
    assertThat(datasets.load(first.id()).series().getFirst().steps()).isEqualTo(6);
    datasets.remove(first.id());
    datasets.remove(atOnce.id());
    datasets.forget();
  }

  private static void observationsReplaceWhatWasKnownAhead(Datasets datasets) {
    double[] y = {1, 2, NONE, NONE, NONE};
    double[] x = {11, 12, 13, 14, 15};
    DatasetDescription first =
        datasets.add(
            "ahead", ORIGIN, dataset(counted("before", 0, 2), series("a", 0, y, x)), NOTHING);
    Series observed = series("a", 2, new double[] {3, 4}, new double[] {23, 24});
    DatasetDescription second = datasets.append(first.id(), dataset(observed), NOTHING);
    Series grown =
        series("a", 0, new double[] {1, 2, 3, 4, NONE}, new double[] {11, 12, 23, 24, 15});
    assertSame(stored(datasets, second), dataset(counted("before", 0, 2), grown));
    assertThat(second.missing()).isEqualTo(1);
    assertThat(datasets.series(second, "a").missing()).isEqualTo(1);
    datasets.forget();
    List<Blocks.Piece> pieces = new ArrayList<>();
    datasets.pieces(second, datasets.series(second, "a")).forEachRemaining(pieces::add);
    assertThat(pieces).extracting(Blocks.Piece::firstStep).containsExactly(0, 2);
    datasets.remove(first.id());
  }

  @Test
  void onH2() {
    growsSeriesAndAddsNewOnes(datasets);
    observationsReplaceWhatWasKnownAhead(datasets);
  }

  @Test
  void onPostgres(@TempDir Path directory) throws IOException {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
        Service service =
            new Service(
                directory,
                "spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"),
                "spring.datasource.username=postgres")) {
      growsSeriesAndAddsNewOnes(service.bean(Datasets.class));
      observationsReplaceWhatWasKnownAhead(service.bean(Datasets.class));
    }
  }

  @Test
  void whatDoesNotFitChangesNothing() {
    Dataset whole = dataset(counted("a", 0, 3));
    DatasetDescription first = datasets.add("kept", ORIGIN, whole, NOTHING);
    String id = first.id();
    assertThatThrownBy(() -> datasets.append(id, dataset(counted("a", 2, 5)), NOTHING))
        .hasMessage("the new steps of series 'a' must begin at 3, began at 2");
    assertThatThrownBy(
            () -> datasets.append(id, dataset(counted("b", 0, 1), counted("a", 4, 5)), NOTHING))
        .hasMessage("the new steps of series 'a' must begin at 3, began at 4");
    Dataset narrow =
        new Dataset(
            List.of(new Column("y", Role.TARGET)),
            Frequency.STEP,
            ZoneId.of("UTC"),
            List.of(new Series("a", 3, new double[][] {{1}})));
    assertThatThrownBy(() -> datasets.append(id, narrow, NOTHING)).hasMessageContaining("columns");
    // The database refuses the id after the other series was written.
    Dataset half = dataset(counted("a", 3, 5), counted("b".repeat(2000), 0, 1));
    assertThatThrownBy(() -> datasets.append(id, half, NOTHING))
        .isInstanceOf(RuntimeException.class);
    assertThat(datasets.get(id)).isEqualTo(first);
    assertSame(datasets.load(id), whole);
    assertSame(stored(datasets, first), whole);
    datasets.remove(id);
    assertThatThrownBy(() -> datasets.append(id, whole, NOTHING))
        .isInstanceOf(NotFoundException.class);
  }

  /// Several clients append to the same series while others read it.
  @Test
  void everyReaderSeesOneVersionAndEveryAppendCounts() throws Exception {
    DatasetDescription first =
        datasets.add("busy", ORIGIN, dataset(counted("a", 0, 10), counted("b", 0, 10)), NOTHING);
    AtomicBoolean ended = new AtomicBoolean();
    try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
      Future<?> reader =
          threads.submit(() -> {
            for (int i = 0; !ended.get(); i++) {
              if (i % 2 == 0) datasets.forget();
              List<Series> series = datasets.load(first.id()).series();
              assertThat(series.get(0).steps()).isEqualTo(series.get(1).steps());
            }
          });
      List<Future<Integer>> writers = new ArrayList<>();
      for (int w = 0; w < 2; w++) writers.add(threads.submit(() -> appendTwenty(first.id())));
      int refused = 0;
      for (Future<Integer> writer : writers) refused += writer.get();
      ended.set(true);
      reader.get();
      int version = 41 - refused;
      assertThat(datasets.get(first.id()).version()).isEqualTo(version);
      Dataset whole = dataset(counted("a", 0, 9 + version), counted("b", 0, 9 + version));
      assertSame(datasets.load(first.id()), whole);
      assertSame(stored(datasets, first), whole);
    }
    datasets.remove(first.id());
    JdbcClient database = Service.shared().bean(JdbcClient.class);
    assertThat(
            database
                .sql("select count(*) from series_block where dataset_id = ?")
                .param(first.id())
                .query(Long.class)
                .single())
        .isZero();
  }

  /// @return number of appends that came after another one of the same step
  private int appendTwenty(String id) {
    int refused = 0;
    for (int i = 0; i < 20; i++) {
      int next = datasets.load(id).series().getFirst().steps();
      try {
        datasets.append(
            id, dataset(counted("a", next, next + 1), counted("b", next, next + 1)), NOTHING);
      } catch (IllegalArgumentException e) {
        refused++;
      }
    }
    return refused;
  }
}
