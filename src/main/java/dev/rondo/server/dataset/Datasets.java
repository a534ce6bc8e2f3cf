package dev.rondo.server.dataset;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.rondo.forecasting.document.DocumentFormat;
import dev.rondo.forecasting.reading.Report;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Series;
import dev.rondo.forecasting.series.TimeAxis;
import dev.rondo.server.ServerSettings;
import dev.rondo.server.Snapshot;
import dev.rondo.server.idempotency.Creations;
import dev.rondo.server.memory.Reservation;
import dev.rondo.server.project.Project;
import dev.rondo.server.web.ConflictException;
import dev.rondo.server.web.Ids;
import dev.rondo.server.web.Listed;
import dev.rondo.server.web.Names;
import dev.rondo.server.web.NotFoundException;
import dev.rondo.server.web.Paging;
import dev.rondo.server.web.PreconditionFailedException;
import dev.rondo.server.web.StoredRows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// The stored datasets. A change is stored completely or not at all. Values are verified by checksums when they are read.
@Component
public final class Datasets {
  /// Largest number of characters of a series id in the database.
  static final int LONGEST_SERIES_ID = 1000;

  static final String PATH = "/api/v1/datasets/";

  static final DocumentFormat<DatasetDescription> DESCRIPTION =
      DocumentFormat.of("description of the dataset", DatasetDescription.class);

  private final JdbcClient database;
  private final SeriesStore series;
  private final TransactionTemplate transaction;
  private final Snapshot snapshot;
  private final Creations creations;
  private final ObjectProvider<DatasetUse> uses;
  private final StoredRows rows;
  private final Clock clock;
  private final Ids ids;
  private final Cache<String, StoredDataset> recent;

  Datasets(
      JdbcClient database,
      SeriesStore series,
      TransactionTemplate transaction,
      Snapshot snapshot,
      Creations creations,
      ObjectProvider<DatasetUse> uses,
      StoredRows rows,
      Clock clock,
      Ids ids,
      ServerSettings settings) {
    this.database = database;
    this.series = series;
    this.transaction = transaction;
    this.snapshot = snapshot;
    this.creations = creations;
    this.uses = uses;
    this.rows = rows;
    this.clock = clock;
    this.ids = ids;
    this.recent =
        Caffeine.newBuilder()
            .maximumWeight(settings.cache().toKilobytes())
            .weigher((String _, StoredDataset stored) ->
                (int) Math.min(Integer.MAX_VALUE, 1 + stored.description().bytes() / 1024))
            .build();
  }

  /// Stores a dataset under a new id.
  public DatasetDescription add(String name, Origin origin, Dataset dataset, Report report) {
    DatasetDescription description =
        DatasetDescription.of(
            ids.next(),
            name,
            1,
            clock.instant().truncatedTo(ChronoUnit.MILLIS),
            origin,
            dataset,
            report);
    transaction.executeWithoutResult(_ -> {
      database
          .sql(
              "insert into dataset (project, id, name, created_at, fingerprint, version, description) values (?, ?, ?, ?, ?, ?, ?)")
          .params(
              Project.current().name(),
              description.id(),
              name,
              description.createdAt().atOffset(ZoneOffset.UTC),
              description.fingerprint(),
              description.version(),
              DESCRIPTION.write(description))
          .update();
      series.add(description.id(), dataset);
      creations.created(PATH + description.id());
    });
    keep(description, dataset);
    return description;
  }

  /// Caches a dataset if it still exists. The cache locks the id meanwhile, so a removal happens either before, and nothing is
  /// cached, or after, and drops the entry.
  void keep(DatasetDescription stored, Dataset dataset) {
    recent
        .asMap()
        .compute(
            stored.id(),
            (id, known) ->
                version(id).filter(now -> now == stored.version()).isPresent()
                    ? new StoredDataset(stored, dataset)
                    : known);
  }

  public Optional<DatasetDescription> find(String id) {
    if (id.equals(Ids.LATEST))
      return database
          .sql("select description from dataset where project = ? order by id desc limit 1")
          .param(Project.current().name())
          .query(Datasets::description)
          .optional();
    if (!Ids.wellFormed(id)) return Optional.empty();
    return database
        .sql("select description from dataset where project = ? and id = ?")
        .params(Project.current().name(), id)
        .query(Datasets::description)
        .optional();
  }

  /// As [#find]; throws [NotFoundException].
  public DatasetDescription get(String id) {
    return find(id).orElseThrow(() -> new NotFoundException("dataset", id));
  }

  /// Newest first; one more than the page may have, if there are more.
  ///
  /// @param memory grows with the descriptions
  public List<Listed<DatasetDescription>> all(Paging paging, Reservation memory) {
    rows.reserve(
        memory,
        database
            .sql(
                "select sum(octet_length(description)) from (select description from dataset where project = ? and id < ? order by id desc limit ?) as page")
            .param(Project.current().name())
            .params(paging.after() == null ? Ids.LAST : paging.after(), paging.limit() + 1));
    return database
        .sql(
            "select id, description from dataset where project = ? and id < ? order by id desc limit ?")
        .param(Project.current().name())
        .params(paging.after() == null ? Ids.LAST : paging.after(), paging.limit() + 1)
        .query((row, number) ->
            rows.read(
                "dataset",
                Objects.requireNonNull(row.getString("id")),
                () -> description(row, number)))
        .list();
  }

  /// Keeps a dataset from being deleted until the end of the caller's transaction, which stores what uses it. Call it near the end:
  /// others who do so wait.
  ///
  /// @return whether the dataset exists
  public boolean keepForUse(String id) {
    lockUses();
    return version(id).isPresent();
  }

  /// Lets those who begin to use a dataset and those who delete one follow each other. The lock is on the row of the project, because
  /// an upload of observations has that of the dataset for as long as it takes. An update that changes nothing locks the row less
  /// than `for update`: rows that name the project are inserted meanwhile.
  private void lockUses() {
    database
        .sql("update project set created_at = created_at where name = ?")
        .param(Project.current().name())
        .update();
  }

  /// Deletes a dataset, and returns whether it existed. Throws [ConflictException] if work that has not ended reads it, and
  /// [PreconditionFailedException] if it has another version than those of the tags.
  boolean remove(String id, EntityTags tags) {
    if (!Ids.wellFormed(id)) return false;
    boolean removed = Boolean.TRUE.equals(transaction.execute(_ -> removeAlone(id, tags)));
    recent.invalidate(id);
    return removed;
  }

  private boolean removeAlone(String id, EntityTags tags) {
    // What may take long comes before the lock on uses, for which others wait.
    if (!lock(id)) return false;
    requireUnused(id);
    if (tags.named()) tags.require(get(id));
    series.remove(id);
    lockUses();
    requireUnused(id);
    database
        .sql("delete from dataset where project = ? and id = ?")
        .params(Project.current().name(), id)
        .update();
    return true;
  }

  private void requireUnused(String id) {
    if (uses.stream().anyMatch(use -> use.inUse(id)))
      throw new ConflictException(
          "a job that has not ended reads the dataset '" + id + "'; cancel it or wait for its end");
  }

  /// Keeps a dataset from being changed or deleted until the end of the transaction; returns whether it exists.
  private boolean lock(String id) {
    return database
        .sql("select id from dataset where project = ? and id = ? for update")
        .params(Project.current().name(), id)
        .query(String.class)
        .optional()
        .isPresent();
  }

  private Optional<Integer> version(String id) {
    if (!Ids.wellFormed(id)) return Optional.empty();
    return database
        .sql("select version from dataset where project = ? and id = ?")
        .params(Project.current().name(), id)
        .query(Integer.class)
        .optional();
  }

  /// Removes all datasets from the cache; the next use reads them from the database.
  void forget() {
    recent.invalidateAll();
  }

  /// Number of datasets in the cache.
  long remembered() {
    recent.cleanUp();
    return recent.estimatedSize();
  }

  /// The newest version of a dataset with its values; throws [NotFoundException]. A later version does not change what was
  /// returned.
  public StoredDataset newest(String id) {
    int version = version(id).orElseThrow(() -> new NotFoundException("dataset", id));
    StoredDataset known = recent.getIfPresent(id);
    if (known != null && known.description().version() == version) return known;
    return Objects.requireNonNull(recent.asMap().compute(id, this::read));
  }

  /// The values of [#newest].
  public Dataset load(String id) {
    return newest(id).content();
  }

  /// As [#load(String)], for a request.
  ///
  /// @param memory memory of the request, which grows by the values if they must be read
  public Dataset load(DatasetDescription stored, Reservation memory) {
    return newest(stored, memory).content();
  }

  /// As [#newest(String)], for a request. The version may be later than that of the description.
  ///
  /// @param memory memory of the request, which grows by the values if they must be read
  public StoredDataset newest(DatasetDescription stored, Reservation memory) {
    StoredDataset known = recent.getIfPresent(stored.id());
    if (known != null && known.description().version() == stored.version()) return known;
    memory.grow(stored.bytes());
    return newest(stored.id());
  }

  /// Reads what has changed since a known version, or all.
  private StoredDataset read(String id, @Nullable StoredDataset known) {
    return snapshot.read(() -> {
      DatasetDescription description = get(id);
      int version = known == null ? 0 : known.description().version();
      if (known != null && version == description.version()) return known;
      Dataset dataset =
          new Dataset(
              description.columns(),
              Objects.requireNonNullElse(description.staticColumns(), List.of()),
              description.frequency(),
              description.timeZone(),
              series.load(
                  id,
                  description.columns().size(),
                  known == null ? List.of() : known.content().series(),
                  version),
              description.table());
      return new StoredDataset(description, dataset);
    });
  }

  /// Series of a dataset in its order; one more than the page may have, if there are more.
  public List<SeriesSummary> series(DatasetDescription dataset, Paging paging) {
    TimeAxis axis = new TimeAxis(dataset.frequency(), dataset.timeZone());
    int after = paging.after() == null ? -1 : position(dataset.id(), paging.after());
    return series.after(dataset.id(), after, paging.limit() + 1).stream()
        .map(row -> row.summary(axis))
        .toList();
  }

  private int position(String id, String seriesId) {
    return series.find(id, seriesId).map(StoredSeries::position).orElse(Integer.MAX_VALUE);
  }

  /// Whether a dataset has a series with each of these ids, which differ.
  boolean hasSeries(String id, List<String> seriesIds) {
    return seriesIds.stream().allMatch(Names::plain) && series.containsAll(id, seriesIds);
  }

  /// One series without its values; throws [NotFoundException].
  StoredSeries series(DatasetDescription dataset, String seriesId) {
    return series
        .find(dataset.id(), seriesId)
        .orElseThrow(() -> new NotFoundException("series", seriesId));
  }

  /// The values of a series in the order of time, from the cache or block by block from the database.
  Iterator<Blocks.Piece> pieces(DatasetDescription dataset, StoredSeries one) {
    StoredDataset known = recent.getIfPresent(dataset.id());
    @Nullable Series whole = null;
    if (known != null
        && known.description().version() == dataset.version()
        && one.position() < known.content().series().size())
      whole = known.content().series().get(one.position());
    // The series may have grown after the description was read.
    if (whole == null || whole.steps() < one.steps())
      return series.pieces(dataset.id(), one, dataset.columns().size());
    return List.of(new Blocks.Piece(one.position(), 0, whole.values())).iterator();
  }

  private static DatasetDescription description(ResultSet row, int number) throws SQLException {
    return DESCRIPTION.read(Objects.requireNonNull(row.getString("description")));
  }
}
