package dev.rondo.commandline.result;

import dev.rondo.commandline.result.ForecastOutcome.Unforecastable;
import dev.rondo.forecasting.evaluation.Evaluation;
import dev.rondo.forecasting.forecast.Forecast;
import dev.rondo.forecasting.forecast.Forecast.Interval;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Forecasts as JSON, with the members that the API gives them.
///
/// @param evaluation errors of the model in the hold-out; null if there was none
public record ForecastDocument(
    String source,
    String frequency,
    String timeZone,
    List<String> warnings,
    List<Double> levels,
    List<One> forecasts,
    Evaluation.@Nullable Part evaluation) {
  /// @param target null if there is only one
  /// @param problem reason why there is no forecast
  @SuppressWarnings("ArrayRecordComponent")
  public record One(
      String seriesId,
      @Nullable String target,
      @Nullable List<String> timestamps,
      long @Nullable [] steps,
      double @Nullable [] mean,
      @Nullable List<Interval> intervals,
      @Nullable String problem) {}

  public static ForecastDocument of(ForecastOutcome outcome) {
    Stream<One> made = outcome.pictures().stream().map(picture -> one(picture.forecast(), outcome));
    Stream<One> missing = outcome.unforecastable().stream().map(ForecastDocument::without);
    return new ForecastDocument(
        outcome.source(),
        outcome.frequency(),
        outcome.zone(),
        outcome.warnings(),
        outcome.levels(),
        Stream.concat(made, missing).toList(),
        outcome.judged());
  }

  private static One one(Forecast forecast, ForecastOutcome outcome) {
    return new One(
        forecast.seriesId(),
        outcome.severalTargets() ? forecast.target() : null,
        forecast.timestamps(),
        forecast.steps(),
        forecast.mean(),
        forecast.intervals(),
        null);
  }

  private static One without(Unforecastable series) {
    return new One(series.seriesId(), null, null, null, null, null, series.problem());
  }
}
