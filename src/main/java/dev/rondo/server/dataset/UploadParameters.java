package dev.rondo.server.dataset;

import dev.rondo.forecasting.reading.ReadingOptions;
import dev.rondo.forecasting.reading.ReadingOptions.Layout;
import dev.rondo.forecasting.reading.ReadingOptions.OnDuplicate;
import dev.rondo.forecasting.reading.ReadingOptions.OnGap;
import dev.rondo.forecasting.series.Frequency;
import io.swagger.v3.oas.annotations.Parameter;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What an upload may say of itself in the query; what is left out is inferred and reported. A list of columns is given by
/// repeating the parameter, or as `a,b`, with double quotes around a name that holds a comma.
public record UploadParameters(
    @Parameter(
            description = "name of the dataset, such as `electricity`; left out, that of the file")
        @Nullable String name,
    @Parameter(description = "column with the time") @Nullable String timeColumn,
    @Parameter(description = "columns that together tell the series apart, in the long layout")
        @Nullable List<String> seriesColumn,
    @Parameter(
            description =
                "columns to forecast; left out, every number column that is not a covariate")
        @Nullable List<String> targets,
    @Parameter(description = "columns known ahead") @Nullable List<String> futureCovariates,
    @Parameter(description = "columns known up to the cutoff")
        @Nullable List<String> pastCovariates,
    @Parameter(
            description =
                "distance of the time steps: ISO-8601 such as `PT1H`, `P1D`, `P1M`, or `step`")
        @Nullable Frequency frequency,
    @Parameter(description = "time zone of times without offset, such as `Europe/Berlin`")
        @Nullable ZoneId timeZone,
    @Parameter(
            description =
                "`long`: one row for each series and time; `wide`: one column for each series")
        @Nullable Layout layout,
    @Parameter(description = "what to do with several rows for one time")
        @Nullable OnDuplicate onDuplicate,
    @Parameter(description = "what to do where time steps are missing") @Nullable OnGap onGap) {

  /// @param usual what holds where the query says nothing
  /// @param raw texts of a parameter by its name, as the names of columns may hold commas
  public ReadingOptions options(ReadingOptions usual, Function<String, String @Nullable []> raw) {
    boolean roles = targets != null || futureCovariates != null || pastCovariates != null;
    return new ReadingOptions(
        timeColumn == null ? usual.timeColumn() : timeColumn,
        texts(raw.apply("seriesColumn"), usual.seriesColumns()),
        texts(raw.apply("targets"), roles ? List.of() : usual.targets()),
        texts(raw.apply("futureCovariates"), roles ? List.of() : usual.futureCovariates()),
        texts(raw.apply("pastCovariates"), roles ? List.of() : usual.pastCovariates()),
        frequency == null ? usual.frequency() : frequency,
        timeZone == null ? usual.timeZone() : timeZone,
        layout == null ? usual.layout() : layout,
        onDuplicate == null ? usual.onDuplicate() : onDuplicate,
        onGap == null ? usual.onGap() : onGap,
        usual.remembered());
  }

  private static List<String> texts(String @Nullable [] texts, List<String> usual) {
    return texts == null ? usual : List.of(texts);
  }
}
