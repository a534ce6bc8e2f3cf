package dev.rondo.forecasting.auto;

import dev.rondo.forecasting.member.LocalMember;
import dev.rondo.forecasting.member.LocalMembers;
import java.util.List;

/// A classical method, which reads the past of each series when it forecasts.
record FittedLocal(MemberSpec.Classical spec, LocalMember method) implements Fitted {
  private static final int LONGEST = 1000;
  private static final int LEAST_SEASONS = 4;

  /// Arrays of the length of a series while a method is fitted: the series in several forms and, for smoothing, the change of
  /// its errors with each initial state.
  private static final int ARRAYS = 8;

  private static final int MOST_STATES = 26;

  static FittedLocal of(MemberSpec.Classical spec) {
    return new FittedLocal(spec, LocalMembers.find(spec.method()).orElseThrow());
  }

  /// Steps of the past that a method reads at most, so that a long series costs bounded time.
  static int longest(int season) {
    return Math.max(LONGEST, LEAST_SEASONS * season);
  }

  @Override
  public MemberForecasts forecast(List<TrackPast> pasts, int horizon) {
    double[] points = new double[pasts.size() * horizon];
    double[] forecast = new double[horizon];
    for (int i = 0; i < pasts.size(); i++) {
      method.forecast(pasts.get(i).values(longest(spec.season())), spec.season(), forecast);
      System.arraycopy(forecast, 0, points, i * horizon, horizon);
    }
    return MemberForecasts.points(points);
  }

  @Override
  public long workingBytes() {
    return (ARRAYS + Math.min(spec.season() + 2L, MOST_STATES)) * LONGEST * Double.BYTES;
  }

  @Override
  public float[] weights() {
    return new float[0];
  }
}
