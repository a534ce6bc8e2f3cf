package dev.rondo.server.dataset;

import dev.rondo.forecasting.generation.Generator;
import dev.rondo.forecasting.series.Column;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.Series;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.stream.IntStream;

/// The beginning of the first series of a generator; nothing is stored.
@Schema(description = "The beginning of the first generated series; nothing was stored")
record GeneratedPreview(
    List<Column> columns,
    Frequency frequency,
    @Schema(description = "the first series, at most 3") List<Part> series) {
  static final int MOST_SERIES = 3;
  private static final int MOST_STEPS = 1000;

  /// The first steps of one series.
  ///
  /// @param timestamps ISO 8601 times, or integer steps
  @SuppressWarnings("ArrayRecordComponent")
  @Schema(name = "GeneratedPreviewSeries")
  record Part(
      String id,
      List<String> timestamps,
      @Schema(description = "`[steps][columns]`, at most 1000 steps") double[][] values) {}

  static GeneratedPreview of(Generator generator) {
    Dataset dataset = generator.generate(MOST_SERIES);
    return new GeneratedPreview(
        dataset.columns(),
        dataset.frequency(),
        dataset.series().stream().map(series -> part(series, dataset)).toList());
  }

  private static Part part(Series series, Dataset dataset) {
    int steps = Math.min(MOST_STEPS, series.steps());
    double[][] rows = new double[steps][series.values().length];
    for (int t = 0; t < steps; t++)
      for (int c = 0; c < rows[t].length; c++) rows[t][c] = series.values()[c][t];
    List<String> timestamps =
        IntStream.range(0, steps)
            .mapToObj(t -> dataset.axis().text(dataset.axis().plus(series.start(), t)))
            .toList();
    return new Part(series.id(), timestamps, rows);
  }
}
