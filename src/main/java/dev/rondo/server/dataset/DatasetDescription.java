package dev.rondo.server.dataset;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rondo.forecasting.reading.Report;
import dev.rondo.forecasting.series.Column;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Fingerprint;
import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.Series;
import dev.rondo.forecasting.series.StaticColumn;
import dev.rondo.forecasting.series.TableColumns;
import dev.rondo.forecasting.series.TimeAxis;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A stored dataset without its values.
///
/// @param version number of changes of its content, from 1
/// @param timeZone time zone in which days and months are counted
/// @param missing number of missing values
/// @param fingerprint SHA-256 of the content, see [dev.rondo.forecasting.series.ContentChanges] for later versions
/// @param bytes size of its values in the database
/// @param report what was inferred, repaired or dropped while reading the first version
/// @param table columns of the table it was read from; null if there was none
/// @param staticColumns columns with one value for each series; null if there are none
@Schema(name = "Dataset", description = "A stored dataset without its values")
public record DatasetDescription(
    String id,
    @Schema(example = "electricity") String name,
    int version,
    Instant createdAt,
    Origin origin,
    Shape shape,
    List<Column> columns,
    Frequency frequency,
    ZoneId timeZone,
    TimeRange timeRange,
    long missing,
    @Schema(
            description =
                "SHA-256 of the content; equal for equal uploads, and for equal content after different changes of one upload")
        String fingerprint,
    long bytes,
    Report report,
    @Schema(description = "columns of the uploaded table; only if the dataset was read from one")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable TableColumns table,
    @Schema(
            description =
                "columns with one value for each series; only if the dataset has static values")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable List<StaticColumn> staticColumns) {

  /// @param features number of columns of every series
  public record Shape(
      @Schema(example = "10000") int series, Steps steps, @Schema(example = "1") int features) {
    static Shape of(Dataset dataset) {
      List<Series> all = dataset.series();
      int shortest = all.stream().mapToInt(Series::steps).min().orElse(0);
      int longest = all.stream().mapToInt(Series::steps).max().orElse(0);
      return new Shape(all.size(), new Steps(shortest, longest), dataset.columns().size());
    }
  }

  /// Number of steps of the shortest and of the longest series.
  public record Steps(@Schema(example = "51") int min, @Schema(example = "51") int max) {}

  /// First and last time step of all series: ISO 8601 with offset, or the integer step.
  public record TimeRange(
      @Schema(example = "2016-07-01T00:00:00Z") String start,
      @Schema(example = "2018-06-26T19:00:00Z") String end) {
    static TimeRange of(Dataset dataset) {
      TimeAxis axis = dataset.axis();
      List<Series> all = dataset.series();
      long start = all.stream().mapToLong(Series::start).min().orElse(0);
      long end =
          all.stream()
              .mapToLong(series -> axis.plus(series.start(), Math.max(0, series.steps() - 1)))
              .max()
              .orElse(0);
      return new TimeRange(axis.text(start), axis.text(end));
    }
  }

  static DatasetDescription of(
      String id,
      String name,
      int version,
      Instant createdAt,
      Origin origin,
      Dataset dataset,
      Report report) {
    return new DatasetDescription(
        id,
        name,
        version,
        createdAt,
        origin,
        Shape.of(dataset),
        dataset.columns(),
        dataset.frequency(),
        dataset.zone(),
        TimeRange.of(dataset),
        missing(dataset),
        Fingerprint.of(dataset),
        Double.BYTES * values(dataset),
        report,
        dataset.table(),
        dataset.staticColumns().isEmpty() ? null : dataset.staticColumns());
  }

  /// The next version.
  ///
  /// @param more number of values that were added
  DatasetDescription next(
      Shape grown, TimeRange range, long stillMissing, String changed, long more) {
    return new DatasetDescription(
        id,
        name,
        version + 1,
        createdAt,
        origin,
        grown,
        columns,
        frequency,
        timeZone,
        range,
        stillMissing,
        changed,
        bytes + Double.BYTES * more,
        report,
        table,
        staticColumns);
  }

  TimeAxis axis() {
    return new TimeAxis(frequency, timeZone);
  }

  /// The entity tag of this version.
  String etag() {
    return etag(version, fingerprint);
  }

  /// The entity tag of a version.
  public static String etag(int version, String fingerprint) {
    return "\""
        + version
        + "-"
        + fingerprint.substring(0, Math.min(16, fingerprint.length()))
        + "\"";
  }

  /// Number of missing values of a dataset.
  static long missing(Dataset dataset) {
    return dataset.series().stream().mapToLong(SeriesStore::missing).sum();
  }

  /// Number of values of a dataset.
  static long values(Dataset dataset) {
    return dataset.series().stream()
        .mapToLong(series -> (long) series.values().length * series.steps())
        .sum();
  }
}
