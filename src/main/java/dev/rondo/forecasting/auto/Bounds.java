package dev.rondo.forecasting.auto;

import java.util.Objects;

/// Quantiles of a forecast from its expected errors and the ratios of held-out ones.
final class Bounds {
  private Bounds() {}

  /// The quantile of one cell, without the support of the values.
  ///
  /// @param step of the horizon, from 0
  /// @param level in (0, 1)
  static double quantile(
      MemberForecasts forecasts, int cell, ErrorRatios ratios, int step, double level) {
    double ratio = ratios.at(ratios.table(step), level);
    return forecasts.points()[cell] + ratio * size(forecasts, cell, ratio);
  }

  static double size(MemberForecasts forecasts, int cell, double ratio) {
    return Objects.requireNonNull(ratio >= 0 ? forecasts.above() : forecasts.below())[cell];
  }

  static boolean contains(
      MemberForecasts forecasts,
      int cell,
      ErrorRatios ratios,
      int step,
      double level,
      double truth) {
    return truth >= quantile(forecasts, cell, ratios, step, (1 - level) / 2)
        && truth <= quantile(forecasts, cell, ratios, step, (1 + level) / 2);
  }
}
