package dev.rondo.forecasting.auto;

import org.jspecify.annotations.Nullable;

/// A pooled ridge of an ensemble. What is null is chosen from the data.
///
/// @param lookback steps that it reads
/// @param season steps of the season whose last values the outputs are relative to; 1 for the last value
/// @param scaled whether windows are divided by their level
public record RidgeRequest(
    @Nullable Integer lookback, @Nullable Integer season, @Nullable Boolean scaled) {
  private static final int LONGEST_LOOKBACK = 2000;

  public RidgeRequest {
    Requested.between("lookback", lookback, 1, LONGEST_LOOKBACK);
    Requested.between("season", season, 1, 100_000);
  }
}
