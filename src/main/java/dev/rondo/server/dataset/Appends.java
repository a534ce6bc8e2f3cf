package dev.rondo.server.dataset;

import dev.rondo.forecasting.reading.Reading;
import dev.rondo.forecasting.series.Column;
import dev.rondo.forecasting.series.ContentChanges;
import dev.rondo.forecasting.series.Series;
import dev.rondo.forecasting.series.StaticValues;
import dev.rondo.forecasting.series.TimeAxis;
import dev.rondo.server.dataset.Blocks.Piece;
import dev.rondo.server.dataset.DatasetDescription.Shape;
import dev.rondo.server.dataset.DatasetDescription.Steps;
import dev.rondo.server.dataset.DatasetDescription.TimeRange;
import dev.rondo.server.memory.Reservation;
import dev.rondo.server.project.Project;
import dev.rondo.server.web.ConflictException;
import dev.rondo.server.web.Fault;
import dev.rondo.server.web.Ids;
import dev.rondo.server.web.InfeasibleRequestException;
import dev.rondo.server.web.NotFoundException;
import dev.rondo.server.web.PreconditionFailedException;
import dev.rondo.server.web.StripedLocks;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Adds observations to stored datasets. An addition is stored completely or not at all, and costs what its rows cost: the stored
/// values are read only where rows meet them.
@Component
public class Appends {
  /// Peak bytes for the values of blocks: the one that is merged and those that are joined, each in several forms.
  private static final long BYTES_OF_BLOCKS = 8L * Blocks.VALUES * Double.BYTES;

  private final JdbcClient database;
  private final SeriesStore series;
  private final BlockStore blocks;
  private final AppendKeys keys;
  private final StripedLocks locks = new StripedLocks();
  private final TransactionTemplate transaction;

  Appends(
      JdbcClient database,
      SeriesStore series,
      BlockStore blocks,
      AppendKeys keys,
      TransactionTemplate transaction) {
    this.database = database;
    this.series = series;
    this.blocks = blocks;
    this.keys = keys;
    this.transaction = transaction;
  }

  /// How to add observations.
  ///
  /// @param key null if the request has none
  /// @param anyGap whether rows may lie any number of steps after those before them
  record Rules(
      OnConflict onConflict, EntityTags ifMatch, AppendKeys.@Nullable Key key, boolean anyGap) {}

  /// Adds what the source of a dataset has measured, in the one column of the dataset. Values that differ from stored ones replace
  /// them. Throws as [#append].
  public Appended extend(String id, Reading reading, Reservation memory) {
    return append(
        id,
        new ObservationRows(reading, new int[] {0}, true),
        new Rules(OnConflict.REPLACE, EntityTags.of(null), null, true),
        memory);
  }

  /// Adds observations. Additions to one dataset wait for each other. Throws [NotFoundException], [PreconditionFailedException],
  /// [ConflictException] if rows contradict what is stored, and [InfeasibleRequestException] if rows do not fit.
  ///
  /// @param memory grows with the values that are stored
  Appended append(String id, ObservationRows observations, Rules rules, Reservation memory) {
    Lock lock = locks.acquire(id, "the dataset '" + id + "'");
    try {
      memory.grow(BYTES_OF_BLOCKS);
      return Objects.requireNonNull(
          transaction.execute(_ -> appendAlone(id, observations, rules, memory)));
    } finally {
      lock.unlock();
    }
  }

  private Appended appendAlone(
      String id, ObservationRows observations, Rules rules, Reservation memory) {
    State state = locked(id);
    AppendKeys.Key key = rules.key();
    if (key != null) {
      Optional<AppendKeys.Earlier> earlier = keys.find(id, key);
      if (earlier.isPresent()) return repeated(key, earlier.get());
    }
    rules.ifMatch().require(state.dataset);
    Appended answer = append(state, observations, rules, memory);
    if (key != null) keys.add(id, key, answer);
    return answer;
  }

  private static Appended repeated(AppendKeys.Key key, AppendKeys.Earlier earlier) {
    if (earlier.hash().equals(key.hash())) return earlier.answer();
    throw InfeasibleRequestException.of(
        List.of(
            Fault.parameter(
                "Idempotency-Key",
                "the Idempotency-Key '%s' was used for another request to this dataset; use a new key"
                    .formatted(key.text()))));
  }

  /// A dataset that nobody else can change until the transaction ends.
  ///
  /// @param first fingerprint of the first version
  private record State(DatasetDescription dataset, String first, ContentChanges changes) {
    static State of(ResultSet row, int number) throws SQLException {
      DatasetDescription dataset =
          Datasets.DESCRIPTION.read(Objects.requireNonNull(row.getString("description")));
      String first = row.getString("first_fingerprint");
      String changes = row.getString("changes");
      return new State(
          dataset,
          first == null ? dataset.fingerprint() : first,
          changes == null ? new ContentChanges() : ContentChanges.parse(changes));
    }
  }

  private State locked(String id) {
    if (!Ids.wellFormed(id)) throw new NotFoundException("dataset", id);
    return database
        .sql(
            "select description, first_fingerprint, changes from dataset where project = ? and id = ? for update")
        .params(Project.current().name(), id)
        .query(State::of)
        .optional()
        .orElseThrow(() -> new NotFoundException("dataset", id));
  }

  private Appended append(
      State state, ObservationRows observations, Rules rules, Reservation memory) {
    DatasetDescription dataset = state.dataset;
    TimeAxis axis = dataset.axis();
    List<String> ids = observations.reading().dataset().series().stream().map(Series::id).toList();
    Map<String, StoredSeries> known = series.find(dataset.id(), ids);
    List<SeriesAddition> additions =
        Placement.of(observations, axis, known, dataset.shape().series(), rules.anyGap());
    List<StaticValues> statics = AddedStatics.of(observations.reading().dataset(), dataset, known);
    RowMerge merged =
        new RowMerge(
            observations,
            axis,
            dataset.columns().stream().map(Column::name).toList(),
            rules.onConflict(),
            state.changes);
    int columns = dataset.columns().size();
    new BlockMerge(blocks, dataset.id(), columns, merged).merge(additions);
    if (!merged.conflicts().isEmpty()) throw new ConflictException(merged.conflicts());
    List<Piece> pieces = new ArrayList<>();
    long gaps = 0;
    for (SeriesAddition one : additions) {
      Piece piece = laterSteps(one, columns, merged, memory);
      if (piece != null) pieces.add(piece);
      int newRows = one.steps.length - one.firstRow(one.knownSteps());
      gaps += one.stepsAfter() - one.knownSteps() - newRows;
    }
    if (!pieces.isEmpty()) blocks.append(dataset.id(), columns, pieces);
    List<SeriesAddition> changed = additions.stream().filter(one -> one.changed).toList();
    DatasetDescription after = changed.isEmpty() ? dataset : stored(state, changed, statics);
    return new Appended(
        after.id(),
        after.version(),
        after.fingerprint(),
        merged.appended(),
        merged.replaced(),
        merged.unchanged(),
        after.shape().series() - dataset.shape().series(),
        gaps,
        observations.report());
  }

  /// The steps behind those that stay in their blocks; null if there are none.
  private @Nullable Piece laterSteps(
      SeriesAddition one, int columns, RowMerge rows, Reservation memory) {
    Piece tail = one.tail;
    int from = tail == null ? one.knownSteps() : tail.firstStep();
    int steps = one.stepsAfter() - from;
    if (steps == 0) return null;
    memory.grow((long) steps * columns * Double.BYTES);
    double[][] values = new double[columns][steps];
    for (int c = 0; c < columns; c++) {
      Arrays.fill(values[c], Double.NaN);
      if (tail != null) System.arraycopy(tail.values()[c], 0, values[c], 0, tail.steps());
    }
    for (int row = one.firstRow(one.knownSteps()); row < one.steps.length; row++)
      rows.merge(one, row, values, one.steps[row] - from);
    one.changed |= one.stepsAfter() > one.knownSteps();
    return new Piece(one.position, from, values);
  }

  /// Stores the rows of the series and of the dataset.
  ///
  /// @param statics of the series of the body
  private DatasetDescription stored(
      State state, List<SeriesAddition> changed, List<StaticValues> statics) {
    DatasetDescription before = state.dataset;
    int columns = before.columns().size();
    List<StoredSeries> updated = new ArrayList<>();
    List<StoredSeries> inserted = new ArrayList<>();
    long missing = before.missing();
    long values = 0;
    for (SeriesAddition one : changed) {
      long cells = (long) columns * (one.stepsAfter() - one.knownSteps());
      values += cells;
      missing += cells - one.filled;
      StoredSeries known = one.known;
      StoredSeries row =
          new StoredSeries(
              one.position,
              one.id,
              one.start,
              one.stepsAfter(),
              (known == null ? 0 : known.missing()) + cells - one.filled,
              known == null ? statics.get(one.source) : known.statics());
      (known == null ? inserted : updated).add(row);
      if (cells == 0) continue;
      if (known != null)
        state.changes.removeLength(one.position, name(row), one.start, one.knownSteps());
      state.changes.addLength(one.position, name(row), one.start, one.stepsAfter());
    }
    series.insert(before.id(), before.version() + 1, inserted);
    series.update(before.id(), before.version() + 1, updated);
    DatasetDescription after =
        before.next(
            shape(before, changed, inserted.size()),
            range(before, changed),
            missing,
            state.changes.fingerprint(state.first),
            values);
    database
        .sql(
            "update dataset set fingerprint = ?, version = ?, description = ?, first_fingerprint = ?, changes = ? where id = ?")
        .params(
            after.fingerprint(),
            after.version(),
            Datasets.DESCRIPTION.write(after),
            state.first,
            state.changes.text(),
            after.id())
        .update();
    return after;
  }

  /// What identifies a series in the fingerprint: its id and its static values.
  private static String name(StoredSeries series) {
    StaticValues statics = series.statics();
    return statics.equals(StaticValues.NONE)
        ? series.id()
        : series.id() + new TreeMap<>(statics.numbers()) + new TreeMap<>(statics.categories());
  }

  private Shape shape(DatasetDescription before, List<SeriesAddition> changed, int more) {
    Steps steps = before.shape().steps();
    int longest = steps.max();
    boolean shortestGrew = false;
    int shortest = steps.min();
    for (SeriesAddition one : changed) {
      longest = Math.max(longest, one.stepsAfter());
      shortestGrew |= one.known != null && one.knownSteps() == steps.min();
      shortest = Math.min(shortest, one.stepsAfter());
    }
    if (shortestGrew) shortest = series.fewestSteps(before.id());
    return new Shape(
        before.shape().series() + more, new Steps(shortest, longest), before.shape().features());
  }

  private static TimeRange range(DatasetDescription before, List<SeriesAddition> changed) {
    TimeAxis axis = before.axis();
    long start = axis.position(before.timeRange().start());
    long end = axis.position(before.timeRange().end());
    for (SeriesAddition one : changed) {
      start = Math.min(start, one.start);
      end = Math.max(end, axis.plus(one.start, one.stepsAfter() - 1L));
    }
    return new TimeRange(axis.text(start), axis.text(end));
  }
}
