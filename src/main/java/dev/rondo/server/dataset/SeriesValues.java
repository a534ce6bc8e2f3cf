package dev.rondo.server.dataset;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.Series;
import dev.rondo.forecasting.series.TimeAxis;
import dev.rondo.server.web.OrMissing;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Iterator;
import java.util.List;
import java.util.PrimitiveIterator;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// Values of one series. They are read while they are written, so that a long series needs no memory.
///
/// @param columns names of the columns of `values`
/// @param timestamps times of the rows of `values`: ISO 8601 with offset, or integer steps
/// @param values `[steps][columns]`; null is a missing value
/// @param gaps of a thinned series: the first step without a value in the first column of each part that has one
record SeriesValues(
    @Schema(example = "series-1") String id,
    @Schema(description = "first time step of the answer") String start,
    Frequency frequency,
    List<String> columns,
    @Schema(description = "number of time steps of the requested range, before thinning") int steps,
    Iterable<String> timestamps,
    @Schema(description = "`[steps][columns]`; null marks a missing value")
        Iterable<@OrMissing double[]> values,
    @Schema(
            description =
                "of a thinned series: the first step of each part without a value in the first column; absent if there is none")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<String> gaps) {

  /// @param steps number of steps of the requested range
  /// @param rows rows of the series to show, ascending
  /// @param pieces pieces of the series, in the order of time
  static SeriesValues of(
      StoredSeries series,
      DatasetDescription dataset,
      int steps,
      Supplier<IntStream> rows,
      Iterable<Blocks.Piece> pieces) {
    TimeAxis axis = new TimeAxis(dataset.frequency(), dataset.timeZone());
    int first = rows.get().findFirst().orElse(0);
    return new SeriesValues(
        series.id(),
        axis.text(axis.plus(series.start(), first)),
        dataset.frequency(),
        dataset.columns().stream().map(column -> column.name()).toList(),
        steps,
        () -> rows.get().mapToObj(row -> axis.text(axis.plus(series.start(), row))).iterator(),
        () -> new Picked(rows.get().iterator(), pieces.iterator()),
        List.of());
  }

  /// The same with the rows of a thinned series at which values are missing.
  SeriesValues missing(int[] rows, long origin, TimeAxis axis) {
    List<String> texts =
        IntStream.of(rows).mapToObj(row -> axis.text(axis.plus(origin, row))).toList();
    return new SeriesValues(id, start, frequency, columns, steps, timestamps, values, texts);
  }

  /// The first steps of a series that is not stored.
  static SeriesValues beginning(Series series, Dataset dataset, int steps) {
    int count = Math.min(steps, series.steps());
    return of(series, dataset, count, () -> IntStream.range(0, count));
  }

  /// A series that is not stored, thinned to at most `points` steps.
  static SeriesValues thinned(Series series, Dataset dataset, int points) {
    int steps = series.steps();
    if (steps <= points) return beginning(series, dataset, steps);
    Thinning thinning = Thinning.of(List.of(whole(series)).iterator(), 0, steps, points);
    int[] rows = thinning.rows();
    return of(series, dataset, steps, () -> IntStream.of(rows))
        .missing(thinning.gaps(), series.start(), dataset.axis());
  }

  private static SeriesValues of(
      Series series, Dataset dataset, int steps, Supplier<IntStream> rows) {
    TimeAxis axis = dataset.axis();
    return new SeriesValues(
        series.id(),
        axis.text(series.start()),
        dataset.frequency(),
        dataset.columns().stream().map(column -> column.name()).toList(),
        steps,
        () -> rows.get().mapToObj(row -> axis.text(axis.plus(series.start(), row))).iterator(),
        () -> new Picked(rows.get().iterator(), List.of(whole(series)).iterator()),
        List.of());
  }

  private static Blocks.Piece whole(Series series) {
    return new Blocks.Piece(0, 0, series.values());
  }

  /// The values of some rows.
  private static final class Picked implements Iterator<double[]> {
    private final PrimitiveIterator.OfInt rows;
    private final Iterator<Blocks.Piece> pieces;
    private Blocks.Piece piece = new Blocks.Piece(0, 0, new double[1][0]);

    Picked(PrimitiveIterator.OfInt rows, Iterator<Blocks.Piece> pieces) {
      this.rows = rows;
      this.pieces = pieces;
    }

    @Override
    public boolean hasNext() {
      return rows.hasNext();
    }

    @Override
    public double[] next() {
      int row = rows.nextInt();
      while (row >= piece.firstStep() + piece.steps()) piece = pieces.next();
      double[] values = new double[piece.values().length];
      for (int column = 0; column < values.length; column++)
        values[column] = piece.values()[column][row - piece.firstStep()];
      return values;
    }
  }
}
