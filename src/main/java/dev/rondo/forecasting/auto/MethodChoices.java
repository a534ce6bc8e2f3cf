package dev.rondo.forecasting.auto;

import java.util.ArrayList;
import java.util.List;

/// Chooses the methods that are fitted to each series alone.
final class MethodChoices {
  private static final int LONGEST_LOCAL = 3000;
  private static final int MANY_TRACKS = 10_000;

  private MethodChoices() {}

  static List<String> choose(Basis basis, Decisions decisions) {
    Profile profile = basis.profile();
    boolean seasonal = basis.periods().season() > 1;
    List<String> methods = new ArrayList<>(List.of("naive", "drift"));
    if (seasonal) methods.add("seasonal-naive");
    String why = "each is fitted to every series alone";
    if (profile.intermittent()) {
      methods.addAll(List.of("mean", "croston", "sba", "tsb"));
      why = "many values are 0";
    } else if (profile.tracks() > MANY_TRACKS) {
      why = "there are many series: others would take too long";
    } else if (profile.lower() > LONGEST_LOCAL) {
      why = "the series are long: others would take too long";
    } else {
      methods.addAll(List.of("theta", "dynamic-theta", "ets", "comb"));
      if (seasonal) methods.addAll(List.of("holt-winters-additive", "level-and-shape"));
    }
    decisions.add("methods", String.join(", ", methods), why);
    return List.copyOf(methods);
  }
}
