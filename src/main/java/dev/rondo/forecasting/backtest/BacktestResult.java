package dev.rondo.forecasting.backtest;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The result of a backtest, without forecasts.
///
/// @param leaderboards the candidates, the best first, by each measure that some of them have; first by the usual measure
/// @param candidates what happened to each, in the order of the specification
/// @param unscored ids of series that no origin scores, because they are too short or have no values; at most 20
/// @param unscoredCount number of these series
/// @param warnings sentences on the limits of the comparison
public record BacktestResult(
    List<Leaderboard> leaderboards,
    List<Course> candidates,
    List<String> unscored,
    int unscoredCount,
    List<String> warnings) {
  /// By the usual measure.
  public Leaderboard leaderboard() {
    return leaderboards.getFirst();
  }

  /// What happened to a candidate.
  ///
  /// @param fits number of fits
  /// @param fitting duration of all fits
  /// @param problem reason why it could not go on; null if it could
  /// @param failures series that it could not forecast; at most 20
  /// @param failureCount number of forecasts that failed
  public record Course(
      String name,
      int fits,
      Duration fitting,
      @Nullable String problem,
      List<SeriesFailure> failures,
      int failureCount) {}

  /// A series that a candidate could not forecast.
  ///
  /// @param origin first forecast step of the series
  public record SeriesFailure(String seriesId, int origin, String problem) {}
}
