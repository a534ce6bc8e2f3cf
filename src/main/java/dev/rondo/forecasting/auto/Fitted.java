package dev.rondo.forecasting.auto;

import java.util.List;
import java.util.Optional;

/// A fitted member of an ensemble. Several threads may use it.
interface Fitted {
  MemberSpec spec();

  /// Its numbers, for storing.
  float[] weights();

  /// Steps of its training; 0 if it has none.
  default int steps() {
    return 0;
  }

  /// Bytes of its buffers in a forecast.
  default long workingBytes() {
    return 0;
  }

  /// Bytes of the buffers that it keeps between forecasts, at most.
  default long keptBytes() {
    return 0;
  }

  /// What a column known ahead changes in a forecast: the difference to that with the column at its mean, or at its most frequent
  /// level, `[horizon]`.
  default double[] difference(TrackPast past, int horizon, int column) {
    return new double[horizon];
  }

  /// Its network; empty if it is none.
  default Optional<MemberNetwork> network() {
    return Optional.empty();
  }

  /// Forecasts the tracks from their origins on, in the units of the data. Every forecast is finite.
  MemberForecasts forecast(List<TrackPast> pasts, int horizon);
}
