package dev.rondo.forecasting.auto;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Chooses the segment networks, or completes the requested ones.
final class NetworkChoices {
  /// Operations that one core does in a second, as assumed for the budget.
  private static final double OPERATIONS_PER_SECOND = 35e9;

  /// Cores that the budget assumes.
  private static final int CORES = 2;

  /// Share of the longest duration that networks may take; the rest is for other members, evaluation and writing.
  private static final double NETWORK_SHARE = 0.7;

  private static final int MOST_NETWORKS = 4;
  private static final int FEWEST_STEPS = 50;

  /// Fewest windows that a network is trained on, also before the hold-out.
  private static final int LEAST_WINDOWS = 200;

  private static final NetworkRequest ANY =
      new NetworkRequest(null, null, null, null, null, null, null, null, null, null);

  private final Basis basis;
  private final NetworkDefaults defaults;
  private final RollingHoldOut holdOut;
  private final Decisions decisions;

  NetworkChoices(
      Basis basis, NetworkDefaults defaults, RollingHoldOut holdOut, Decisions decisions) {
    this.basis = basis;
    this.defaults = defaults;
    this.holdOut = holdOut;
    this.decisions = decisions;
  }

  List<NetworkChoice> choose() {
    long before = 0;
    for (Track track : holdOut.training(basis.tracks()))
      before += Math.max(0, track.length() - basis.horizon());
    long windows = Math.min(defaults.windows(), before);
    List<NetworkRequest> requested = basis.ensemble().networks();
    if (requested != null) return requested(requested, windows);
    if (windows < LEAST_WINDOWS) {
      decisions.add("networks", 0, "only %d windows to learn from".formatted(windows));
      return List.of();
    }
    List<NetworkChoice> wishes = new ArrayList<>();
    for (int i = 0; i < MOST_NETWORKS; i++) wishes.add(defaults.complete(ANY, i));
    return affordable(wishes);
  }

  /// As many of the wishes as the duration allows, trained twice: before and after the hold-out.
  private List<NetworkChoice> affordable(List<NetworkChoice> wishes) {
    List<NetworkChoice> chosen = new ArrayList<>();
    double taken = 0;
    for (NetworkChoice wish : wishes) {
      if (taken + seconds(wish) > budget()) continue;
      taken += seconds(wish);
      chosen.add(wish);
    }
    if (chosen.isEmpty()) {
      NetworkChoice first = wishes.getFirst();
      int steps = (int) (first.steps() * budget() / seconds(first));
      if (steps < FEWEST_STEPS) {
        decisions.add(
            "networks", 0, "%s leave no time to train one".formatted(basis.request().longest()));
        return List.of();
      }
      chosen.add(first.withSteps(steps));
    }
    decisions.add(
        "networks",
        chosen.size(),
        "as many as %s allow; each is trained before and after the hold-out"
            .formatted(basis.request().longest()));
    for (int i = 0; i < chosen.size(); i++)
      decide(
          i,
          chosen.get(i),
          "networks of different lookbacks and bases err differently; batches and steps follow from %d windows"
              .formatted(defaults.windows()));
    return List.copyOf(chosen);
  }

  /// All requested networks. Where the duration is too short for all, those whose steps are left to choose get fewer.
  private List<NetworkChoice> requested(List<NetworkRequest> requests, long windows) {
    double fixed = 0;
    double free = 0;
    List<NetworkChoice> wishes = new ArrayList<>();
    for (int i = 0; i < requests.size(); i++) {
      NetworkChoice wish = defaults.complete(requests.get(i), i);
      wishes.add(wish);
      if (requests.get(i).steps() == null) free += seconds(wish);
      else fixed += seconds(wish);
    }
    double share = free == 0 ? 1 : Math.clamp((budget() - fixed) / free, 0, 1);
    List<NetworkChoice> chosen = new ArrayList<>();
    double taken = 0;
    for (int i = 0; i < wishes.size(); i++) {
      NetworkChoice wish = wishes.get(i);
      if (requests.get(i).steps() == null && share < 1)
        wish = wish.withSteps(Math.max(FEWEST_STEPS, (int) (share * wish.steps())));
      chosen.add(wish);
      taken += seconds(wish);
    }
    String why = Decisions.REQUESTED;
    if (!chosen.isEmpty() && windows < LEAST_WINDOWS)
      why += "; there are only %d windows to learn from".formatted(windows);
    if (taken > budget())
      why +=
          "; they need about %s, and maxDuration %s may end them early"
              .formatted(
                  Duration.ofSeconds((long) Math.ceil(taken / CORES / NETWORK_SHARE)),
                  basis.request().longest());
    decisions.add("networks", chosen.size(), why);
    for (int i = 0; i < chosen.size(); i++)
      decide(i, chosen.get(i), Decisions.REQUESTED + "; what was left out follows from the data");
    return List.copyOf(chosen);
  }

  private void decide(int number, NetworkChoice network, String why) {
    decisions.add(new MemberSpec.Segmented(number, network).name(), network.described(), why);
  }

  /// Seconds of one core that all networks may take.
  private double budget() {
    return NETWORK_SHARE * CORES * basis.request().longest().toMillis() / 1000.0;
  }

  /// Seconds of one core that a network takes, before and after the hold-out.
  private double seconds(NetworkChoice choice) {
    return 2
        * choice.steps()
        * choice.operations(basis.horizon(), Planner.QUANTILES.size())
        / OPERATIONS_PER_SECOND;
  }
}
