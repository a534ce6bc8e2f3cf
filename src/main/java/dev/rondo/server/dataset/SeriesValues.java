package dev.rondo.server.dataset;

import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.Series;
import dev.rondo.forecasting.series.TimeAxis;
import dev.rondo.server.web.OrMissing;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.stream.IntStream;

/// Values of one series.
///
/// @param columns names of the columns of `values`
/// @param timestamps of the rows of `values`: ISO-8601 with offset, or integer steps
/// @param values `[steps][columns]`; null is a missing value
@SuppressWarnings("ArrayRecordComponent")
record SeriesValues(
    @Schema(example = "series-1") String id,
    @Schema(description = "first time step of the answer") String start,
    Frequency frequency,
    List<String> columns,
    @Schema(
            description =
                "total number of time steps asked for, before any was left out for plotting")
        int steps,
    List<String> timestamps,
    @Schema(description = "`[steps][columns]`; null is a missing value") @OrMissing
        double[][] values) {

  /// @param rows of the series to show, rising
  static SeriesValues of(Series series, DatasetDescription dataset, int steps, int[] rows) {
    TimeAxis axis = new TimeAxis(dataset.frequency(), dataset.timeZone());
    double[][] values = new double[rows.length][series.values().length];
    for (int i = 0; i < rows.length; i++) {
      for (int column = 0; column < values[i].length; column++)
        values[i][column] = series.values()[column][rows[i]];
    }
    List<String> timestamps =
        IntStream.of(rows).mapToObj(row -> axis.text(axis.plus(series.start(), row))).toList();
    String start = timestamps.isEmpty() ? axis.text(series.start()) : timestamps.getFirst();
    return new SeriesValues(
        series.id(),
        start,
        dataset.frequency(),
        dataset.columns().stream().map(column -> column.name()).toList(),
        steps,
        timestamps,
        values);
  }
}
