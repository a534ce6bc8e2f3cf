package dev.rondo.forecasting.member;

import java.util.Arrays;

/// A linear map from the last steps of a series to the next ones, with the same coefficients for every series. It reads and
/// forecasts differences: inputs are `(y(t) - c) / q` with the mean c of the last season, outputs `(y(T + h) - b(h)) / q` with the
/// value b(h) of one season before; without a season, c and b are the last value. q is the window's level, the mean size of its
/// values, or 1.
///
/// @param lookback number of past steps that it reads; a shorter past is continued backwards with its first value
/// @param further number of [FurtherInputs]
/// @param horizon number of steps that it forecasts directly; further ones from its own forecasts
/// @param season steps of a season; 1 for none
/// @param scaled whether windows are divided by their level
/// @param coefficients `[lookback + further + 1, horizon]`, the last row the intercept, or zeros
/// @param penalty the chosen one, as in [RidgeSpec]
/// @param error mean squared error of the hold-out, in the units of the outputs; NaN if there was none
/// @param errorsWithout the same without each column of the further inputs; empty if there was no hold-out
/// @param windows number of windows of the fit
@SuppressWarnings("ArrayRecordComponent")
public record PooledRidge(
    int lookback,
    int further,
    int horizon,
    int season,
    boolean scaled,
    double[] coefficients,
    double penalty,
    double error,
    double[] errorsWithout,
    long windows)
    implements LocalMember {
  @Override
  public String name() {
    return "ridge";
  }

  /// Forecasts the steps after a history, in its units, with further inputs of 0. The season is that of the fit.
  @Override
  public void forecast(double[] history, int period, double[] forecast) {
    forecast(history, new double[further], forecast);
  }

  /// Forecasts the steps after a history, in its units.
  ///
  /// @param others the further inputs
  public void forecast(double[] history, double[] others, double[] forecast) {
    int steps = history.length;
    double[] extended = Arrays.copyOf(history, steps + forecast.length);
    for (int done = 0; done < forecast.length; done += horizon) {
      PastValues past = new PastValues(Arrays.copyOf(extended, steps + done));
      if (past.first() == steps) {
        Arrays.fill(forecast, 0);
        return;
      }
      double[] block = new double[horizon];
      forecast(past, steps + done, others, block, 0);
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
    forecast(past, origin, new double[further], forecast, at);
  }

  private void forecast(PastValues past, int origin, double[] others, double[] forecast, int at) {
    int count = lookback + further;
    double[] inputs = new double[count + 1];
    double level = inputs(past, origin, inputs, 0);
    System.arraycopy(others, 0, inputs, lookback, further);
    System.arraycopy(coefficients, count * horizon, forecast, at, horizon);
    for (int i = 0; i < count; i++) {
      double x = inputs[i];
      int row = i * horizon;
      for (int h = 0; h < horizon; h++) forecast[at + h] += x * coefficients[row + h];
    }
    for (int h = 0; h < horizon; h++)
      forecast[at + h] = past.base(origin, h, season) + level * forecast[at + h];
  }

  /// What some of the further inputs add to the next forecast after a history, `[horizon]`.
  ///
  /// @param others the further inputs, of which the others are 0
  public double[] difference(double[] history, double[] others) {
    double[] difference = new double[horizon];
    PastValues past = new PastValues(history);
    double level = scaled ? past.level(history.length, lookback) : 1;
    for (int i = 0; i < further; i++)
      for (int h = 0; h < horizon; h++)
        difference[h] += level * others[i] * coefficients[(lookback + i) * horizon + h];
    return difference;
  }

  /// Writes the inputs of a window except the further ones, and 1 behind them.
  ///
  /// @return the level
  double inputs(PastValues past, int origin, double[] inputs, int at) {
    double level = scaled ? past.level(origin, lookback) : 1;
    double centre = past.centre(origin, season);
    for (int i = 0; i < lookback; i++) {
      double value = past.at(origin - lookback + i) - centre;
      inputs[at + i] = level == 0 ? 0 : value / level;
    }
    inputs[at + lookback + further] = 1;
    return level;
  }
}
