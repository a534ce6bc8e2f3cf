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
    boolean roles = targets != null || futureCovariates != null || pastCovariates != null;
    NamedColumns columns = usual.columns();
    return new ReadingOptions(
        new NamedColumns(
            timeColumn == null ? columns.time() : timeColumn,
            texts(raw.apply("seriesColumn"), columns.series()),
            texts(raw.apply("targets"), roles ? List.of() : columns.targets()),
            texts(raw.apply("futureCovariates"), roles ? List.of() : columns.futureCovariates()),
            texts(raw.apply("pastCovariates"), roles ? List.of() : columns.pastCovariates()),
            texts(raw.apply("staticColumns"), columns.statics())),
        frequency == null ? usual.frequency() : frequency,
        usual.usualFrequency(),
        timeZone == null ? usual.timeZone() : timeZone,
        layout == null ? usual.layout() : layout,
        decimal == null ? usual.decimal() : decimal,
        onDuplicate == null ? usual.onDuplicate() : onDuplicate,
        onGap == null ? usual.onGap() : onGap,
        usual.remembered(),
        usual.knownSeries(),
        usual.memory());
  }

  private static List<String> texts(String @Nullable [] texts, List<String> usual) {
    return texts == null ? usual : List.of(texts);
  }
}
