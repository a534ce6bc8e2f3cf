package dev.rondo.forecasting.forecast;

import dev.rondo.forecasting.auto.EnsembleForecaster;
import dev.rondo.forecasting.auto.Track;
import dev.rondo.forecasting.trace.NetworkTrace;
import dev.rondo.forecasting.trace.NetworkWeights;
import java.util.function.BiFunction;

/// Looks into a member of an ensemble.
///
/// @param member number of the member, which is a network
/// @param track converts one target of a history
record MemberNetworkView(
    EnsembleForecaster forecaster, int member, BiFunction<History, Integer, Track> track)
    implements NetworkView {
  @Override
  public NetworkWeights weights() {
    return forecaster.network(member);
  }

  @Override
  public long traceBytes() {
    return forecaster.traceBytes(member);
  }

  @Override
  public NetworkTrace trace(History history, int target, int step) {
    return forecaster.trace(member, track.apply(history, target), step);
  }
}
