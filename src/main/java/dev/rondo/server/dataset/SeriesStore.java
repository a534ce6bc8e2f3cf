package dev.rondo.server.dataset;

import dev.rondo.forecasting.document.UnreadableDocumentException;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Growth;
import dev.rondo.forecasting.series.Series;
import dev.rondo.server.web.NotFoundException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The series of the stored datasets and their values, read block by block.
@Component
class SeriesStore {
  private static final int SERIES_OF_A_BATCH = 1000;

  private final JdbcClient database;
  private final JdbcTemplate batches;

  SeriesStore(JdbcClient database, JdbcTemplate batches) {
    this.database = database;
    this.batches = batches;
  }

  /// Stores the changes of a dataset, within the caller's transaction.
  ///
  /// @param known number of series that are stored already
  void add(String datasetId, Growth growth, int known) {
    Dataset dataset = growth.dataset();
    int columns = dataset.columns().size();
    List<Object[]> rows = new ArrayList<>();
    // Blocks are cut before new ones are added, which must stay whole.
    for (Growth.Change change : growth.changes())
      if (change.position() < known) cut(datasetId, columns, change);
    Blocks.Writer blocks =
        new Blocks.Writer(columns, new Appending(datasetId, lastNumber(datasetId)));
    for (Growth.Change change : growth.changes()) {
      Series series = dataset.series().get(change.position());
      if (change.position() < known) update(datasetId, change.position(), series);
      else rows.add(row(datasetId, change.position(), series));
      if (rows.size() == SERIES_OF_A_BATCH) insert(rows);
      double[][] added = series.values();
      if (change.from() > 0)
        added =
            new Blocks.Piece(change.position(), 0, added)
                .part(change.from(), series.steps())
                .values();
      blocks.add(change.position(), change.from(), added);
    }
    insert(rows);
    blocks.flush();
  }

  /// Adds blocks after the last one of a dataset.
  private final class Appending implements Blocks.Sink {
    private final String datasetId;
    private int number;

    Appending(String datasetId, int lastNumber) {
      this.datasetId = datasetId;
      this.number = lastNumber;
    }

    @Override
    public void accept(Blocks.Block block) {
      add(datasetId, ++number, block);
    }
  }

  /// -1 if there is no block.
  private int lastNumber(String datasetId) {
    return database
        .sql("select coalesce(max(number), -1) from series_block where dataset_id = ?")
        .param(datasetId)
        .query(Integer.class)
        .single();
  }

  private static Object[] row(String datasetId, int position, Series series) {
    return new Object[] {
      datasetId,
      position,
      series.id(),
      series.start(),
      series.steps(),
      missing(series),
      StoredSeries.stored(series.statics())
    };
  }

  private void insert(List<Object[]> rows) {
    if (rows.isEmpty()) return;
    batches.batchUpdate(
        "insert into dataset_series (dataset_id, position, series_id, start_at, steps, missing, statics) values (?, ?, ?, ?, ?, ?, ?)",
        rows);
    rows.clear();
  }

  private void update(String datasetId, int position, Series series) {
    database
        .sql(
            "update dataset_series set steps = ?, missing = ? where dataset_id = ? and position = ?")
        .params(series.steps(), missing(series), datasetId, position)
        .update();
  }

  /// Removes the steps that a change replaces.
  private void cut(String datasetId, int columns, Growth.Change change) {
    for (int number : numbers(datasetId, change.position(), change.position())) {
      Blocks.Block block = block(datasetId, number);
      Blocks.Block cut = Blocks.cut(block, columns, change.position(), change.from());
      if (cut == block) continue;
      database
          .sql("delete from series_block where dataset_id = ? and number = ?")
          .params(datasetId, number)
          .update();
      if (cut.bytes().length > 0) add(datasetId, number, cut);
    }
  }

  /// Stores one more block, within the caller's transaction.
  void add(String datasetId, int number, Blocks.Block block) {
    database
        .sql(
            "insert into series_block (dataset_id, number, first_series, last_series, checksum, bytes) values (?, ?, ?, ?, ?, ?)")
        .params(
            datasetId,
            number,
            block.firstSeries(),
            block.lastSeries(),
            block.checksum(),
            block.bytes())
        .update();
  }

  /// Series after a position, in order.
  List<StoredSeries> after(String datasetId, int position, int limit) {
    return database
        .sql(
            "select * from dataset_series where dataset_id = ? and position > ? order by position limit ?")
        .params(datasetId, position, limit)
        .query(StoredSeries::of)
        .list();
  }

  Optional<StoredSeries> find(String datasetId, String seriesId) {
    if (seriesId.indexOf('\0') >= 0) return Optional.empty();
    return database
        .sql("select * from dataset_series where dataset_id = ? and series_id = ?")
        .params(datasetId, seriesId)
        .query(StoredSeries::of)
        .optional();
  }

  /// All series with their values.
  List<Series> load(String datasetId, int columns) {
    List<StoredSeries> rows = after(datasetId, -1, Integer.MAX_VALUE);
    List<double[][]> values = new ArrayList<>(rows.size());
    for (StoredSeries row : rows) values.add(new double[columns][row.steps()]);
    int[] filled = new int[rows.size()];
    for (int number : numbers(datasetId, 0, rows.size())) {
      Blocks.read(
          block(datasetId, number),
          columns,
          0,
          rows.size() - 1,
          piece -> {
            for (int c = 0; c < columns; c++) {
              System.arraycopy(
                  piece.values()[c],
                  0,
                  values.get(piece.series())[c],
                  piece.firstStep(),
                  piece.steps());
            }
            filled[piece.series()] += piece.steps();
          });
    }
    List<Series> series = new ArrayList<>(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      if (filled[i] != rows.get(i).steps()) throw incomplete(rows.get(i));
      series.add(
          new Series(rows.get(i).id(), rows.get(i).start(), values.get(i), rows.get(i).statics()));
    }
    return series;
  }

  /// The pieces of one series in the order of time, one block in memory at a time. Steps that are added meanwhile are left out.
  Iterator<Blocks.Piece> pieces(String datasetId, StoredSeries series, int columns) {
    Iterator<Integer> numbers = numbers(datasetId, series.position(), series.position()).iterator();
    return new Iterator<>() {
      private final List<Blocks.Piece> ready = new ArrayList<>();
      private int next;

      @Override
      public boolean hasNext() {
        if (next == series.steps()) return false;
        while (ready.isEmpty() && numbers.hasNext()) {
          Blocks.read(
              block(datasetId, numbers.next()),
              columns,
              series.position(),
              series.position(),
              ready::add);
        }
        if (ready.isEmpty()) throw incomplete(series);
        return true;
      }

      @Override
      public Blocks.Piece next() {
        if (!hasNext()) throw new NoSuchElementException();
        Blocks.Piece piece = ready.removeFirst();
        int end = Math.min(piece.firstStep() + piece.steps(), series.steps());
        if (piece.firstStep() > next || end <= next) throw incomplete(series);
        Blocks.Piece part = piece.part(next - piece.firstStep(), end - piece.firstStep());
        next = end;
        return part;
      }
    };
  }

  private List<Integer> numbers(String datasetId, int firstSeries, int lastSeries) {
    return database
        .sql(
            "select number from series_block where dataset_id = ? and first_series <= ? and last_series >= ? order by number")
        .params(datasetId, lastSeries, firstSeries)
        .query((row, _) -> row.getInt("number"))
        .list();
  }

  private Blocks.Block block(String datasetId, int number) {
    return database
        .sql(
            "select first_series, last_series, checksum, bytes from series_block where dataset_id = ? and number = ?")
        .params(datasetId, number)
        .query((row, _) ->
            new Blocks.Block(
                row.getInt("first_series"),
                row.getInt("last_series"),
                row.getLong("checksum"),
                row.getBytes("bytes")))
        .optional()
        .orElseThrow(() -> new NotFoundException("dataset", datasetId));
  }

  private static UnreadableDocumentException incomplete(StoredSeries series) {
    return new UnreadableDocumentException(
        "the values of the series '" + series.id() + "' are not complete");
  }

  /// Reads the pieces of the series at positions `first` to `last`, one block in memory at a time.
  void read(String datasetId, int columns, int first, int last, Blocks.Reader reader) {
    for (int number : numbers(datasetId, first, last))
      Blocks.read(block(datasetId, number), columns, first, last, reader);
  }

  static long missing(Series series) {
    long missing = 0;
    for (double[] column : series.values()) {
      for (double value : column) if (Double.isNaN(value)) missing++;
    }
    return missing;
  }
}
