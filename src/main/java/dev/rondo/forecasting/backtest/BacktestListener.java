package dev.rondo.forecasting.backtest;

import java.util.concurrent.CancellationException;

/// Receives the progress and the forecasts of a backtest.
public interface BacktestListener {
  /// Throws [CancellationException] to end the backtest. Several threads may call it.
  ///
  /// @param stage what is being done
  /// @param share of the whole work, from 0 to 1
  void stage(String stage, double share);

  /// Called by one thread: candidate by candidate, origin by origin, in the order of the series.
  ///
  /// @param candidate number of the candidate
  void forecast(int candidate, OriginForecast forecast);
}
