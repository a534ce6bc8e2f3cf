package dev.rondo.server.dataset;

import dev.rondo.forecasting.document.UnreadableDocumentException;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Series;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The series of the stored datasets and their values. Changes take place within the caller's transaction.
@Component
class SeriesStore {
  private static final int SERIES_OF_A_BATCH = 1000;

  private final JdbcClient database;
  private final JdbcTemplate batches;
  private final BlockStore blocks;

  SeriesStore(JdbcClient database, JdbcTemplate batches, BlockStore blocks) {
    this.database = database;
    this.batches = batches;
    this.blocks = blocks;
  }

  /// Stores the series of a new dataset.
  void add(String datasetId, Dataset dataset) {
    int columns = dataset.columns().size();
    List<StoredSeries> rows = new ArrayList<>();
    int[] number = {0};
    Blocks.Writer writer =
        new Blocks.Writer(columns, block -> blocks.add(datasetId, number[0]++, block));
    for (int i = 0; i < dataset.series().size(); i++) {
      Series series = dataset.series().get(i);
      rows.add(
          new StoredSeries(
              i, series.id(), series.start(), series.steps(), missing(series), series.statics()));
      if (rows.size() == SERIES_OF_A_BATCH) {
        insert(datasetId, 1, rows);
        rows.clear();
      }
      writer.add(i, 0, series.values());
    }
    insert(datasetId, 1, rows);
    writer.flush();
  }

  /// Stores new series without their values.
  ///
  /// @param version version of the dataset that has them first
  void insert(String datasetId, int version, List<StoredSeries> rows) {
    batches.batchUpdate(
        "insert into dataset_series (dataset_id, position, series_id, start_at, steps, missing, statics, changed_in) values (?, ?, ?, ?, ?, ?, ?, ?)",
        rows.stream()
            .map(row ->
                new Object[] {
                  datasetId,
                  row.position(),
                  row.id(),
                  row.start(),
                  row.steps(),
                  row.missing(),
                  StoredSeries.stored(row.statics()),
                  version
                })
            .toList());
  }

  /// Stores the numbers of steps and of missing values of series that have changed.
  ///
  /// @param version version of the dataset with the change
  void update(String datasetId, int version, List<StoredSeries> rows) {
    batches.batchUpdate(
        "update dataset_series set steps = ?, missing = ?, changed_in = ? where dataset_id = ? and position = ?",
        rows.stream()
            .map(row ->
                new Object[] {row.steps(), row.missing(), version, datasetId, row.position()})
            .toList());
  }

  /// Deletes the series and values of a dataset, within the caller's transaction.
  void remove(String datasetId) {
    database.sql("delete from series_block where dataset_id = ?").param(datasetId).update();
    database.sql("delete from dataset_series where dataset_id = ?").param(datasetId).update();
  }

  /// Number of steps of the shortest series.
  int fewestSteps(String datasetId) {
    return database
        .sql("select steps from dataset_series where dataset_id = ? order by steps limit 1")
        .param(datasetId)
        .query(Integer.class)
        .single();
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

  /// The series with these ids, of those that exist.
  Map<String, StoredSeries> find(String datasetId, List<String> seriesIds) {
    Map<String, StoredSeries> found = new HashMap<>();
    for (int from = 0; from < seriesIds.size(); from += SERIES_OF_A_BATCH) {
      database
          .sql("select * from dataset_series where dataset_id = :dataset and series_id in (:ids)")
          .param("dataset", datasetId)
          .param(
              "ids", seriesIds.subList(from, Math.min(seriesIds.size(), from + SERIES_OF_A_BATCH)))
          .query(StoredSeries::of)
          .list()
          .forEach(row -> found.put(row.id(), row));
    }
    return found;
  }

  /// Whether a dataset has a series with each of these ids, which differ.
  boolean containsAll(String datasetId, List<String> seriesIds) {
    for (int from = 0; from < seriesIds.size(); from += SERIES_OF_A_BATCH) {
      List<String> ids =
          seriesIds.subList(from, Math.min(seriesIds.size(), from + SERIES_OF_A_BATCH));
      int found =
          database
              .sql(
                  "select count(*) from dataset_series where dataset_id = :dataset and series_id in (:ids)")
              .param("dataset", datasetId)
              .param("ids", ids)
              .query(Integer.class)
              .single();
      if (found < ids.size()) return false;
    }
    return true;
  }

  /// All series with their values.
  List<Series> load(String datasetId, int columns) {
    return load(datasetId, columns, List.of(), 0);
  }

  /// All series with their values. Those that have not changed are taken from an earlier version of the dataset.
  ///
  /// @param known series of the earlier version
  /// @param version number of the earlier version
  List<Series> load(String datasetId, int columns, List<Series> known, int version) {
    List<StoredSeries> rows = after(datasetId, -1, Integer.MAX_VALUE);
    Map<Integer, double[][]> values = new HashMap<>();
    for (int position : changed(datasetId, known.isEmpty() ? 0 : version))
      values.put(position, new double[columns][rows.get(position).steps()]);
    Map<Integer, Integer> filled = fill(datasetId, columns, values);
    List<Series> series = new ArrayList<>(rows.size());
    for (StoredSeries row : rows) {
      double[][] read = values.get(row.position());
      if (read == null) {
        series.add(known.get(row.position()));
        continue;
      }
      if (filled.getOrDefault(row.position(), 0) != row.steps()) throw incomplete(row);
      series.add(new Series(row.id(), row.start(), read, row.statics()));
    }
    return series;
  }

  /// Positions of the series that have changed after a version, in order.
  private List<Integer> changed(String datasetId, int version) {
    return database
        .sql(
            "select position from dataset_series where dataset_id = ? and changed_in > ? order by position")
        .params(datasetId, version)
        .query((row, _) -> row.getInt("position"))
        .list();
  }

  /// Reads the values of some series.
  ///
  /// @param values `[columns][steps]` of each position; overwritten
  /// @return number of steps that were read of each position
  private Map<Integer, Integer> fill(
      String datasetId, int columns, Map<Integer, double[][]> values) {
    Map<Integer, Integer> filled = new HashMap<>();
    if (values.isEmpty()) return filled;
    TreeSet<Integer> wanted = new TreeSet<>(values.keySet());
    for (BlockStore.Listed one : blocks.listed(datasetId, wanted.first(), wanted.last(), 0)) {
      Integer next = wanted.ceiling(one.range().firstSeries());
      if (next == null || next > one.range().lastSeries()) continue;
      Blocks.read(
          blocks.block(datasetId, one.number()),
          columns,
          wanted.first(),
          wanted.last(),
          piece -> {
            double[][] into = values.get(piece.series());
            if (into == null) return;
            for (int c = 0; c < columns; c++)
              System.arraycopy(piece.values()[c], 0, into[c], piece.firstStep(), piece.steps());
            filled.merge(piece.series(), piece.steps(), Integer::sum);
          });
    }
    return filled;
  }

  /// The pieces of one series in the order of time, one block in memory at a time. Steps that are added meanwhile are left out;
  /// values that are corrected meanwhile are old or new. Their reading ends with an
  /// exception if the dataset is removed meanwhile.
  SeriesPieces pieces(String datasetId, StoredSeries series, int columns) {
    return new SeriesPieces(blocks, datasetId, series, columns);
  }

  static UnreadableDocumentException incomplete(StoredSeries series) {
    return new UnreadableDocumentException(
        "the values of the series '" + series.id() + "' are not complete");
  }

  /// Reads the pieces of the series at positions `first` to `last`, one block in memory at a time. Blocks with earlier steps than
  /// `fromStep` only are left out.
  void read(
      String datasetId, int columns, int first, int last, int fromStep, Blocks.Reader reader) {
    for (BlockStore.Listed one : blocks.listed(datasetId, first, last, fromStep))
      Blocks.read(blocks.block(datasetId, one.number()), columns, first, last, reader);
  }

  static long missing(Series series) {
    long missing = 0;
    for (double[] column : series.values()) {
      for (double value : column) if (Double.isNaN(value)) missing++;
    }
    return missing;
  }
}
