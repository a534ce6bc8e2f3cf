package dev.rondo.commandline.result;

import dev.rondo.forecasting.evaluation.Evaluation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Forecasts with what is told beside them.
///
/// @param source what was forecast, such as the name of a file
/// @param frequency of the series
/// @param zone time zone of the series
/// @param targets number of targets of each series
/// @param levels of the intervals in percent
/// @param unforecastable series that have no forecast, each with the reason
/// @param judged errors of the model in the hold-out; null if there was none
public record ForecastOutcome(
    String source,
    String frequency,
    String zone,
    int targets,
    List<Double> levels,
    List<ForecastPicture> pictures,
    List<Unforecastable> unforecastable,
    List<String> warnings,
    Evaluation.@Nullable Part judged) {
  /// A series without a forecast.
  public record Unforecastable(String seriesId, String problem) {}

  /// Number of series, with and without a forecast.
  public int series() {
    return pictures.size() / targets + unforecastable.size();
  }

  public boolean severalTargets() {
    return targets > 1;
  }
}
