package dev.rondo.forecasting.auto;

import dev.rondo.forecasting.covariate.Ahead;
import dev.rondo.forecasting.covariate.Effect;
import dev.rondo.forecasting.trace.NetworkTrace;
import dev.rondo.forecasting.trace.NetworkWeights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A fitted member that forecasts what the effect of covariates leaves.
record FittedAdjusted(MemberSpec.Adjusted spec, Fitted member, Effect effect) implements Fitted {
  /// Histories whose rest is in memory at the same time.
  private static final int TOGETHER = 64;

  @Override
  public int steps() {
    return member.steps();
  }

  @Override
  public long workingBytes() {
    return member.workingBytes() + TOGETHER * (spec.longestPast() + 1L) * Double.BYTES;
  }

  @Override
  public long keptBytes() {
    return member.keptBytes();
  }

  @Override
  public float[] weights() {
    float[] own = effect.numbers();
    float[] all = Arrays.copyOf(own, own.length + member.weights().length);
    System.arraycopy(member.weights(), 0, all, own.length, member.weights().length);
    return all;
  }

  @Override
  public Optional<MemberNetwork> network() {
    return member.network().map(inner -> new Rest(inner, this));
  }

  /// The network that forecasts the rest.
  private record Rest(MemberNetwork inner, FittedAdjusted adjusted) implements MemberNetwork {
    @Override
    public NetworkWeights parameters() {
      return inner.parameters();
    }

    @Override
    public long traceBytes() {
      return inner.traceBytes() + (adjusted.spec.longestPast() + 1L) * Double.BYTES;
    }

    @Override
    public NetworkTrace trace(TrackPast past, int step) {
      return inner.trace(adjusted.rest(past), step);
    }
  }

  @Override
  public MemberForecasts forecast(List<TrackPast> pasts, int horizon) {
    List<MemberForecasts> parts = new ArrayList<>();
    for (int from = 0; from < pasts.size(); from += TOGETHER)
      parts.add(part(pasts.subList(from, Math.min(pasts.size(), from + TOGETHER)), horizon));
    return MemberForecasts.join(parts);
  }

  private MemberForecasts part(List<TrackPast> pasts, int horizon) {
    MemberForecasts rest = member.forecast(pasts.stream().map(this::rest).toList(), horizon);
    for (int i = 0; i < pasts.size(); i++) {
      TrackPast past = pasts.get(i);
      Ahead ahead = past.track().knownAhead();
      double size = past.track().size(effect, past.origin());
      double[] effects = effect.of(ahead, past.origin(), past.origin() + horizon);
      for (int h = 0; h < horizon; h++) rest.points()[i * horizon + h] += size * effects[h];
    }
    return rest;
  }

  /// What the effect leaves of the last steps that the member reads.
  private TrackPast rest(TrackPast past) {
    Track track = past.track();
    int known = track.until(past.origin()).end();
    int from = Math.max(track.first(), known - spec.longestPast());
    double[] values = track.without(effect, from, past.origin(), past.origin());
    Ahead ahead = track.knownAhead().from(from);
    return new TrackPast(Track.of(track.number(), values, ahead), values.length);
  }

  @Override
  public double[] difference(TrackPast past, int horizon, int column) {
    Track track = past.track();
    double size = track.size(effect, past.origin());
    double[] difference =
        effect.difference(track.knownAhead(), past.origin(), past.origin() + horizon, column);
    double[] rest = member.difference(rest(past), horizon, column);
    for (int h = 0; h < horizon; h++) difference[h] = size * difference[h] + rest[h];
    return difference;
  }
}
