package dev.rondo.forecasting.auto;

import dev.rondo.forecasting.series.Dataset;
import java.util.List;

/// What every choice of a plan may depend on.
///
/// @param horizon steps that are forecast directly
/// @param dataset of the tracks
/// @param ahead names of the columns known ahead
record Basis(
    Dataset dataset,
    List<Track> tracks,
    Profile profile,
    Periods periods,
    int horizon,
    AutoRequest request,
    List<String> ahead) {
  /// From this length on, series are long: a linear map and a network then read far back.
  private static final int LONG_TRACK = 5000;

  private static final int FEW_TRACKS = 50;

  /// What is said about the ensemble.
  EnsembleRequest ensemble() {
    EnsembleRequest given = request.ensemble();
    return given == null ? EnsembleRequest.NONE : given;
  }

  /// Steps of the shortest season that the values show; 1 for none.
  int shortestPeriod() {
    return periods.confirmed().isEmpty() ? 1 : periods.confirmed().getFirst();
  }

  /// Steps of the longest season that the values show; 1 for none.
  int longestPeriod() {
    return periods.confirmed().isEmpty() ? 1 : periods.confirmed().getLast();
  }

  boolean longTracks() {
    return profile.lower() >= LONG_TRACK;
  }

  boolean fewLongTracks() {
    return profile.tracks() < FEW_TRACKS && longTracks();
  }
}
