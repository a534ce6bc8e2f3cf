package dev.rondo.server.dataset;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rondo.forecasting.reading.Report;
import dev.rondo.forecasting.series.Column;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.Series;
import dev.rondo.forecasting.series.StaticColumn;
import dev.rondo.forecasting.series.TableColumns;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was understood of an upload, with the beginning of its series. Its members are those of [DatasetDescription].
///
/// @param rows the first steps of the first series
/// @param series the first series, thinned for a plot
@Schema(description = "What was understood of an upload; nothing was stored")
record UploadPreview(
    @Schema(example = "electricity") String name,
    DatasetDescription.Shape shape,
    List<Column> columns,
    Frequency frequency,
    ZoneId timeZone,
    DatasetDescription.TimeRange timeRange,
    long missing,
    Report report,
    @Schema(description = "columns of the uploaded table; only if there was one")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable TableColumns table,
    @Schema(description = "columns with one value for each series; only if there are some")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable List<StaticColumn> staticColumns,
    @Schema(description = "the first 10 steps of the first series") SeriesValues rows,
    @Schema(description = "the first series, at most 3, thinned to at most 1000 steps each")
        List<SeriesValues> series) {
  private static final int ROWS = 10;
  private static final int MOST_SERIES = 3;
  private static final int MOST_POINTS = 1000;

  static UploadPreview of(Upload upload) {
    Dataset dataset = upload.reading().dataset();
    List<Series> first =
        dataset.series().subList(0, Math.min(MOST_SERIES, dataset.series().size()));
    return new UploadPreview(
        upload.name(),
        DatasetDescription.Shape.of(dataset),
        dataset.columns(),
        dataset.frequency(),
        dataset.zone(),
        DatasetDescription.TimeRange.of(dataset),
        DatasetDescription.missing(dataset),
        upload.reading().report(),
        dataset.table(),
        dataset.staticColumns().isEmpty() ? null : dataset.staticColumns(),
        SeriesValues.beginning(first.getFirst(), dataset, ROWS),
        first.stream().map(series -> SeriesValues.thinned(series, dataset, MOST_POINTS)).toList());
  }
}
