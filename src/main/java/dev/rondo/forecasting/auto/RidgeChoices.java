package dev.rondo.forecasting.auto;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Chooses the pooled ridges, or completes the requested ones.
final class RidgeChoices {
  private static final int LONGEST_RIDGE = 720;
  private static final int LOOKBACK_OF_LONG_TRACKS = 336;

  private RidgeChoices() {}

  static List<MemberSpec.Ridge> choose(
      Basis basis, Units units, Budget budget, Decisions decisions) {
    Profile profile = basis.profile();
    boolean scaled = !units.isDeviation();
    int lookback = lookback(basis);
    List<RidgeRequest> requested = basis.ensemble().ridges();
    if (requested != null) {
      List<MemberSpec.Ridge> ridges = new ArrayList<>();
      for (RidgeRequest one : requested) {
        int steps = Objects.requireNonNullElse(one.lookback(), Math.max(1, lookback));
        boolean seasonal = ridges.size() % 2 == 1 && basis.shortestPeriod() <= steps;
        ridges.add(
            new MemberSpec.Ridge(
                steps,
                Objects.requireNonNullElse(one.season(), seasonal ? basis.shortestPeriod() : 1),
                Objects.requireNonNullElse(one.scaled(), scaled),
                null));
      }
      take(budget, ridges, basis);
      decide(ridges, Decisions.REQUESTED, decisions);
      return List.copyOf(ridges);
    }
    if (profile.intermittent() || lookback < 2) {
      decide(List.of(), lookback < 2 ? "the series are short" : "many values are 0", decisions);
      return List.of();
    }
    List<MemberSpec.Ridge> ridges = new ArrayList<>();
    ridges.add(new MemberSpec.Ridge(lookback, 1, scaled, null));
    int period = basis.periods().closest();
    if (period > 1 && period <= lookback && !basis.longTracks())
      ridges.add(new MemberSpec.Ridge(lookback, period, scaled, null));
    RidgeColumns columns =
        RidgeColumns.of(
            basis.dataset(), Math.min(lookback, Math.max(basis.horizon(), basis.shortestPeriod())));
    if (columns != null) ridges.add(new MemberSpec.Ridge(lookback, 1, scaled, columns));
    take(budget, ridges, basis);
    decide(ridges, "a linear map, the same for all series", decisions);
    return List.copyOf(ridges);
  }

  /// Takes time for two fits of each ridge.
  static void take(Budget budget, List<MemberSpec.Ridge> ridges, Basis basis) {
    long windows = 0;
    for (Track track : basis.tracks()) windows += track.length();
    for (MemberSpec.Ridge ridge : ridges) budget.takeForRidge(ridge, basis.horizon(), windows);
  }

  private static int lookback(Basis basis) {
    int wish = Math.max(3 * basis.horizon(), 2 * basis.longestPeriod());
    if (basis.longTracks()) wish = Math.max(wish, LOOKBACK_OF_LONG_TRACKS);
    int room = (basis.profile().lower() - basis.horizon()) / 2;
    return Math.min(wish, Math.min(LONGEST_RIDGE, room));
  }

  private static String described(@Nullable RidgeColumns columns) {
    if (columns == null) return "";
    String last =
        columns.past().isEmpty() ? "" : ", the last %d values of".formatted(columns.lags());
    return "%s %s".formatted(last, String.join(", ", columns.names()));
  }

  private static void decide(List<MemberSpec.Ridge> ridges, String why, Decisions decisions) {
    if (ridges.isEmpty()) decisions.add("ridge", "none", why);
    for (MemberSpec.Ridge ridge : ridges)
      decisions.add(
          ridge.name(),
          "lookback %d, season %d, scaled %b%s"
              .formatted(
                  ridge.lookback(), ridge.season(), ridge.scaled(), described(ridge.columns())),
          why);
  }
}
