package dev.rondo.forecasting.forecast;

import dev.rondo.forecasting.trace.NetworkTrace;
import dev.rondo.forecasting.trace.NetworkWeights;

/// Looks into a network of a model.
public sealed interface NetworkView permits SingleNetworkView, MemberNetworkView {
  NetworkWeights weights();

  /// Bytes of the buffers of [#trace].
  long traceBytes();

  /// What the network computes for the forecast at the end of a history to which the model has no obstacle.
  ///
  /// @param target number of the target
  /// @param step of the model's horizon, from 1
  NetworkTrace trace(History history, int target, int step);
}
