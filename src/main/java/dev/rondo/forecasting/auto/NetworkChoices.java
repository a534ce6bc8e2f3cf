package dev.rondo.forecasting.auto;

import dev.rondo.engine.cell.Gru;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Chooses the segment networks.
final class NetworkChoices {
  /// Operations that one core does in a second, as assumed for the budget.
  private static final double OPERATIONS_PER_SECOND = 35e9;

  private static final int WIDTH = 64;
  private static final int LONGEST_SEGMENT = 48;
  private static final int LONGEST_LOOKBACK = 1000;
  private static final int MOST_NETWORKS = 4;
  private static final int FEWEST_STEPS = 50;

  /// Fewest windows that a network is trained on, also before the hold-out.
  private static final int LEAST_WINDOWS = 200;

  private final Basis basis;
  private final Units units;
  private final int segment;
  private final Budget budget;
  private final Decisions decisions;

  /// @param segment of all networks, see [#segment]
  /// @param budget from which methods and ridges have taken their time
  NetworkChoices(Basis basis, Units units, int segment, Budget budget, Decisions decisions) {
    this.budget = budget;
    this.basis = basis;
    this.units = units;
    this.segment = segment;
    this.decisions = decisions;
  }

  /// A season or a part of it; without a season, about a horizon.
  static int segment(Basis basis, Decisions decisions) {
    int room = Math.max(1, (basis.profile().lower() - basis.horizon()) / 2);
    int period = basis.shortestPeriod();
    int segment = period;
    String why = "one season";
    if (period == 1) {
      segment = Math.clamp(basis.horizon(), 1, 24);
      why = "without a season, one horizon up to 24 steps";
    } else if (period > 24 && period % 4 == 0) {
      segment = period / 4;
      why = "a quarter of a season";
    }
    if (segment > LONGEST_SEGMENT) {
      segment = LONGEST_SEGMENT;
      why = "longest segment";
    }
    if (segment > room) {
      segment = room;
      why = "the series are short";
    }
    decisions.add("segment", segment, why);
    return segment;
  }

  List<NetworkChoice> choose(RollingHoldOut holdOut) {
    int horizon = basis.horizon();
    long windows = 0;
    for (Track track : basis.tracks()) windows += Math.max(0, track.length() - horizon - segment);
    long before = 0;
    for (Track track : holdOut.training(basis.tracks()))
      before += Math.max(0, track.length() - horizon);
    if (Math.min(windows, before) < LEAST_WINDOWS) {
      decisions.add(
          "networks", 0, "only %d windows to learn from".formatted(Math.min(windows, before)));
      return List.of();
    }
    return affordable(wishes(windows));
  }

  private List<NetworkChoice> wishes(long windows) {
    boolean fewLong = basis.fewLongTracks();
    int batch = (int) Math.clamp(windows / 100, 32, 256);
    double rate = fewLong ? 0.002 : 0.003;
    int steps = (int) Math.clamp(windows / batch * 40, 300, fewLong ? 1600 : 2500);
    int period = basis.shortestPeriod();
    int[] bases = period > 1 && units != Units.COUNT ? new int[] {period, 0} : new int[] {0};
    int[] lookbacks = lookbacks();
    List<NetworkChoice> wishes = new ArrayList<>();
    for (int i = 0; i < lookbacks.length; i++) {
      int base = bases[i % bases.length] <= lookbacks[i] ? bases[i % bases.length] : 0;
      wishes.add(
          new NetworkChoice(
              new Gru(), segment, lookbacks[i], base, units, WIDTH, batch, steps, rate, !fewLong));
    }
    return wishes;
  }

  /// Lookbacks of the networks, the first wish first.
  private int[] lookbacks() {
    int longestPeriod = basis.longestPeriod();
    int horizon = basis.horizon();
    int cap = Math.max(segment, Math.min(LONGEST_LOOKBACK, basis.profile().lower() - horizon));
    double wish =
        longestPeriod == 1
            ? 5.0 * segment
            : Math.max(2.0 * longestPeriod, 1.25 * Math.max(horizon, longestPeriod));
    if (basis.fewLongTracks()) wish = Math.max(wish, 14.0 * segment);
    double[] factors = {1, 1.6, 3, 1};
    int[] lookbacks = new int[factors.length];
    for (int i = 0; i < factors.length; i++) {
      int segments = (int) Math.max(1, Math.round(Math.min(cap, factors[i] * wish) / segment));
      while (segments > 1 && segments * segment > cap) segments--;
      lookbacks[i] = segments * segment;
    }
    return lookbacks;
  }

  /// As many of the wishes as the duration allows. Each is trained twice, before and after the hold-out, on one core.
  private List<NetworkChoice> affordable(List<NetworkChoice> wishes) {
    double[] cores = new double[Budget.CORES];
    List<NetworkChoice> chosen = new ArrayList<>();
    for (NetworkChoice wish : wishes) {
      if (chosen.size() == MOST_NETWORKS) break;
      Arrays.sort(cores);
      double taken = cores[0] + 2 * seconds(wish);
      if (taken > budget.networks()) continue;
      cores[0] = taken;
      chosen.add(wish);
    }
    if (chosen.isEmpty()) {
      NetworkChoice first = wishes.getFirst();
      int steps = (int) (first.steps() * budget.networks() / (2 * seconds(first)));
      if (steps < FEWEST_STEPS) {
        decisions.add("networks", 0, "%s leave no time to train one".formatted(budget.longest()));
        return List.of();
      }
      chosen.add(first.withSteps(steps));
    }
    decisions.add(
        "networks",
        chosen.size(),
        "%s within %s; each is trained before and after the hold-out"
            .formatted(
                String.join(", ", chosen.stream().map(NetworkChoice::name).toList()),
                budget.longest()));
    return List.copyOf(chosen);
  }

  private double seconds(NetworkChoice choice) {
    return choice.steps()
        * choice.operations(basis.horizon(), Planner.QUANTILES.size())
        / OPERATIONS_PER_SECOND;
  }
}
