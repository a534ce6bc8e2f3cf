package dev.rondo.forecasting.auto;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Chooses the segment networks, or completes the requested ones.
final class NetworkChoices {
  /// Operations that one core does in a second, as assumed for the budget.
  private static final double OPERATIONS_PER_SECOND = 60e9;

  private static final int MOST_NETWORKS = 4;
  private static final int FEWEST_STEPS = 50;

  /// Fewest windows that a network is trained on, also before the hold-out.
  private static final int LEAST_WINDOWS = 200;

  private static final NetworkRequest ANY =
      new NetworkRequest(null, null, null, null, null, null, null, null, null, null);

  private final Basis basis;
  private final NetworkDefaults defaults;
  private final RollingHoldOut holdOut;
  private final Budget budget;
  private final Decisions decisions;

  /// @param budget from which methods and ridges have taken their time
  NetworkChoices(
      Basis basis,
      NetworkDefaults defaults,
      RollingHoldOut holdOut,
      Budget budget,
      Decisions decisions) {
    this.basis = basis;
    this.defaults = defaults;
    this.holdOut = holdOut;
    this.budget = budget;
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

  /// As many of the wishes as the duration allows. Each is trained twice, before and after the hold-out, on one core.
  private List<NetworkChoice> affordable(List<NetworkChoice> wishes) {
    double[] cores = new double[Budget.CORES];
    List<NetworkChoice> chosen = new ArrayList<>();
    for (NetworkChoice wish : wishes) {
      Arrays.sort(cores);
      double taken = cores[0] + seconds(wish);
      if (taken > budget.networks()) continue;
      cores[0] = taken;
      chosen.add(wish);
    }
    if (chosen.isEmpty()) {
      NetworkChoice first = wishes.getFirst();
      int steps = (int) (first.steps() * budget.networks() / seconds(first));
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
    double most = Budget.CORES * budget.networks();
    double fixed = 0;
    double free = 0;
    List<NetworkChoice> wishes = new ArrayList<>();
    for (int i = 0; i < requests.size(); i++) {
      NetworkChoice wish = defaults.complete(requests.get(i), i);
      wishes.add(wish);
      if (requests.get(i).steps() == null) free += seconds(wish);
      else fixed += seconds(wish);
    }
    double share = free == 0 ? 1 : Math.clamp((most - fixed) / free, 0, 1);
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
    if (taken > most)
      why +=
          "; all fits need about %s, and maxDuration %s may end networks early"
              .formatted(
                  basis
                      .request()
                      .longest()
                      .plusSeconds((long) Math.ceil((taken - most) / Budget.CORES)),
                  basis.request().longest());
    decisions.add("networks", chosen.size(), why);
    for (int i = 0; i < chosen.size(); i++)
      decide(i, chosen.get(i), Decisions.REQUESTED + "; what was left out follows from the data");
    return List.copyOf(chosen);
  }

  private void decide(int number, NetworkChoice network, String why) {
    decisions.add(new MemberSpec.Segmented(number, network).name(), network.described(), why);
  }

  /// Seconds of one core that a network takes, before and after the hold-out.
  private double seconds(NetworkChoice choice) {
    return 2
        * choice.steps()
        * choice.operations(basis.horizon(), Planner.QUANTILES.size())
        / OPERATIONS_PER_SECOND;
  }
}
