package dev.rondo.forecasting.auto;

import java.util.ArrayList;
import java.util.List;

/// Chooses the pooled ridges.
final class RidgeChoices {
  private static final int LONGEST_RIDGE = 720;
  private static final int LOOKBACK_OF_LONG_TRACKS = 336;

  private RidgeChoices() {}

  static List<MemberSpec.Ridge> choose(
      Basis basis, Units units, Budget budget, Decisions decisions) {
    Profile profile = basis.profile();
    int wish = Math.max(3 * basis.horizon(), 2 * basis.longestPeriod());
    if (basis.longTracks()) wish = Math.max(wish, LOOKBACK_OF_LONG_TRACKS);
    int room = (profile.lower() - basis.horizon()) / 2;
    int lookback = Math.min(wish, Math.min(LONGEST_RIDGE, room));
    if (profile.intermittent() || lookback < 2) {
      decisions.add("ridge", "none", lookback < 2 ? "the series are short" : "many values are 0");
      return List.of();
    }
    boolean scaled = units != Units.SPREAD;
    List<MemberSpec.Ridge> ridges = new ArrayList<>();
    ridges.add(new MemberSpec.Ridge(lookback, 1, scaled));
    int period = basis.shortestPeriod();
    if (period > 1 && period <= lookback && !basis.longTracks())
      ridges.add(new MemberSpec.Ridge(lookback, period, scaled));
    long windows = 0;
    for (Track track : basis.tracks()) windows += track.length();
    for (MemberSpec.Ridge ridge : ridges) budget.takeForRidge(ridge, basis.horizon(), windows);
    decisions.add("ridge", lookback, "steps that a linear map reads, the same for all series");
    return List.copyOf(ridges);
  }
}
