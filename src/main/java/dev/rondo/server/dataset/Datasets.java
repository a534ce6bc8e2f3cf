package dev.rondo.server.dataset;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.rondo.forecasting.document.DocumentFormat;
import dev.rondo.forecasting.reading.Report;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Fingerprint;
import dev.rondo.forecasting.series.Series;
import dev.rondo.forecasting.series.TimeAxis;
import dev.rondo.server.ServerSettings;
import dev.rondo.server.dataset.DatasetDescription.Shape;
import dev.rondo.server.dataset.DatasetDescription.Steps;
import dev.rondo.server.dataset.DatasetDescription.TimeRange;
import dev.rondo.server.web.Ids;
import dev.rondo.server.web.Listed;
import dev.rondo.server.web.NotFoundException;
import dev.rondo.server.web.Paging;
import dev.rondo.server.web.StoredRows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntFunction;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// The stored datasets. A change is kept as a whole or not at all; what is read is checked against the
/// checksums it was written with.
@Component
public class Datasets {
  /// Characters of a series id that the database keeps.
  static final int LONGEST_SERIES_ID = 1000;

  private static final int SERIES_OF_A_BATCH = 1000;

  static final DocumentFormat<DatasetDescription> DESCRIPTION =
      DocumentFormat.of("description of the dataset", DatasetDescription.class);

  private final JdbcClient database;
  private final JdbcTemplate batches;
  private final TransactionTemplate transaction;
  private final StoredRows rows;
  private final Clock clock;
  private final Ids ids;
  private final Cache<String, Dataset> recent;

  Datasets(
      JdbcClient database,
      JdbcTemplate batches,
      TransactionTemplate transaction,
      StoredRows rows,
      Clock clock,
      Ids ids,
      ServerSettings settings) {
    this.database = database;
    this.batches = batches;
    this.transaction = transaction;
    this.rows = rows;
    this.clock = clock;
    this.ids = ids;
    this.recent =
        Caffeine.newBuilder()
            .maximumWeight(settings.cache().toKilobytes())
            .weigher((String _, Dataset dataset) ->
                (int) Math.min(Integer.MAX_VALUE, 1 + 8 * values(dataset) / 1024))
            .build();
  }

  /// Keeps a dataset under a new id.
  public DatasetDescription add(String name, Origin origin, Dataset dataset, Report report) {
    DatasetDescription description =
        describe(
            ids.next(),
            name,
            clock.instant().truncatedTo(ChronoUnit.MILLIS),
            origin,
            dataset,
            report);
    transaction.executeWithoutResult(_ -> {
      database
          .sql(
              "insert into dataset (id, name, created_at, fingerprint, description) values (?, ?, ?, ?, ?)")
          .params(
              description.id(),
              name,
              description.createdAt().atOffset(ZoneOffset.UTC),
              description.fingerprint(),
              DESCRIPTION.write(description))
          .update();
      addSeries(description.id(), dataset);
      Blocks.write(
          dataset.series(),
          (position, block) ->
              database
                  .sql(
                      "insert into dataset_block (dataset_id, position, checksum, bytes) values (?, ?, ?, ?)")
                  .params(description.id(), position, block.checksum(), block.bytes())
                  .update());
    });
    recent.put(description.id(), dataset);
    return description;
  }

  private void addSeries(String id, Dataset dataset) {
    List<Object[]> rows = new ArrayList<>();
    long first = 0;
    for (int i = 0; i < dataset.series().size(); i++) {
      Series series = dataset.series().get(i);
      rows.add(
          new Object[] {
            id, i, series.id(), series.start(), series.steps(), missing(series), first
          });
      first += (long) series.values().length * series.steps();
      if (rows.size() == SERIES_OF_A_BATCH || i == dataset.series().size() - 1) {
        batches.batchUpdate(
            "insert into dataset_series (dataset_id, position, series_id, start_at, steps, missing, first_value) values (?, ?, ?, ?, ?, ?, ?)",
            rows);
        rows.clear();
      }
    }
  }

  public Optional<DatasetDescription> find(String id) {
    if (id.equals(Ids.LATEST))
      return database
          .sql("select description from dataset order by id desc limit 1")
          .query(Datasets::description)
          .optional();
    if (!Ids.wellFormed(id)) return Optional.empty();
    return database
        .sql("select description from dataset where id = ?")
        .param(id)
        .query(Datasets::description)
        .optional();
  }

  /// As [#find]; throws [NotFoundException].
  public DatasetDescription get(String id) {
    return find(id).orElseThrow(() -> new NotFoundException("dataset", id));
  }

  /// Newest first; one more than the page may hold where there are more.
  public List<Listed<DatasetDescription>> all(Paging paging) {
    return database
        .sql("select id, description from dataset where id < ? order by id desc limit ?")
        .params(paging.after() == null ? Ids.LAST : paging.after(), paging.limit() + 1)
        .query((row, number) ->
            rows.read(
                "dataset",
                Objects.requireNonNull(row.getString("id")),
                () -> description(row, number)))
        .list();
  }

  /// Returns whether there was one.
  public boolean remove(String id) {
    if (!Ids.wellFormed(id)) return false;
    boolean removed = database.sql("delete from dataset where id = ?").param(id).update() > 0;
    forget(id);
    return removed;
  }

  /// Drops a dataset from memory; the next use reads it from the database.
  void forget(String id) {
    recent.invalidate(id);
  }

  /// The whole dataset with its values; throws [NotFoundException].
  public Dataset load(String id) {
    Dataset known = recent.getIfPresent(id);
    if (known != null) return known;
    DatasetDescription description = get(id);
    List<Row> rows =
        database
            .sql("select * from dataset_series where dataset_id = ? order by position")
            .param(id)
            .query(Datasets::row)
            .list();
    IntFunction<Blocks.Block> blocks = lastBlock(id);
    List<Series> series =
        rows.stream().map(row -> read(row, description.shape().features(), blocks)).toList();
    Dataset dataset =
        new Dataset(
            description.columns(),
            description.frequency(),
            description.timeZone(),
            series,
            description.table());
    recent.put(id, dataset);
    return dataset;
  }

  /// Series of a dataset in its order; one more than the page may hold where there are more.
  public List<SeriesSummary> series(DatasetDescription dataset, Paging paging) {
    TimeAxis axis = new TimeAxis(dataset.frequency(), dataset.timeZone());
    int after = paging.after() == null ? -1 : position(dataset.id(), paging.after());
    return database
        .sql(
            "select * from dataset_series where dataset_id = ? and position > ? order by position limit ?")
        .params(dataset.id(), after, paging.limit() + 1)
        .query(Datasets::row)
        .list()
        .stream()
        .map(row -> row.summary(axis))
        .toList();
  }

  /// One series with its values; throws [NotFoundException].
  public Series series(DatasetDescription dataset, String seriesId) {
    Dataset known = recent.getIfPresent(dataset.id());
    if (known != null) {
      Optional<Series> series =
          known.series().stream().filter(each -> each.id().equals(seriesId)).findFirst();
      if (series.isPresent()) return series.get();
    }
    Row row =
        find(dataset.id(), seriesId).orElseThrow(() -> new NotFoundException("series", seriesId));
    return read(row, dataset.shape().features(), lastBlock(dataset.id()));
  }

  private int position(String id, String seriesId) {
    return find(id, seriesId).map(Row::position).orElse(Integer.MAX_VALUE);
  }

  private Optional<Row> find(String id, String seriesId) {
    if (seriesId.indexOf('\0') >= 0) return Optional.empty();
    return database
        .sql("select * from dataset_series where dataset_id = ? and series_id = ?")
        .params(id, seriesId)
        .query(Datasets::row)
        .optional();
  }

  private static Series read(Row row, int features, IntFunction<Blocks.Block> blocks) {
    double[][] values = new double[features][row.steps()];
    for (int i = 0; i < features; i++)
      Blocks.read(row.first() + (long) i * row.steps(), values[i], blocks);
    return new Series(row.seriesId(), row.start(), values);
  }

  /// Fetches blocks, holding the last one: values are read in order.
  private IntFunction<Blocks.Block> lastBlock(String id) {
    return new IntFunction<>() {
      private int held = -1;
      private Blocks.Block block = new Blocks.Block(0, new byte[0]);

      @Override
      public Blocks.Block apply(int position) {
        if (position != held) {
          block =
              database
                  .sql(
                      "select checksum, bytes from dataset_block where dataset_id = ? and position = ?")
                  .params(id, position)
                  .query((row, _) ->
                      Blocks.verified(
                          position,
                          new Blocks.Block(row.getLong("checksum"), row.getBytes("bytes"))))
                  .optional()
                  .orElseThrow(() ->
                      new IllegalStateException("dataset " + id + " lacks its block " + position));
          held = position;
        }
        return block;
      }
    };
  }

  private record Row(
      int position, String seriesId, long start, int steps, long missing, long first) {
    SeriesSummary summary(TimeAxis axis) {
      return new SeriesSummary(
          seriesId, axis.text(start), axis.text(axis.plus(start, steps - 1)), steps, missing);
    }
  }

  private static Row row(ResultSet row, int number) throws SQLException {
    return new Row(
        row.getInt("position"),
        row.getString("series_id"),
        row.getLong("start_at"),
        row.getInt("steps"),
        row.getLong("missing"),
        row.getLong("first_value"));
  }

  private static DatasetDescription description(ResultSet row, int number) throws SQLException {
    return DESCRIPTION.read(Objects.requireNonNull(row.getString("description")));
  }

  private static DatasetDescription describe(
      String id, String name, Instant createdAt, Origin origin, Dataset dataset, Report report) {
    TimeAxis axis = new TimeAxis(dataset.frequency(), dataset.zone());
    List<Series> all = dataset.series();
    int shortest = all.stream().mapToInt(Series::steps).min().orElse(0);
    int longest = all.stream().mapToInt(Series::steps).max().orElse(0);
    long start = all.stream().mapToLong(Series::start).min().orElse(0);
    long end =
        all.stream()
            .mapToLong(series -> axis.plus(series.start(), Math.max(0, series.steps() - 1)))
            .max()
            .orElse(0);
    long missing = all.stream().mapToLong(Datasets::missing).sum();
    return new DatasetDescription(
        id,
        name,
        1,
        createdAt,
        origin,
        new Shape(all.size(), new Steps(shortest, longest), dataset.columns().size()),
        dataset.columns(),
        dataset.frequency(),
        dataset.zone(),
        new TimeRange(axis.text(start), axis.text(end)),
        missing,
        Fingerprint.of(dataset),
        Double.BYTES * values(dataset),
        report,
        dataset.table());
  }

  private static long values(Dataset dataset) {
    return dataset.series().stream()
        .mapToLong(series -> (long) series.values().length * series.steps())
        .sum();
  }

  private static long missing(Series series) {
    long missing = 0;
    for (double[] column : series.values()) {
      for (double value : column) if (Double.isNaN(value)) missing++;
    }
    return missing;
  }
}
