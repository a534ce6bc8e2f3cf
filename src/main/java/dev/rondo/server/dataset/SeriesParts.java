package dev.rondo.server.dataset;

import dev.rondo.forecasting.series.TimeAxis;
import dev.rondo.server.Snapshot;
import dev.rondo.server.memory.Reservation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Reads parts of series from the newest version of their dataset, without the rest of it.
@Component
public class SeriesParts {
  private final Datasets datasets;
  private final SeriesStore store;
  private final Snapshot snapshot;

  SeriesParts(Datasets datasets, SeriesStore store, Snapshot snapshot) {
    this.datasets = datasets;
    this.store = store;
    this.snapshot = snapshot;
  }

  /// A part of one column of a series.
  ///
  /// @param series position of the series in the dataset
  /// @param column name; a dataset with one column needs none
  /// @param from position of the first step, as in `Series`
  /// @param to position of the last step
  /// @param more number of further steps
  public record Wanted(int series, String column, long from, long to, int more) {}

  /// What is stored of a wanted part.
  @SuppressWarnings("ArrayRecordComponent")
  public record Part(TimeAxis axis, long start, int steps, int first, double[] values) {
    /// Number of steps of the series before a position.
    public int before(long position) {
      return axis.before(start, steps, position);
    }

    /// The value of a step of the series, from 0; NaN if it is missing, not stored or outside of the part.
    public double at(int step) {
      int i = step - first;
      return i >= 0 && i < values.length ? values[i] : Double.NaN;
    }
  }

  /// The parts of series of one dataset in the order of `wanted`; null for each that does not exist. All are of one version.
  ///
  /// @param wanted in the order of the positions of the series, which should be near each other
  /// @param memory grows with the values
  public List<@Nullable Part> of(String datasetId, List<Wanted> wanted, Reservation memory) {
    return snapshot.read(() -> read(datasetId, wanted, memory));
  }

  private List<@Nullable Part> read(String datasetId, List<Wanted> wanted, Reservation memory) {
    DatasetDescription dataset = datasets.find(datasetId).orElse(null);
    List<@Nullable Part> parts = new ArrayList<>();
    if (dataset == null || wanted.isEmpty()) {
      for (int i = 0; i < wanted.size(); i++) parts.add(null);
      return parts;
    }
    int first = wanted.getFirst().series();
    int last = wanted.getLast().series();
    Map<Integer, StoredSeries> rows = new HashMap<>();
    store
        .after(datasetId, first - 1, last - first + 1)
        .forEach(row -> rows.put(row.position(), row));
    TimeAxis axis = new TimeAxis(dataset.frequency(), dataset.timeZone());
    int[] columns = new int[wanted.size()];
    for (int i = 0; i < wanted.size(); i++) {
      StoredSeries row = rows.get(wanted.get(i).series());
      columns[i] = column(dataset, wanted.get(i).column());
      parts.add(row == null || columns[i] < 0 ? null : empty(axis, row, wanted.get(i), memory));
    }
    store.read(
        datasetId,
        dataset.columns().size(),
        first,
        last,
        firstStep(parts),
        piece -> {
          for (int i = 0; i < columns.length; i++) {
            Part part = parts.get(i);
            if (part != null && wanted.get(i).series() == piece.series())
              copy(piece, columns[i], part);
          }
        });
    return parts;
  }

  /// The least first step of the parts.
  private static int firstStep(List<@Nullable Part> parts) {
    int least = Integer.MAX_VALUE;
    for (Part part : parts) if (part != null) least = Math.min(least, part.first());
    return least;
  }

  private static int column(DatasetDescription dataset, String name) {
    if (dataset.columns().size() == 1) return 0;
    return dataset.columns().stream().map(column -> column.name()).toList().indexOf(name);
  }

  private static Part empty(TimeAxis axis, StoredSeries row, Wanted wanted, Reservation memory) {
    int first = axis.before(row.start(), row.steps(), wanted.from());
    long end = axis.before(row.start(), row.steps(), wanted.to()) + 1L + wanted.more();
    int length = (int) Math.clamp(end - first, 0, row.steps() - first);
    memory.grow((long) Double.BYTES * length);
    double[] values = new double[length];
    Arrays.fill(values, Double.NaN);
    return new Part(axis, row.start(), row.steps(), first, values);
  }

  /// Copies the steps of a piece that belong to a part.
  private static void copy(Blocks.Piece piece, int column, Part part) {
    int from = Math.max(piece.firstStep(), part.first());
    int to = Math.min(piece.firstStep() + piece.steps(), part.first() + part.values().length);
    if (from < to)
      System.arraycopy(
          piece.values()[column],
          from - piece.firstStep(),
          part.values(),
          from - part.first(),
          to - from);
  }
}
