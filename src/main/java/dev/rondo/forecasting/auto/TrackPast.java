package dev.rondo.forecasting.auto;

import java.util.Arrays;

/// The input of a forecast: a track up to its origin.
///
/// @param track its steps from `origin` on must not be read
/// @param origin the first step that is forecast; the track has an observed value before it
record TrackPast(Track track, int origin) {
  /// The values from the first observed one to the origin, at most the last `longest`.
  double[] values(int longest) {
    int from = Math.max(track.first(), origin - longest);
    return Arrays.copyOfRange(track.values(), from, origin);
  }
}
