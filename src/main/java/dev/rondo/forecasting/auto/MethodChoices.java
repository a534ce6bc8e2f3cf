package dev.rondo.forecasting.auto;

import java.util.ArrayList;
import java.util.List;

/// Chooses the methods that are fitted to each series alone, as many as the time allows and quick ones first, or takes the requested ones.
final class MethodChoices {
  private static final int LONGEST_LOCAL = 3000;
  private static final int MANY_TRACKS = 10_000;

  private MethodChoices() {}

  static List<String> choose(
      Basis basis, RollingHoldOut holdOut, Budget budget, Decisions decisions) {
    List<String> requested = basis.ensemble().methods();
    if (requested != null) {
      boolean seasonal = basis.periods().season() > 1;
      decisions.add(
          "methods",
          requested.isEmpty() ? "none" : String.join(", ", requested),
          requested.isEmpty() || seasonal
              ? Decisions.REQUESTED
              : Decisions.REQUESTED + "; without a season, seasonal methods forecast as others");
      return requested;
    }
    List<String> methods = new ArrayList<>(baselines(basis));
    Profile profile = basis.profile();
    String why = "each is fitted to every series alone";
    if (profile.intermittent()) {
      methods.addAll(List.of("croston", "sba", "tsb"));
      why = "many values are 0";
    } else if (profile.tracks() > MANY_TRACKS) {
      why = "there are many series: others would take too long";
    } else if (profile.lower() > LONGEST_LOCAL) {
      why = "the series are long: others would take too long";
    } else {
      List<String> left = new ArrayList<>();
      for (MethodCost method : MethodCost.values()) {
        if (method.isSeasonal() && basis.periods().season() == 1) continue;
        boolean taken = budget.takeForMethod(method.seconds(holdOut, basis.periods().season()));
        (taken ? methods : left).add(method.method());
      }
      if (!left.isEmpty()) why += "; " + String.join(", ", left) + " would take too long";
    }
    decisions.add("methods", String.join(", ", methods), why);
    return List.copyOf(methods);
  }

  /// The methods for which there is time once more. Requested methods are all used.
  static List<String> affordable(
      Basis basis, RollingHoldOut holdOut, List<String> methods, Budget budget) {
    if (basis.ensemble().methods() != null) return methods;
    int season = basis.periods().season();
    List<String> taken = new ArrayList<>();
    for (String method : methods) {
      double seconds = 0;
      for (MethodCost cost : MethodCost.values())
        if (cost.method().equals(method)) seconds = cost.seconds(holdOut, season);
      if (budget.takeForMethod(seconds)) taken.add(method);
    }
    return List.copyOf(taken);
  }

  /// The baselines that are not among the methods. They are computed as well, so that the forecast does not lose to one of them.
  static List<String> floor(Basis basis, List<String> methods, Decisions decisions) {
    List<String> floor =
        baselines(basis).stream().filter(baseline -> !methods.contains(baseline)).toList();
    if (!floor.isEmpty())
      decisions.add(
          "baselines",
          String.join(", ", floor),
          basis.ensemble().fallsBack()
              ? "the best one is served if it has a lower error in the hold-out than the ensemble"
              : "for comparison only, because the request says \"fallback\": false");
    return floor;
  }

  private static List<String> baselines(Basis basis) {
    List<String> baselines = new ArrayList<>(List.of("naive", "drift"));
    if (basis.periods().season() > 1) baselines.add("seasonal-naive");
    if (basis.profile().intermittent()) baselines.add("mean");
    return baselines;
  }
}
