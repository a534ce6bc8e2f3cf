package dev.rondo.commandline;

import dev.rondo.forecasting.forecast.AheadValues.Fill;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What a forecast contains, and of which series.
final class PredictionArguments {
  @Option(
      names = "--levels",
      paramLabel = "PERCENT",
      split = ",",
      description = "levels of the intervals, such as 50,80,95; default: 80,95")
  List<Double> levels = new ArrayList<>();

  @Option(
      names = "--series",
      paramLabel = "ID",
      description = "a series to forecast; can be repeated; default: all")
  List<String> series = new ArrayList<>();

  @Option(
      names = "--missing-ahead",
      paramLabel = "last|mean",
      description = "what replaces missing values of columns whose future must be known")
  @Nullable Fill missingAhead;

  @Nullable List<String> wanted() {
    return series.isEmpty() ? null : series;
  }
}
