package dev.rondo.forecasting.member;

import java.util.Arrays;

/// Forecasts one series from its own past, without training. Stateless, so several threads may use the same member.
public interface LocalMember {
  /// Name in kebab-case.
  String name();

  /// Forecasts the steps after a history. The forecast is finite for every history with an observed value; without one it is 0. It
  /// is never negative if the history never is, and it does not leave the range of the history, widened on both sides by
  /// `1 + 4 horizon / steps` times its width.
  ///
  /// @param history `[steps]`, in the order of time; NaN is missing
  /// @param period steps of a season; 1 for none
  /// @param forecast `[horizon]`, overwritten
  default void forecast(double[] history, int period, double[] forecast) {
    forecast(Gapless.filled(history, period), period, forecast);
  }

  /// As above, from a history without gaps.
  default void forecast(Gapless history, int period, double[] forecast) {
    if (history.values().length == 0) {
      Arrays.fill(forecast, 0);
      return;
    }
    extrapolate(history.values(), period, forecast);
    history.restore(forecast);
  }

  /// Forecasts from prepared values. The result need not be finite.
  ///
  /// @param values `[steps]`, at least one, all finite, none above 2 in size; not modified
  /// @param period as in [#forecast]
  /// @param forecast `[horizon]`, overwritten
  void extrapolate(double[] values, int period, double[] forecast);
}
