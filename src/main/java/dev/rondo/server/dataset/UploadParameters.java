package dev.rondo.server.dataset;

import dev.rondo.forecasting.reading.NamedColumns;
import dev.rondo.forecasting.reading.ReadingOptions;
import dev.rondo.forecasting.reading.ReadingOptions.Layout;
import dev.rondo.forecasting.reading.ReadingOptions.OnDuplicate;
import dev.rondo.forecasting.reading.ReadingOptions.OnGap;
import dev.rondo.forecasting.series.DecimalSeparator;
import dev.rondo.forecasting.series.Frequency;
import io.swagger.v3.oas.annotations.Parameter;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The query parameters of an upload; what is left out is inferred and reported. A list of columns is given by repeating the
/// parameter, or as `a,b`, with double quotes around a name that contains a comma.
public record UploadParameters(
    @Parameter(
            description =
                "name of the dataset, such as `electricity`; default: the name of the file")
        @Nullable String name,
    @Parameter(description = "column that contains the time") @Nullable String timeColumn,
    @Parameter(description = "columns that together identify the series, in the long layout")
        @Nullable List<String> seriesColumn,
    @Parameter(
            description =
                "columns to forecast; default: every numeric column that is not a covariate")
        @Nullable List<String> targets,
    @Parameter(description = "covariates whose future values are known")
        @Nullable List<String> futureCovariates,
    @Parameter(description = "covariates that are known only up to the start of a forecast")
        @Nullable List<String> pastCovariates,
    @Parameter(
            description =
                "columns with one value for each series, by which forecasts can be summed; default: columns of text with one value for each series")
        @Nullable List<String> staticColumns,
    @Parameter(
            description =
                "time between two steps: an ISO 8601 duration such as `PT1H`, `P1D` or `P1M`; `business-day`; or `step` or `step:10` for integer steps")
        @Nullable Frequency frequency,
    @Parameter(description = "time zone of times without an offset, such as `Europe/Berlin`")
        @Nullable ZoneId timeZone,
    @Parameter(
            description =
                "`long`: one row for each series and time; `wide`: one column for each series, for each time, or for each month, hour or other part of a time")
        @Nullable Layout layout,
    @Parameter(
            description =
                "decimal separator of the numbers; the other character may separate thousands; default: what the numbers show")
        @Nullable DecimalSeparator decimal,
    @Parameter(description = "how to treat several rows of one series and time")
        @Nullable OnDuplicate onDuplicate,
    @Parameter(description = "how to treat missing time steps") @Nullable OnGap onGap) {

  /// @param usual defaults of the options
  /// @param raw raw values of each parameter by its name, because column names may contain commas
  public ReadingOptions options(ReadingOptions usual, Function<String, String @Nullable []> raw) {
    NamedColumns columns =
        new NamedColumns(
            timeColumn,
            texts(raw.apply("seriesColumn")),
            texts(raw.apply("targets")),
            texts(raw.apply("futureCovariates")),
            texts(raw.apply("pastCovariates")),
            texts(raw.apply("staticColumns")));
    return ReadingOptions.of(columns, frequency, timeZone, layout, decimal, onDuplicate, onGap)
        .or(usual);
  }

  private static List<String> texts(String @Nullable [] texts) {
    return texts == null ? List.of() : List.of(texts);
  }
}
