package dev.rondo.forecasting.backtest;

import dev.rondo.forecasting.checkpoint.Checkpoints;
import dev.rondo.forecasting.model.Model;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/// Receives the progress and the forecasts of a backtest, and keeps what it has finished.
public interface BacktestListener {
  /// Throws [CancellationException] to end the backtest. Several threads may call it.
  ///
  /// @param stage what is being done
  /// @param share of the whole work, from 0 to 1
  void stage(String stage, double share);

  /// Called by one thread: origin by origin, candidate by candidate, in the order of the series.
  ///
  /// @param candidate number of the candidate
  void forecast(int candidate, OriginForecast forecast);

  /// All candidates have forecast from an origin, now or in an earlier attempt. Called by the thread of [#forecast].
  ///
  /// @param origin number of the origin, from 0
  void finished(int origin);

  /// Where the finished parts of the backtest are kept. The forecasts of parts that are kept are not told again.
  default Checkpoints checkpoints() {
    return Checkpoints.NONE;
  }

  /// Keeps all forecasts that were told so far. Called by the thread of [#forecast].
  ///
  /// @return what [#continueAfter] takes
  default int reached() {
    return 0;
  }

  /// The forecasts that an earlier attempt has told until [#reached] are not told again. Called before the first forecast, for each
  /// part in order.
  ///
  /// @param reached what [#reached] gave
  default void continueAfter(int reached) {}

  /// A model that an earlier attempt has fitted.
  ///
  /// @param part its name among the checkpoints
  default Optional<Model> fitted(String part) {
    return Optional.empty();
  }

  /// Keeps a fitted model for [#fitted].
  default void keepFitted(String part, Model model) {}
}
