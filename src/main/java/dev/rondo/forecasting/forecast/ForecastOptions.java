package dev.rondo.forecasting.forecast;

import java.util.List;

/// What a forecast contains besides its median.
///
/// @param horizon steps ahead
/// @param levels of the intervals, in percent, each between 0 and 100
/// @param quantiles levels of single quantiles, each in (0, 1)
/// @param paths number of sample paths
/// @param total whether the sum over the horizon is forecast too
public record ForecastOptions(
    int horizon, List<Double> levels, List<Double> quantiles, int paths, boolean total) {
  /// Only intervals.
  public static ForecastOptions of(int horizon, List<Double> levels) {
    return new ForecastOptions(horizon, levels, List.of(), 0, false);
  }
}
