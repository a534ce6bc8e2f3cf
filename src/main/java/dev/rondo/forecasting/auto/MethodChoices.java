package dev.rondo.forecasting.auto;

import java.util.ArrayList;
import java.util.List;

/// Chooses the methods that are fitted to each series alone, as many as the time allows, quick ones first.
final class MethodChoices {
  private static final int MANY_TRACKS = 10_000;

  private MethodChoices() {}

  static List<String> choose(
      Basis basis, RollingHoldOut holdOut, Budget budget, Decisions decisions) {
    boolean seasonal = basis.periods().season() > 1;
    List<String> methods = new ArrayList<>(List.of("naive", "drift"));
    if (seasonal) methods.add("seasonal-naive");
    String why = "each is fitted to every series alone";
    if (basis.profile().intermittent()) {
      methods.addAll(List.of("mean", "croston", "sba", "tsb"));
      why = "many values are 0";
    } else if (basis.profile().tracks() > MANY_TRACKS) {
      why = "there are many series: others would take too long";
    } else {
      List<String> left = new ArrayList<>();
      for (MethodCost method : MethodCost.values()) {
        if (method.isSeasonal() && !seasonal) continue;
        boolean taken = budget.takeForMethod(method.seconds(holdOut, basis.periods().season()));
        (taken ? methods : left).add(method.method());
      }
      if (!left.isEmpty()) why += "; " + String.join(", ", left) + " would take too long";
    }
    decisions.add("methods", String.join(", ", methods), why);
    return List.copyOf(methods);
  }
}
