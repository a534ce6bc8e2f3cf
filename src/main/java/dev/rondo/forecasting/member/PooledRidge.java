package dev.rondo.forecasting.member;

import java.util.Arrays;

/// A linear map from the last steps of a series to the next ones, with the same coefficients for every series. It reads and
/// forecasts differences: inputs are `(y(t) - c) / q` with the mean c of the last season, outputs `(y(T + h) - b(h)) / q` with the
/// value b(h) of one season before; without a season, c and b are the last value. q is the window's level, the mean size of its
/// values, or 1.
///
/// @param lookback number of past steps that it reads; a shorter past is continued backwards with its first value
/// @param horizon number of steps that it forecasts directly; further ones from its own forecasts
/// @param season steps of a season; 1 for none
/// @param scaled whether windows are divided by their level
/// @param coefficients `[lookback + 1, horizon]`, the last row the intercept, or zeros
/// @param penalty the chosen one, as in [RidgeSpec]
/// @param error mean squared error of the hold-out, in the units of the outputs; NaN if there was none
/// @param windows number of windows of the fit
@SuppressWarnings("ArrayRecordComponent")
public record PooledRidge(
    int lookback,
    int horizon,
    int season,
    boolean scaled,
    double[] coefficients,
    double penalty,
    double error,
    long windows)
    implements LocalMember {
  @Override
  public String name() {
    return "ridge";
  }

  /// Forecasts the steps after a history, in its units. The season is that of the fit.
  @Override
  public void forecast(double[] history, int period, double[] forecast) {
    int steps = history.length;
    double[] extended = Arrays.copyOf(history, steps + forecast.length);
    for (int done = 0; done < forecast.length; done += horizon) {
      PastValues past = new PastValues(Arrays.copyOf(extended, steps + done));
      if (past.first() == steps) {
        Arrays.fill(forecast, 0);
        return;
      }
      double[] block = new double[horizon];
      forecast(past, steps + done, block, 0);
      int count = Math.min(horizon, forecast.length - done);
      System.arraycopy(block, 0, forecast, done, count);
      System.arraycopy(block, 0, extended, steps + done, count);
    }
    Gapless.filled(history, 1).limit(forecast);
  }

  @Override
  public void extrapolate(double[] values, int period, double[] forecast) {
    forecast(values, period, forecast);
  }

  /// @param forecast `[horizon]` written from `at` on
  void forecast(PastValues past, int origin, double[] forecast, int at) {
    double[] inputs = new double[lookback + 1];
    double level = inputs(past, origin, inputs, 0);
    System.arraycopy(coefficients, lookback * horizon, forecast, at, horizon);
    for (int i = 0; i < lookback; i++) {
      double x = inputs[i];
      int row = i * horizon;
      for (int h = 0; h < horizon; h++) forecast[at + h] += x * coefficients[row + h];
    }
    for (int h = 0; h < horizon; h++)
      forecast[at + h] = past.base(origin, h, season) + level * forecast[at + h];
  }

  /// Writes the inputs of a window, and 1.
  ///
  /// @return the level
  double inputs(PastValues past, int origin, double[] inputs, int at) {
    double level = scaled ? past.level(origin, lookback) : 1;
    double centre = past.centre(origin, season);
    for (int i = 0; i < lookback; i++) {
      double value = past.at(origin - lookback + i) - centre;
      inputs[at + i] = level == 0 ? 0 : value / level;
    }
    inputs[at + lookback] = 1;
    return level;
  }
}
