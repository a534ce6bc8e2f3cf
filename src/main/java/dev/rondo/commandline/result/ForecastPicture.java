package dev.rondo.commandline.result;

import dev.rondo.forecasting.forecast.Forecast;
import dev.rondo.forecasting.series.Timeline;
import org.jspecify.annotations.Nullable;

/// The forecast of one target of one series with the values before it.
///
/// @param past values up to the first step that is forecast; NaN is missing; empty if they are not known
/// @param timeline times of the steps; null if they are not known
@SuppressWarnings("ArrayRecordComponent")
public record ForecastPicture(Forecast forecast, double[] past, @Nullable Timeline timeline) {
  /// What is forecast: the target of the only series, or the series, with the target where there are several.
  public String title(ForecastOutcome outcome) {
    if (outcome.series() == 1) return forecast.target();
    return outcome.targets() == 1
        ? forecast.seriesId()
        : forecast.seriesId() + " · " + forecast.target();
  }

  /// Digits that suit its values.
  public Figures figures() {
    return Figures.of(past.length > 1 ? past : forecast.mean());
  }
}
