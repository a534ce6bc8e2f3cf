package dev.rondo.forecasting.auto;

import dev.rondo.forecasting.trace.NetworkTrace;
import dev.rondo.forecasting.trace.NetworkWeights;

/// The network of a fitted member.
interface MemberNetwork {
  NetworkWeights parameters();

  /// Bytes of the buffers of [#trace].
  long traceBytes();

  /// What the network computes for the median of a step.
  ///
  /// @param step of the horizon, from 1
  NetworkTrace trace(TrackPast past, int step);
}
