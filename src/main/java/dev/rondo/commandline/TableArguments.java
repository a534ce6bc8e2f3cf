package dev.rondo.commandline;

import dev.rondo.forecasting.document.JsonTypes;
import dev.rondo.forecasting.reading.NamedColumns;
import dev.rondo.forecasting.reading.ReadingOptions;
import dev.rondo.forecasting.reading.ReadingOptions.Layout;
import dev.rondo.forecasting.reading.ReadingOptions.OnDuplicate;
import dev.rondo.forecasting.reading.ReadingOptions.OnGap;
import dev.rondo.forecasting.series.DecimalSeparator;
import dev.rondo.forecasting.series.Frequency;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How a table is read, with the names of the parameters of an upload; what is left out is inferred.
final class TableArguments {
  @Option(names = "--time-column", paramLabel = "NAME", description = "column of the times")
  @Nullable String timeColumn;

  @Option(
      names = "--series-column",
      paramLabel = "NAME",
      description = "columns that together identify the series")
  List<String> seriesColumn = new ArrayList<>();

  @Option(
      names = "--targets",
      paramLabel = "NAMES",
      description = "columns to forecast, as a,b; default: every column of numbers")
  List<String> targets = new ArrayList<>();

  @Option(
      names = "--future-covariates",
      paramLabel = "NAMES",
      description = "columns whose future values are known")
  List<String> futureCovariates = new ArrayList<>();

  @Option(
      names = "--past-covariates",
      paramLabel = "NAMES",
      description = "columns that are known up to the start of a forecast")
  List<String> pastCovariates = new ArrayList<>();

  @Option(
      names = "--static-columns",
      paramLabel = "NAMES",
      description = "columns with one value for each series")
  List<String> staticColumns = new ArrayList<>();

  @Option(
      names = "--frequency",
      paramLabel = "STEP",
      description = "time between two steps: PT1H, P1D, P1M, business-day, step, ...")
  @Nullable Frequency frequency;

  @Option(
      names = "--time-zone",
      paramLabel = "ZONE",
      description = "zone of times without an offset, such as Europe/Berlin")
  @Nullable ZoneId timeZone;

  @Option(names = "--layout", paramLabel = "long|wide", description = "layout of the table")
  @Nullable Layout layout;

  @Option(
      names = "--decimal",
      paramLabel = "point|comma",
      description = "decimal separator of the numbers")
  @Nullable DecimalSeparator decimal;

  @Option(
      names = "--on-duplicate",
      paramLabel = "fail|first|last|mean",
      description = "how to treat several rows of one series and time")
  @Nullable OnDuplicate onDuplicate;

  @Option(
      names = "--on-gap",
      paramLabel = "fail|null|interpolate",
      description = "how to treat missing steps")
  @Nullable OnGap onGap;

  ReadingOptions options() {
    return ReadingOptions.of(
        new NamedColumns(
            timeColumn, seriesColumn, targets, futureCovariates, pastCovariates, staticColumns),
        frequency,
        timeZone,
        layout,
        decimal,
        onDuplicate,
        onGap);
  }

  /// The same as parameters of an upload.
  Map<String, List<String>> query() {
    Map<String, List<String>> query = new LinkedHashMap<>();
    if (timeColumn != null) query.put("timeColumn", List.of(timeColumn));
    query.put("seriesColumn", seriesColumn);
    query.put("targets", targets);
    query.put("futureCovariates", futureCovariates);
    query.put("pastCovariates", pastCovariates);
    query.put("staticColumns", staticColumns);
    if (frequency != null) query.put("frequency", List.of(frequency.toString()));
    if (timeZone != null) query.put("timeZone", List.of(timeZone.getId()));
    put(query, "layout", layout);
    put(query, "decimal", decimal);
    put(query, "onDuplicate", onDuplicate);
    put(query, "onGap", onGap);
    query.values().removeIf(List::isEmpty);
    return query;
  }

  private static void put(
      Map<String, List<String>> query, String name, @Nullable Enum<?> constant) {
    if (constant != null) query.put(name, List.of(JsonTypes.kebab(constant.name())));
  }
}
